import { z } from 'zod/mini';
import { base64Field } from './base64-field.ts';
import { MESSAGE_PREFIX_BYTES, PADDED_BODY_LENGTH, SIGNATURE_BYTES } from './blind-signing.ts';
import { SURVEY_QUESTIONS, type SurveyQuestionId } from './survey-questions.ts';
import { SURVEY_KEY_BYTES } from './survey-messages.ts';

export const surveyYear = z.int().check(z.gte(2026), z.lte(2999));
/** What answers wait for in slots, and the subject of the year's key in the record. */
export function surveySubject(year: number): string {
  return `survey/${year}`;
}

const answersOf = Object.fromEntries(
  SURVEY_QUESTIONS.map(({ id, answers, ...question }) => [
    id,
    z.optional(
      z.array(z.enum(answers as readonly [string, ...string[]])).check(
        z.minLength(1),
        z.maxLength('most' in question ? question.most : 1),
        z.refine((chosen) => new Set(chosen).size === chosen.length),
      ),
    ),
  ]),
) as unknown as Record<SurveyQuestionId, z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniString>>>;

/** Answers by question; each can be left out. */
export const surveyAnswers = z.strictObject(answersOf);

/** One member's answers with her unblinded signature. Sent without a cookie. */
export const surveyAnswerForm = z.object({
  year: surveyYear,
  key: base64Field(SURVEY_KEY_BYTES),
  prefix: base64Field(MESSAGE_PREFIX_BYTES),
  signature: base64Field(SIGNATURE_BYTES),
  answers: surveyAnswers,
  padding: z.optional(z.string().check(z.maxLength(PADDED_BODY_LENGTH))),
});
export type SurveyAnswerInput = z.infer<typeof surveyAnswerForm>;

/** What every member's browser asks for by itself, so that asking does not say who answers. */
export const ownSurveyTokenResponse = z.object({
  /** Null where she cannot answer: no evidence of hers yet, or a new account. */
  survey: z.nullable(
    z.object({
      year: surveyYear,
      publicKey: z.string(),
      /** The leaf of the log entry with the key; null while it waits for its place in the log. */
      leaf: z.nullable(z.int()),
      /** The account's token was issued, on whatever device. */
      issued: z.boolean(),
    }),
  ),
});

export const surveyTokenForm = z.object({ blinded: base64Field(SIGNATURE_BYTES) });
export const surveyTokenResponse = z.object({ signature: base64Field(SIGNATURE_BYTES) });

const cell = z.object({
  /** Rounded at random to a multiple of 5; null where it, or what is left, is too small to be shown. */
  count: z.nullable(z.int()),
  /** Share in whole percent after weighing by activity; null where some part is too small. */
  weighted: z.nullable(z.int()),
});
/** How many gave each answer to a question. */
export const surveyTally = z.object({
  /** How many answered the question, rounded as cells are; null where too few. */
  base: z.nullable(z.int()),
  /** Kish's effective number of answers after weighing; null where nothing is weighed. */
  effective: z.nullable(z.int()),
  cells: z.record(z.string(), cell),
});

/** The figures of one Monday: of each question, and of the classes of activity. */
export const surveyFigures = z.object({
  answered: z.int(),
  /** Members who could have answered, rounded down to tens. */
  could: z.int(),
  questions: z.record(z.string(), surveyTally),
  classes: surveyTally,
});
export type SurveyFigures = z.infer<typeof surveyFigures>;
export type SurveyTally = z.infer<typeof surveyTally>;

export const surveyResultsResponse = z.object({
  year: surveyYear,
  /** Years with figures, newest first. */
  years: z.array(surveyYear),
  /** The Monday of the figures; null while too few have answered. */
  publishedOn: z.nullable(z.iso.date()),
  figures: z.nullable(surveyFigures),
});
export type SurveyResults = z.infer<typeof surveyResultsResponse>;
