import {
  SURVEY_QUESTIONS,
  type SurveyAnswers,
  type SurveyQuestionId,
} from '#shared/collective/survey-questions.ts';
import { onAnswerSent, queueAnswers, sendDueAnswers } from '#web/collective/survey/send-answers.ts';
import type { SurveyStatus } from '#web/collective/survey/survey-statuses.ts';
import { loadSurvey } from '#web/collective/survey/survey-store.ts';
import { fetchSurveyToken } from '#web/collective/survey/survey-token.ts';
import { showStatus } from '#web/enhance/show-status.ts';

/**
 * Fetches the token that an answer needs and takes the answers of the form. The sentences are in the
 * page (`web/collective/survey/questionnaire.tsx`); this decides which one is shown.
 */
export function enhance(root: HTMLElement): void {
  const account = document.querySelector<HTMLElement>('[data-account]')?.dataset['account'];
  // Signed out: the page tells what to do.
  if (account === undefined) return;
  const say = (status: SurveyStatus): void => showStatus(root, status);
  // Without https browsers have no WebCrypto.
  if (globalThis.crypto.subtle === undefined) return say('too-old');
  const form = root.querySelector('form');
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    const answers = readAnswers(form);
    const isEmpty = Object.keys(answers).length === 0;
    const hint = root.querySelector<HTMLElement>('[data-empty]');
    if (hint !== null) hint.hidden = !isEmpty;
    if (isEmpty) return;
    if (!queueAnswers(account, answers)) return say('no-storage');
    form.reset();
    tell(account, say);
    root.scrollIntoView();
  });
  form?.addEventListener('change', () => limitChoices(form));
  if (form !== null) limitChoices(form);
  const stop = onAnswerSent(() => (root.isConnected ? tell(account, say) : stop()));
  say('looking');
  void begin(account, say);
}

async function begin(account: string, say: (status: SurveyStatus) => void): Promise<void> {
  try {
    const result = await fetchSurveyToken(account);
    if (result === 'had') tell(account, say);
    else say(result);
    await sendDueAnswers();
  } catch {
    say('offline');
  }
}

/** Says what this device keeps of the account. */
function tell(account: string, say: (status: SurveyStatus) => void): void {
  const known = loadSurvey(account);
  if (known === null || known.state === 'asked') say('offline');
  else say(known.state === 'waiting' && known.tried ? 'unsent' : known.state);
}

/** The chosen answers by question; questions that she left out are missing. */
function readAnswers(form: HTMLFormElement): SurveyAnswers {
  const data = new FormData(form);
  const answers: Partial<Record<SurveyQuestionId, readonly string[]>> = {};
  for (const { id } of SURVEY_QUESTIONS) {
    const chosen = data.getAll(id).map(String).filter(Boolean);
    if (chosen.length > 0) answers[id] = chosen;
  }
  return answers;
}

/** Where as many are chosen as count, no more can be. */
function limitChoices(form: HTMLFormElement): void {
  for (const question of SURVEY_QUESTIONS) {
    if (question.kind !== 'many') continue;
    const boxes = [...form.querySelectorAll<HTMLInputElement>(`input[name="${question.id}"]`)];
    const isFull = boxes.filter(({ checked }) => checked).length >= question.most;
    for (const box of boxes) box.disabled = isFull && !box.checked;
  }
}
