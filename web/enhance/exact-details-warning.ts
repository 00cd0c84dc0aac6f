import type { Language } from '#shared/core/languages.ts';
import { roundDetails, mentionsDayAndAmount } from '#shared/evidence/exact-details.ts';
import { createButton } from '#web/evidence/workbook/dom-helpers.ts';
import type { Messages } from '#web/i18n/messages.ts';

const WAIT_MS = 300;

/** Warns while somebody writes a day and an amount, and offers to round them; it blocks nothing. */
export function enhance(place: HTMLElement): void {
  const form = place.closest('form');
  const text = form?.querySelector<HTMLTextAreaElement>('textarea[name="text"]');
  if (form === null || text === null || text === undefined) return;
  const words = JSON.parse(place.dataset['words'] ?? '{}') as Messages['writing']['exact'];
  const language: Language = document.documentElement.lang === 'en' ? 'en' : 'fr';
  const sentence = document.createElement('p');
  sentence.setAttribute('role', 'status');
  const acts = document.createElement('p');
  acts.hidden = true;
  acts.append(
    createButton(words.round, () => {
      text.value = roundDetails(text.value, language);
      text.dispatchEvent(new Event('input', { bubbles: true }));
      text.focus();
    }),
    ' ',
    createButton(words.publish, () => form.requestSubmit()),
  );
  // A page from Turbo's cache has the elements of its last visit.
  place.replaceChildren(sentence, acts);
  let timer = 0;
  const look = (): void => {
    const told = mentionsDayAndAmount(text.value, language);
    place.classList.toggle('told', told);
    acts.hidden = !told;
    if ((sentence.textContent !== '') !== told) sentence.textContent = told ? words.warning : '';
  };
  text.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(look, WAIT_MS);
  });
  look();
}
