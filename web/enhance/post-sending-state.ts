import { createButton } from '#web/evidence/workbook/dom-helpers.ts';
import { findPostForm, statusOf, writingSentencesOf } from './post-form-helpers.ts';

const SLOW_MS = 8_000;

/** Shows that a post is being sent; after a network error, that it was not, with a retry button. */
export function enhance(tools: HTMLElement): void {
  const found = findPostForm(tools);
  if (found === null) return;
  const { form } = found;
  const words = writingSentencesOf(tools);
  const status = statusOf(tools);
  let timer = 0;
  // Read by the network error handler in client.ts.
  form.dataset['notSent'] = words.notSent;
  form
    .querySelectorAll('button[type="submit"]')
    .forEach((submit) => submit.setAttribute('data-turbo-submits-with', words.sending));

  function settle(): void {
    clearTimeout(timer);
    if (status.textContent === words.slow) status.textContent = '';
  }

  form.addEventListener('turbo:submit-start', () => {
    form.querySelectorAll('[data-notice], [data-again]').forEach((old) => old.remove());
    timer = window.setTimeout(() => {
      status.textContent = words.slow;
    }, SLOW_MS);
  });
  form.addEventListener('turbo:submit-end', settle);
  form.addEventListener('turbo:fetch-request-error', () => {
    settle();
    // Offers a button instead of retrying: the author may have changed her mind.
    const again = createButton(words.again, () => form.requestSubmit(), 'button');
    again.setAttribute('data-again', '');
    // After the sentence, which is appended to the form later.
    window.setTimeout(() => form.append(again));
  });
}
