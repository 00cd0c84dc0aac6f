import { today, type Day } from '#shared/core/days.ts';
import { ALARMING_FINDINGS } from '#shared/transparency-log/verification-findings.ts';
import { recordWatch as en } from '#web/i18n/generated/en/record-watch.ts';
import { recordWatch as fr } from '#web/i18n/generated/fr/record-watch.ts';
import { createButton, createElement } from '#web/evidence/workbook/dom-helpers.ts';
import { afterCheck, afterRead, afterSilence } from './log-watch-state.ts';
import {
  saveLogWatchState,
  loadLogWatchState,
  type LogWatchState,
  type LogWatchMessage,
} from './log-watch-storage.ts';
import { checkLogOfSite } from './log-check.ts';

/** Compares the record with what this browser saw of it before, and shows an alert on a new finding. */
export async function checkAndAlert(footer: HTMLElement, day: Day): Promise<void> {
  const before = loadLogWatchState();
  const after = await checkLogOfSite(before?.seen ?? null).then(
    (found) => afterCheck(before, found, day),
    // Offline, or the site does not answer: the next page tries again.
    () => afterSilence(before, day),
  );
  saveLogWatchState(after);
  if (after.tell !== null && after.tell !== before?.tell) showAlert(footer, after);
}

/** Shows the log watch's finding above the page until the reader confirms having read it. */
export function showAlert(footer: HTMLElement, kept: LogWatchState): void {
  const finding = kept.tell;
  const main = document.querySelector('main');
  if (finding === null || main === null || document.querySelector('.record-told') !== null) return;
  const words = document.documentElement.lang === 'en' ? en : fr;
  const alarming = finding !== 'silent' && ALARMING_FINDINGS.has(finding);
  const read = (): void => {
    saveLogWatchState(afterRead(loadLogWatchState() ?? kept, today(new Date())));
    box.remove();
    // The focused button is gone: keyboard users continue with the page.
    main.tabIndex = -1;
    main.focus();
  };
  const box = createElement(
    'div',
    {
      class: `record-told ${alarming ? 'alert' : 'aside'}`,
      role: alarming ? 'alert' : 'status',
    },
    ...sentencesOf(words, finding).map((sentence) => createElement('p', {}, sentence)),
    createElement(
      'p',
      {},
      createElement('a', { href: footer.dataset['record'] ?? '/' }, words.record),
      ' ',
      createButton(words.read, read, 'button second'),
    ),
  );
  const proofs = kept.proofs ?? [];
  if (alarming && proofs.length > 0) box.append(copyButton(words, proofs.join('\n')));
  main.prepend(box);
}

/** A button that copies the proof; a text field when the clipboard is unavailable. */
function copyButton(words: typeof fr, proof: string): HTMLElement {
  const said = createElement('span', { role: 'status' });
  const copy = async (): Promise<void> => {
    const copied = await copyText(proof);
    said.textContent = copied ? words.copied : words.copyByHand;
    if (copied || line.querySelector('textarea') !== null) return;
    const text = createElement(
      'textarea',
      { readonly: '', rows: '8', 'aria-label': words.copyByHand },
      proof,
    );
    line.append(text);
    text.select();
  };
  const button = createButton(words.copy, copy, 'button second');
  const line = createElement('p', {}, button, ' ', said);
  return line;
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function sentencesOf(words: typeof fr, finding: LogWatchMessage): readonly string[] {
  const { findings } = words;
  return Object.hasOwn(findings, finding) ? findings[finding as keyof typeof findings] : [];
}
