import {
  chance,
  drawSendingTime,
  sendAnonymously,
} from '#web/collective/blind-signing/anonymous-sending.ts';
import type { SurveyAnswers } from '#shared/collective/survey-questions.ts';
import { removeItem, saveItem } from '#web/enhance/device-storage.ts';
import { withCrossTabLock } from '#web/evidence/workbook/cross-tab-lock.ts';
import { accountsWithSurvey, loadSurvey, saveSurvey } from './survey-store.ts';

/** Maximum delay of overdue answers after a page opens, so that they do not go with its request. */
const SOON_MS = 20_000;
/** Local storage key, set while an answer waits, so that other pages load nothing for it. */
const WAITING = 'contrenote.survey-waits';
/** Delay after a failed attempt. */
const AGAIN_MS = 60_000;

// Of this page; they survive Turbo visits.
let timer: ReturnType<typeof setTimeout> | undefined;
let first = true;
const listeners = new Set<() => void>();

/** Subscribes to answers that were sent or refused; returns the unsubscribe function. */
export function onAnswerSent(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Puts answers into the outbox, to be sent at a random moment. Returns whether the browser keeps them. */
export function queueAnswers(account: string, answers: SurveyAnswers): boolean {
  const known = loadSurvey(account);
  if (known?.state !== 'ready') return false;
  const waiting = { ...known, state: 'waiting', answers, dueAt: drawSendingTime() } as const;
  if (!saveSurvey(account, { ...waiting, tried: false })) return false;
  saveItem(WAITING, '1');
  void sendDueAnswers();
  return true;
}

/** Sends what is due and schedules the rest; the next visit sends what remains. */
export async function sendDueAnswers(): Promise<void> {
  const opens = first;
  first = false;
  await withCrossTabLock('survey-answers', async () => {
    for (const account of accountsWithSurvey()) await sendOf(account, opens);
  });
  clearTimeout(timer);
  const moments = accountsWithSurvey().flatMap((account) => {
    const known = loadSurvey(account);
    return known?.state === 'waiting' ? [known.dueAt] : [];
  });
  if (moments.length === 0) return removeItem(WAITING);
  timer = setTimeout(() => void sendDueAnswers(), Math.max(0, Math.min(...moments) - Date.now()));
}

async function sendOf(account: string, opens: boolean): Promise<void> {
  const known = loadSurvey(account);
  if (known?.state !== 'waiting') return;
  if (opens && known.dueAt < Date.now()) {
    saveSurvey(account, { ...known, dueAt: Date.now() + chance() * SOON_MS });
    return;
  }
  if (known.dueAt > Date.now()) return;
  const { year, key, prefix, signature, answers } = known;
  saveSurvey(account, { ...known, tried: true });
  const body = { year, key, prefix, signature, answers };
  const answer = await sendAnonymously('/api/survey/answers', body);
  if (answer.kind === 'no-answer') {
    saveSurvey(account, { ...known, tried: true, dueAt: Date.now() + AGAIN_MS });
  } else {
    saveSurvey(account, { year, state: answer.kind === 'done' ? 'sent' : 'refused' });
  }
  listeners.forEach((listener) => listener());
}
