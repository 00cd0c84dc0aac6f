import type { SurveyQuestionId } from './survey-questions.ts';

/**
 * Shares of the report of 2018 (Casilli, Tubaro et al., hal-02139528; about 1,000 answers on one
 * platform), in percent, beside the answers here that mean the same together.
 */
export const SURVEY_2018: readonly {
  readonly id: string;
  readonly question: SurveyQuestionId;
  readonly answers: readonly string[];
  readonly share: number;
}[] = [
  { id: 'women', question: 'sex', answers: ['woman'], share: 56.1 },
  { id: 'young', question: 'age', answers: ['25-34'], share: 33.4 },
  { id: 'middle', question: 'age', answers: ['25-34', '35-44'], share: 63.4 },
  {
    id: 'no-other-work',
    question: 'activity',
    answers: ['student', 'unemployed', 'home', 'retired'],
    share: 36,
  },
  { id: 'low-income', question: 'income', answers: ['under-1000', '1000-1500'], share: 32 },
  { id: 'middle-income', question: 'income', answers: ['1500-3000'], share: 40 },
  { id: 'with-parents', question: 'household', answers: ['parents'], share: 11.9 },
  { id: 'one-platform', question: 'platforms', answers: ['1'], share: 18.5 },
  { id: 'money', question: 'motives', answers: ['money'], share: 86 },
];
