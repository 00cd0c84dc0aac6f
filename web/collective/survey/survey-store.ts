import type { SurveyAnswers } from '#shared/collective/survey-questions.ts';
import { itemNames, loadItem, removeItem, saveItem } from '#web/enhance/device-storage.ts';

type Token = { readonly key: string; readonly prefix: string; readonly signature: string };

/** What this device keeps of an account and the survey of a year; all bytes are base64. */
export type StoredSurvey = { readonly year: number } & (
  | {
      readonly state: 'asked';
      readonly publicKey: string;
      readonly key: string;
      readonly prefix: string;
      /** The blinded message, kept to repeat the same request if an answer is lost. */
      readonly message: string;
      readonly inverse: string;
    }
  | ({ readonly state: 'ready' } & Token)
  | ({
      readonly state: 'waiting';
      readonly answers: SurveyAnswers;
      /** Earliest time to send, in milliseconds since 1970. */
      readonly dueAt: number;
      /** Sent at least once, without an answer of the site. */
      readonly tried: boolean;
    } & Token)
  /** Sent: nothing is kept by which the answer could be found. */
  | { readonly state: 'sent' | 'refused' | 'elsewhere' }
);

const PREFIX = 'contrenote.survey.';
const DISMISSED = 'contrenote.survey-dismissed';

/** The year of the survey that is open now. */
export function surveyYearNow(): number {
  return new Date().getUTCFullYear();
}

/** What is kept of an account for this year; what is left of former years is deleted. */
export function loadSurvey(account: string): StoredSurvey | null {
  const text = loadItem(PREFIX + account);
  if (text === null) return null;
  try {
    const stored = JSON.parse(text) as StoredSurvey;
    if (stored.year >= surveyYearNow()) return stored;
  } catch {
    // Nothing that this version can read.
  }
  forgetSurvey(account);
  return null;
}

/** Keeps it; returns whether the browser does. */
export function saveSurvey(account: string, stored: StoredSurvey): boolean {
  return saveItem(PREFIX + account, JSON.stringify(stored));
}

export function forgetSurvey(account: string): void {
  removeItem(PREFIX + account);
}

/** The accounts of this device with something kept. */
export function accountsWithSurvey(): string[] {
  return itemNames(PREFIX).map((name) => name.slice(PREFIX.length));
}

/** Whether somebody here does not want to be asked again this year. */
export function isSurveyDismissed(): boolean {
  return loadItem(DISMISSED) === String(surveyYearNow());
}

export function dismissSurvey(): void {
  saveItem(DISMISSED, String(surveyYearNow()));
}
