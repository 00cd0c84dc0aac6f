import type { SurveyQuestionId } from '#shared/collective/survey-questions.ts';
import type { Messages } from '#web/i18n/messages.ts';

/** An answer in words. */
export function answerWords(t: Messages, question: SurveyQuestionId, answer: string): string {
  const words: Readonly<Record<string, string>> = t.survey.answers[question];
  return words[answer] ?? answer;
}
