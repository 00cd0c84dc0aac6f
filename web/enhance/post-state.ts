import { button } from '#web/identity/workbook/dom.ts';
import { postForm, statusOf, wordsOf } from './writing-tools.ts';

const SLOW_MS = 8_000;

/** Says while a post is sent that it is, and after a dead line that it was not: one tap tries again. */
export function enhance(tools: HTMLElement): void {
  const found = postForm(tools);
  if (found === null) return;
  const { form } = found;
  const words = wordsOf(tools);
  const status = statusOf(tools);
  let timer = 0;
  // What the handler of dead lines says, in client.ts.
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
    // Never by itself: she may have changed her mind.
    const again = button(words.again, () => form.requestSubmit(), 'button');
    again.setAttribute('data-again', '');
    // Behind the sentence, which is put at the end of the form after this.
    window.setTimeout(() => form.append(again));
  });
}
