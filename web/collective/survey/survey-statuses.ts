/** What the questionnaire's page can say; the script shows one at a time. */
export const SURVEY_STATUSES = [
  'looking',
  'ready',
  'waiting',
  'unsent',
  'sent',
  'refused',
  'none',
  'elsewhere',
  'record-waits',
  'no-record',
  'no-storage',
  'too-old',
  'offline',
] as const;
export type SurveyStatus = (typeof SURVEY_STATUSES)[number];
