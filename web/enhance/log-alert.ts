import { today, type Day } from '#shared/core/days.ts';
import { ALARMING_FINDINGS } from '#shared/transparency-log/verification-findings.ts';
import { recordWatch as en } from '#web/i18n/generated/en/record-watch.ts';
import { recordWatch as fr } from '#web/i18n/generated/fr/record-watch.ts';
import { afterCheck, afterRead, afterSilence } from './log-watch-state.ts';
import {
  saveLogWatchState,
  loadLogWatchState,
  type LogWatchState,
  type LogWatchMessage,
} from './log-watch-storage.ts';
import { compareRecord } from './log-check.ts';

/** Compares the record with what this browser saw of it, and shows news. */
export async function checkAndAlert(footer: HTMLElement, day: Day): Promise<void> {
  const before = loadLogWatchState();
  const after = await compareRecord(before?.seen ?? null).then(
    (found) => afterCheck(before, found, day),
    // No answer, or offline. The next page tries again.
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
  const box = document.createElement('div');
  const alarming = finding !== 'silent' && ALARMING_FINDINGS.has(finding);
  box.className = `record-told ${alarming ? 'alert' : 'aside'}`;
  box.setAttribute('role', alarming ? 'alert' : 'status');
  for (const sentence of sentencesOf(words, finding)) {
    const line = document.createElement('p');
    line.textContent = sentence;
    box.append(line);
  }
  const actions = document.createElement('p');
  const link = document.createElement('a');
  link.href = footer.dataset['record'] ?? '/';
  link.textContent = words.record;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button second';
  button.textContent = words.read;
  button.addEventListener('click', () => {
    saveLogWatchState(afterRead(loadLogWatchState() ?? kept, today(new Date())));
    box.remove();
    // The focused button is gone: keyboard users continue with the page.
    main.tabIndex = -1;
    main.focus();
  });
  actions.append(link, ' ', button);
  box.append(actions);
  const proofs = kept.proofs ?? [];
  if (alarming && proofs.length > 0) box.append(copyButton(words, proofs.join('\n')));
  main.prepend(box);
}

/** A button that copies the proof; a text field when the clipboard is unavailable. */
function copyButton(words: typeof fr, proof: string): HTMLElement {
  const line = document.createElement('p');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button second';
  button.textContent = words.copy;
  const said = document.createElement('span');
  said.setAttribute('role', 'status');
  const copy = async (): Promise<void> => {
    const copied = await copyText(proof);
    said.textContent = copied ? words.copied : words.copyByHand;
    if (copied || line.querySelector('textarea') !== null) return;
    const text = document.createElement('textarea');
    text.readOnly = true;
    text.rows = 8;
    text.value = proof;
    text.setAttribute('aria-label', words.copyByHand);
    line.append(text);
    text.select();
  };
  button.addEventListener('click', () => void copy());
  line.append(button, ' ', said);
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
