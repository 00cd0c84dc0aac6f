import { today } from '#shared/core/days.ts';
import {
  EXACT_FIELDS,
  readTypedValues,
  roundTypedFields,
} from '#web/evidence/payouts/typed-values.ts';
import { formatTypedAmount } from '#shared/core/money.ts';
import { keepExactPayout, loadExactPayouts } from './exact-values-store.ts';
import type { Fields } from './draft-rules.ts';
import { fillFields, readFields } from './form-fields.ts';

const PAYOUT = /[0-9a-z]{12}(?=$|\?)/;

/**
 * The values typed into the form that was last sent, in case the server returns it refused, with
 * rounded values.
 */
let sent: { readonly action: string; readonly typed: Fields } | null = null;

/**
 * Rounds what a payout form sends, stores the exact values on this device once the payout is reported,
 * and fills a form of correction with them.
 * @param refill updates the parts of the form that depend on these fields
 */
export function mountExactValues(form: HTMLFormElement, refill: () => void): void {
  const action = new URL(form.action).pathname;
  form.addEventListener('formdata', ({ formData }) => {
    const typed = readFields(form);
    sent = { action, typed };
    const values = readTypedValues(typed, today(new Date()));
    if (values === null) return;
    const rounded = roundTypedFields(values, typed['outcome'], today(new Date()));
    for (const [name, value] of Object.entries(rounded)) formData.set(name, value);
  });
  form.addEventListener('turbo:submit-end', (event) => {
    const { success, fetchResponse } = (event as CustomEvent<SubmitEnd>).detail;
    if (success !== true) return;
    sent = null;
    const url = new URL(fetchResponse?.location?.href ?? location.href);
    void keep(form, url.searchParams.get('next') ?? `${url.pathname}${url.search}`);
  });
  if (form.dataset['refused'] !== undefined) {
    if (sent?.action === action) fillFields(form, exactOf(sent.typed));
    return;
  }
  const id = PAYOUT.exec(action)?.[0];
  if (id !== undefined) void fillKnown(form, id, refill);
}

type SubmitEnd = {
  readonly success?: boolean;
  readonly fetchResponse?: { readonly location?: URL };
};

async function keep(form: HTMLFormElement, receipt: string): Promise<void> {
  const typed = readFields(form);
  const values = readTypedValues(typed, today(new Date()));
  const id = PAYOUT.exec(receipt)?.[0];
  if (values === null || id === undefined) return;
  await keepExactPayout({
    id,
    path: receipt.split('?')[0] ?? receipt,
    platform: typed['platform'] ?? '',
    outcome: typed['outcome'] ?? '',
    method: typed['method'] ?? '',
    values,
  }).catch(() => {
    // Without storage on this device, the site's rounded values are what remains.
  });
}

async function fillKnown(form: HTMLFormElement, id: string, refill: () => void): Promise<void> {
  const entry = (await loadExactPayouts().catch(() => null))?.get(id);
  if (entry === undefined) return;
  const { currency, expectedMinor, receivedMinor, day, settledOn, state } = entry;
  const typed = readFields(form);
  const language = document.documentElement.lang === 'en' ? 'en' : 'fr';
  fillFields(form, {
    expected: formatTypedAmount(expectedMinor, currency, language),
    askedOn: day,
    ...(receivedMinor === null || receivedMinor === expectedMinor
      ? {}
      : { received: formatTypedAmount(receivedMinor, currency, language) }),
    ...(settledOn === null || typed['outcome'] !== state ? {} : { [`${state}On`]: settledOn }),
  });
  refill();
}

function exactOf(typed: Fields): Fields {
  return Object.fromEntries(EXACT_FIELDS.map((name) => [name, typed[name] ?? '']));
}
