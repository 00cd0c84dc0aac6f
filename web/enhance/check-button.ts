import { createElement } from '#web/evidence/workbook/dom-helpers.ts';

/** The result of a check, as sentences to show. */
export type CheckResult = {
  readonly kind: 'aside' | 'done' | 'alert';
  readonly sentences: readonly string[];
};

/** Lets a button check something in the browser, and tells the result in the status beside it. */
export function enhanceCheck(
  element: HTMLElement,
  checking: string,
  check: () => Promise<CheckResult>,
): void {
  const button = element.querySelector('button');
  const status = element.querySelector('[role=status]');
  // Without https browsers have no WebCrypto.
  if (button === null || status === null || globalThis.crypto.subtle === undefined) return;
  const tell = ({ kind, sentences }: CheckResult): void => {
    status.className = kind;
    status.replaceChildren(...sentences.map((sentence) => createElement('p', {}, sentence)));
  };
  button.hidden = false;
  button.addEventListener('click', async () => {
    button.disabled = true;
    tell({ kind: 'aside', sentences: [checking] });
    tell(await check());
    button.disabled = false;
  });
}
