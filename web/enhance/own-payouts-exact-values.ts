import { formatMoney } from '#shared/core/money.ts';
import type { PayoutEntry } from '#shared/evidence/workbook.ts';
import type { ExactValueWords } from '#web/evidence/payouts/exact-values-attributes.ts';
import { fillPlaceholder, setText } from '#web/evidence/workbook/dom-helpers.ts';
import { formatDay } from '#web/format.ts';
import { mountClaimAnswers } from './claim-answers.ts';
import { followExactPayouts } from './exact-values-store.ts';

/**
 * Sends answers to claims without their day, and shows in a list of own payouts the exact values that this device has, also those that it is just
 * keeping of a payout reported a moment ago.
 */
export function enhance(list: HTMLElement): void {
  // Turbo's cached copy would keep them on the page of another account.
  document.querySelector('meta[name="turbo-cache-control"]')?.setAttribute('content', 'no-cache');
  const words = JSON.parse(list.dataset['words'] ?? '{}') as ExactValueWords;
  const rows = [...list.querySelectorAll<HTMLElement>('[data-payout]')];
  for (const row of rows) mountClaimAnswers(row);
  void followExactPayouts(
    () => list.isConnected,
    (exact) => {
      for (const row of rows) {
        const entry = exact.get(row.dataset['payout'] ?? '');
        if (entry !== undefined) show(row, entry, words);
      }
    },
  );
}

function show(row: HTMLElement, entry: PayoutEntry, words: ExactValueWords): void {
  const language = document.documentElement.lang === 'en' ? 'en' : 'fr';
  const { expectedMinor, receivedMinor, currency, day, settledOn, state } = entry;
  const amount = formatMoney(receivedMinor ?? expectedMinor, currency, language);
  const said = (sentence: string, on: string): string =>
    fillPlaceholder(sentence, formatDay(on, language));
  const times = [
    said(words.asked, day),
    settledOn === null || state === 'waiting' ? null : said(words[state], settledOn),
    words.exact,
  ];
  fill(row, 'amount', amount);
  fill(row, 'times', times.filter((part) => part !== null).join(', '));
  for (const link of row.querySelectorAll<HTMLAnchorElement>('a[data-exact="letter"]')) {
    const known = new URLSearchParams(new URL(link.href).hash.slice(1));
    known.set('amount', amount);
    known.set('askedOn', day);
    link.hash = known.toString();
  }
}

function fill(row: HTMLElement, name: string, text: string): void {
  const place = row.querySelector<HTMLElement>(`[data-exact="${name}"]`);
  if (place !== null) setText(place, text);
}
