import type { Language } from '#shared/core/languages.ts';
import type { MeterResponse } from '#shared/evidence/publication/meter-reading.ts';
import type { TypedFields } from '#web/evidence/payouts/typed-proof-fields.ts';
import { previewPayout, type PreviewSentences } from '#web/evidence/payouts/payout-preview.ts';
import { setText } from '#web/evidence/workbook/dom-helpers.ts';
import type { Fields } from './draft-rules.ts';
import { readFields } from './form-fields.ts';
import { mountPayoutDraft } from './payout-draft.ts';
import { mountExactValues } from './payout-form-exact-values.ts';
import { mountMeter } from './payout-meter.ts';
import { mountQuickAnswers } from './quick-answers.ts';

/**
 * Extends the payout form: shows what others will see and how many could have written it, keeps a
 * draft, rounds what is sent, and disables fields of other outcomes.
 */
export function enhance(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return;
  const show = (): void => {
    const typed = { ...readFields(form), ...readPictureFacts(form) };
    const language = document.documentElement.lang === 'en' ? 'en' : 'fr';
    meter?.show(typed, language);
    showPreview(form, typed, language, meter?.of(typed) ?? null);
  };
  const meter = mountMeter(form, show);
  const update = (): void => {
    disableOthers(form);
    adaptPassword(form);
    show();
  };
  form.addEventListener('input', show);
  form.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.name === 'dateForgotten') forgetDay(form);
    update();
  });
  // The picture is attached once it is redacted, without an event.
  const picture = form.querySelector('.picture-preview');
  if (picture !== null) {
    new MutationObserver(show).observe(picture, { childList: true });
  }
  mountExactValues(form, update);
  const place = form.querySelector<HTMLElement>('[data-part="draft"]');
  if (place !== null) mountPayoutDraft(form, place, update);
  mountQuickAnswers(form);
  // A contradicting field stays visible, to be emptied, until another outcome is chosen.
  if (form.querySelector('.only.kept') === null) update();
  else show();
}

/** Returns what is readable on the form's picture, as fields of ticked boxes. */
function readPictureFacts(form: HTMLFormElement): Fields {
  const facts = form.querySelector<HTMLElement>('.picture')?.dataset['reveals']?.split(' ') ?? [];
  return {
    pictureAmount: facts.includes('amount') ? 'on' : '',
    pictureMonth: facts.includes('month') ? 'on' : '',
    pictureMethod: facts.includes('method') ? 'on' : '',
  };
}

/** Disables the fields of other outcomes, so that they are not sent. */
function disableOthers(form: HTMLFormElement): void {
  const chosen = readFields(form)['outcome'];
  for (const part of form.querySelectorAll<HTMLElement>('[data-only]')) {
    const fields = part.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select');
    for (const field of fields) field.disabled = part.dataset['only'] !== chosen;
  }
}

/** Tells password managers whether to offer a new password or that of an existing account. */
function adaptPassword(form: HTMLFormElement): void {
  const password = form.querySelector<HTMLInputElement>('[name="password"]');
  const existing = form.querySelector<HTMLInputElement>('[name="account"]');
  if (password === null || existing === null) return;
  password.autocomplete = existing.checked ? 'current-password' : 'new-password';
}

/** Empties the day when it is marked as forgotten: the server refuses both together. */
function forgetDay(form: HTMLFormElement): void {
  const forgotten = form.querySelector<HTMLInputElement>('[name="dateForgotten"]');
  const day = form.querySelector<HTMLInputElement>('[name="receivedOn"]');
  if (forgotten?.checked === true && day !== null) day.value = '';
}

function showPreview(
  form: HTMLFormElement,
  typed: TypedFields,
  language: Language,
  meter: MeterResponse | null,
): void {
  const place = form.querySelector<HTMLElement>('[data-part="preview"]');
  if (place === null) return;
  const { words, platform, published } = place.dataset;
  const lines = previewPayout(
    platform === undefined ? typed : { ...typed, platform },
    hasPicture(form, published !== undefined),
    JSON.parse(words ?? '{}') as PreviewSentences,
    { language, meter },
  );
  for (const line of place.querySelectorAll<HTMLElement>('[data-line]')) {
    const name = line.dataset['line'];
    if (name !== undefined && name in lines) setText(line, lines[name as keyof typeof lines]);
  }
}

function hasPicture(form: HTMLFormElement, published: boolean): boolean {
  const chosen = form.querySelector('.picture-preview img, .picture .redact') !== null;
  const kept = form.querySelector<HTMLInputElement>('[name="_image"]')?.checked === true;
  const removed = form.querySelector<HTMLInputElement>('[name="removeScreenshot"]')?.checked;
  return chosen || kept || (published && removed !== true);
}
