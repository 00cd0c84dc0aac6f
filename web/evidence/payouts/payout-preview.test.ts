import { describe, expect, test } from 'vitest';
import { messagesFor } from '#web/i18n/messages.ts';
import { previewPayout, type PreviewLines } from './payout-preview.ts';
import { previewSentences } from './preview-sentences.ts';

/** The preview shows no more than what the server publishes: nothing exact. */

const RECEIVED = {
  platform: 'Clickworker',
  outcome: 'received',
  expected: '27,45',
  currency: 'EUR',
  method: 'paypal',
  askedOn: '2026-11-20',
  receivedOn: '2026-11-24',
};
const NOW = '2026-11-28';

function preview(typed: Record<string, string>, picture = false): PreviewLines {
  const words = previewSentences(messagesFor('fr'));
  return previewPayout(typed, picture, words, { language: 'fr', now: NOW });
}

/** Intl puts a no-break space before the sign of a currency. */
const plain = (text: string): string => text.replaceAll(/\s/g, ' ');

describe('a preview', () => {
  test('of a received payout has the rounded amount, the delay, the method and the month', () => {
    const lines = preview(RECEIVED);
    expect(plain(lines.amount)).toBe('≈ 27 €');
    expect(lines.when).toBe('reçus en 4 jours');
    expect(lines.facts).toBe('PayPal, novembre 2026');
    const all = Object.values(lines).join(' ');
    for (const exact of ['45', '20 nov', '24']) expect(all).not.toContain(exact);
  });

  test.each([
    ['the same day', { receivedOn: '2026-11-20' }, 'reçus le jour même'],
    ['one day', { receivedOn: '2026-11-21' }, 'reçus en 1 jour'],
    ['a day before it was asked', { receivedOn: '2026-11-19' }, '…'],
    ['no day', { receivedOn: '' }, '…'],
    ['a day that is none', { receivedOn: '2026-02-30' }, '…'],
    ['a forgotten day', { receivedOn: '', dateForgotten: 'on' }, 'reçus, date oubliée'],
    ['refused', { outcome: 'refused', refusedOn: '2026-11-26' }, 'refusés après 6 jours'],
    ['pending, this month', { outcome: 'waiting' }, 'attendus depuis environ 13 jours'],
    [
      'pending, from the end of it',
      { outcome: 'waiting', askedOn: '2026-12-20' },
      'demandés ce mois-ci',
    ],
    ['written off', { outcome: 'given-up' }, 'abandonnés après 13 jours'],
    ['no outcome', { outcome: '' }, '…'],
    ['an outcome of nobody', { outcome: 'toString' }, '…'],
  ])('says when: %s', (_, typed, when) => {
    expect(preview({ ...RECEIVED, ...typed }).when).toBe(when);
  });

  test.each([
    [{ expected: '1 234,56' }, '≈ 1 200 €'],
    [{ expected: '30', received: '26,10' }, '≈ 26 €'],
    [{ expected: '30', received: '26,10', outcome: 'waiting' }, '≈ 30 €'],
    [{ expected: '2,75' }, '≈ 2,80 €'],
    [{ expected: '0' }, '…'],
    [{ expected: 'beaucoup' }, '…'],
    [{ currency: 'XXX' }, '…'],
  ])('rounds the amount of %o to %s', (typed, amount) => {
    expect(plain(preview({ ...RECEIVED, ...typed }).amount)).toBe(amount);
  });

  test('says how much it is worth as a proof', () => {
    expect(preview(RECEIVED).level).toBe('Déclaré, sans image');
    expect(preview(RECEIVED, true).level).toBe('À confirmer');
    expect(preview({ ...RECEIVED, solicited: 'on' }, true).level).toMatch(/ne compte pas/);
  });

  test('says that the pseudonym is shown where she signs', () => {
    expect(preview(RECEIVED).hidden).toMatch(/^Pas votre pseudo/);
    expect(preview({ ...RECEIVED, signed: 'true' }).hidden).toMatch(/^Votre pseudo/);
  });
});
