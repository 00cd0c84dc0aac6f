import { isDay, today, type Day } from '#shared/core/days.ts';
import { delayInPlaceOf } from '#web/evidence/payouts/claim-delay.ts';
import { keepExactPayout, loadExactPayouts } from './exact-values-store.ts';

/**
 * Sends the class of the delay in place of the day on which a claim was settled, and keeps the day in
 * the workbook of this device, where that has the claim.
 */
export function mountClaimAnswers(row: HTMLElement): void {
  const { payout: id = '', asked = '' } = row.dataset;
  if (!isDay(asked)) return;
  for (const form of row.querySelectorAll<HTMLFormElement>('form[action$="/close"]')) {
    let sent: Answer | null = null;
    let answer = '';
    // Turbo adds the button's value to the fields after the event below.
    form.addEventListener('submit', ({ submitter }) => {
      answer = submitter instanceof HTMLButtonElement ? submitter.value : '';
    });
    form.addEventListener('formdata', ({ formData }) => {
      const now = today(new Date());
      const on = textOf(formData, 'on');
      sent = { answer: textOf(formData, 'answer') || answer, on: on === '' ? now : on };
      const delay = delayInPlaceOf(on, asked, now);
      if (delay === null) return;
      formData.delete('on');
      formData.set('delay', String(delay));
    });
    form.addEventListener('turbo:submit-end', (event) => {
      const { success } = (event as CustomEvent<{ readonly success?: boolean }>).detail;
      // Without storage on this device, the class on the site is what remains.
      if (success === true && sent !== null) void keep(id, sent).catch(() => undefined);
    });
  }
}

type Answer = { readonly answer: string; readonly on: Day };

function textOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}

async function keep(id: string, { answer, on }: Answer): Promise<void> {
  const entry = (await loadExactPayouts()).get(id);
  const path = entry?.published?.path;
  if (entry === undefined || path === undefined) return;
  const received = answer === 'received' || answer === 'date-forgotten';
  const { currency, expectedMinor, day: askedOn, platform, method } = entry;
  await keepExactPayout({
    id,
    path,
    platform,
    outcome: received ? 'received' : answer,
    method: method ?? '',
    values: {
      currency,
      expectedMinor,
      receivedMinor: received ? expectedMinor : null,
      askedOn,
      settledOn: answer === 'date-forgotten' ? null : on,
      showsAmount: false,
    },
  });
}
