import { describe, expect, test } from 'vitest';
import { readMeter, type MeterResponse } from '#shared/evidence/publication/meter-reading.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import {
  levelOf,
  meterInWords,
  proofCrowdInWords,
  revealedInWords,
  toldOutcome,
} from './meter-text.ts';
import { previewPayout, type PreviewLines } from './payout-preview.ts';
import { previewSentences } from './preview-sentences.ts';

/** What the form says that others will see: a slip and a proof, and nothing exact. */

const RECEIVED = {
  platform: 'Clickworker',
  outcome: 'received',
  expected: '27,45',
  currency: 'EUR',
  method: 'paypal',
  askedOn: '2026-11-20',
  receivedOn: '2026-11-24',
  openness: 'discreet',
};
const OPEN = { ...RECEIVED, openness: 'open' };
const METER = meterOf(2_000);

function meterOf(workers: number, joins = false): MeterResponse {
  return {
    platform: { slug: 'clickworker', name: 'Clickworker' },
    joins,
    told: { paid: false, notPaid: false },
    ...readMeter({ workers, badShare: 0.04 }, 1, '2026-11-28'),
  };
}

function preview(
  typed: Record<string, string>,
  { picture = false, meter = null as MeterResponse | null } = {},
): PreviewLines {
  const lines = previewPayout(typed, picture, previewSentences(messagesFor('fr')), {
    language: 'fr',
    meter,
  });
  return { ...lines, proof: plain(lines.proof) };
}

const said = (typed: Record<string, string>, meter: MeterResponse | null): string =>
  plain(meterInWords(typed, meter, messagesFor('fr').payouts.meter, 'fr').join(' '));

/** Intl and French punctuation put no-break spaces. */
const plain = (text: string): string => text.replaceAll(/\s/g, ' ');

describe('a preview', () => {
  test('of a received payout says that it was paid, and nothing else of what is typed', () => {
    const lines = preview(RECEIVED, { picture: true, meter: METER });
    expect(lines).toMatchObject({
      platform: 'Clickworker',
      outcome: 'Payé',
      when: 'un lundi d’ici au 22 février 2027',
      proof: 'À part : la capture',
    });
    const all = Object.values(lines).join(' ');
    for (const exact of ['27', '20 nov', '24', 'PayPal', 'novembre']) {
      expect(all.replace('2027', '')).not.toContain(exact);
    }
  });

  test.each([
    ['no meter yet', {}, null, 'un lundi tiré au sort'],
    ['a slip that waits', {}, meterOf(2_000, true), 'avec votre témoignage qui attend déjà'],
    ['few workers', {}, meterOf(200), 'pas affiché, pour vous protéger'],
    ['a wait', { outcome: 'waiting' }, METER, 'tant que l’attente est normale'],
    ['no outcome', { outcome: '' }, METER, '…'],
    ['an outcome of nobody', { outcome: 'toString' }, METER, '…'],
  ])('says when, with %s', (_, typed, meter, when) => {
    expect(preview({ ...RECEIVED, ...typed }, { meter }).when).toBe(when);
  });

  test.each([
    [{ showsAmount: 'on' }, 'À part : la capture, ≈ 27 €'],
    [{ showsAmount: 'on', received: '26,10' }, 'À part : la capture, ≈ 26 €'],
    [{ showsMonth: 'on' }, 'À part : la capture, novembre 2026'],
    [{ signed: 'true' }, 'À part : la capture, votre pseudo'],
    [{ showsAmount: 'on', openness: 'discreet' }, 'À part : la capture'],
    [{ solicited: 'on' }, 'Écrit sur demande : ne compte pas'],
  ])('of a proof with %o says %s', (typed, proof) => {
    expect(preview({ ...OPEN, ...typed }, { picture: true }).proof).toBe(proof);
  });

  test('without a picture shows what she ticks only where she signs', () => {
    expect(preview(OPEN).proof).toBe('Sans capture');
    expect(preview({ ...OPEN, showsAmount: 'on' })).toMatchObject({
      proof: 'Sans capture : rien de plus',
      hidden: preview(OPEN).hidden,
    });
    expect(preview({ ...OPEN, signed: 'on' }).proof).toBe('À part : votre pseudo');
  });

  test('warns where a proof shows more', () => {
    expect(preview(OPEN).hidden).toMatch(/^Ni votre pseudo/);
    expect(preview({ ...OPEN, showsMonth: 'on' }, { picture: true }).hidden).toMatch(
      /peut vous reconnaître/,
    );
    const readable = { ...RECEIVED, pictureMonth: 'on' };
    expect(preview(readable, { picture: true }).hidden).toMatch(/peut vous reconnaître/);
    expect(preview(readable).hidden).toMatch(/^Ni votre pseudo/);
  });
});

test.each([
  [{ outcome: 'received' }, 'paid'],
  [{ outcome: 'received', received: '20,58' }, 'not-paid'],
  [{ outcome: 'received', received: '20,59' }, 'paid'],
  [{ outcome: 'refused' }, 'not-paid'],
  [{ outcome: 'given-up' }, 'not-paid'],
  [{ outcome: 'waiting' }, 'waiting'],
  [{ outcome: '' }, null],
])('%o tells %s', (typed, told) => {
  expect(toldOutcome({ ...RECEIVED, ...typed })).toBe(told);
});

describe('the meter', () => {
  test('says between how many the platform would hesitate, and the last Monday', () => {
    expect(said(RECEIVED, METER)).toBe(
      'Si Clickworker cherchait qui a écrit ça, elle hésiterait entre environ 84 personnes. Assez caché. Affiché : payé, un lundi d’ici au 22 février 2027. Pour un témoignage sur trois, tiré au sort, nous affichons aussi le temps d’attente.',
    );
    expect(said({ ...RECEIVED, detail: 'none' }, METER)).toContain(
      'environ 600 personnes. Bien caché. Affiché : payé, un lundi d’ici au 22 février 2027.',
    );
    expect(said({ ...RECEIVED, outcome: 'refused', later: 'on' }, METER)).toContain(
      'environ 360 personnes. Bien caché. Affiché : pas payé, un lundi d’ici au 22 novembre 2027.',
    );
  });

  test('promises no detail that cannot be shown', () => {
    expect(said(RECEIVED, meterOf(1_000))).not.toContain('un témoignage sur trois');
  });

  test('says what the proof adds, and how well all of it is hidden', () => {
    const typed = { ...OPEN, detail: 'none', showsAmount: 'on', signed: 'on' };
    expect(said(typed, METER)).toMatch(
      /Avec ce que montre votre preuve, elle n’hésiterait qu’entre environ 12 personnes\. Risqué\. Les autres voient votre pseudo/,
    );
    expect(said({ ...typed, openness: 'discreet' }, METER)).not.toContain('preuve');
    expect(levelOf({ ...typed, openness: 'discreet' }, METER)).toBe('well');
    expect(levelOf(typed, METER)).toBe('risky');
    expect(levelOf(typed, meterOf(200))).toBeNull();
  });

  test('counts what is readable on the picture, however discreet she stays', () => {
    const typed = { ...RECEIVED, detail: 'none', pictureAmount: 'on' };
    const beside = (fields: Record<string, string>): string =>
      plain(revealedInWords(fields, METER, messagesFor('fr').payouts.meter, 'fr'));
    expect(beside(typed)).toMatch(/^Avec ce que montre votre preuve.* environ 12 personnes/);
    expect(said(typed, METER)).toContain(beside(typed));
    expect(levelOf(typed, METER)).toBe('risky');
    expect(beside({ ...typed, pictureAmount: '' })).toBe('');
  });

  test('says what else becomes of it', () => {
    expect(said(RECEIVED, null)).toMatch(/^Choisissez une plateforme/);
    expect(said(RECEIVED, meterOf(2_000, true))).toMatch(
      /^Vous avez déjà un témoignage qui attend/,
    );
    expect(said(RECEIVED, meterOf(200))).not.toContain('seul·e');
    expect(said({ ...RECEIVED, outcome: 'refused' }, meterOf(200))).toContain(
      'peut-être pas seul·e',
    );
    expect(said({ ...RECEIVED, outcome: 'waiting' }, METER)).toMatch(/^Nous n’affichons rien/);
  });

  test.each([
    [{ amount: true, month: false }, 'Elle n’hésiterait qu’entre environ 12 personnes. Risqué.'],
    [{ amount: true, month: true }, 'Elle n’hésiterait qu’entre quelques personnes. Risqué.'],
    [
      { amount: false, month: true },
      'Elle n’hésiterait qu’entre environ 240 personnes. Bien caché.',
    ],
  ])('of a proof that shows %o says %s', (shows, sentence) => {
    const words = messagesFor('fr').payouts.meter;
    const typed = { ...OPEN, detail: 'none' };
    expect(plain(proofCrowdInWords(typed, shows, METER, words, 'fr'))).toBe(sentence);
    expect(proofCrowdInWords(typed, shows, null, words, 'fr')).toBe('');
  });
});
