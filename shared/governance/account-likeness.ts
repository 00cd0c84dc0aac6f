import { z } from 'zod/mini';
import { commonFormFields, id } from '#shared/core/form-fields.ts';

/** Moderators who are asked in one case whether accounts are one person's. */
export const LIKENESS_LOOKS_PER_CASE = 2;
/** Cases in which a moderator looks a day. */
export const LIKENESS_LOOKS_A_DAY = 10;
/** Posts that came this many days before or after those of the case are compared with them. */
export const LIKENESS_DAYS = 7;
/** Accounts that are listed, those with the most posts alike first; the others are counted. */
export const LIKENESS_MAX_ACCOUNTS = 20;
/** Posts that are listed of each. */
export const LIKENESS_MAX_POSTS = 5;
/** Posts within so many minutes of each other are said to have come at the same time. */
export const LIKENESS_MINUTES = 10;

export const LIKENESS_ANSWERS = ['one-person', 'several', 'unsure'] as const;
export const likenessAnswer = z.enum(LIKENESS_ANSWERS);
export type LikenessAnswer = z.infer<typeof likenessAnswer>;

export const likenessAnswerForm = z.object({ ...commonFormFields, answer: likenessAnswer });
export type LikenessAnswerInput = z.infer<typeof likenessAnswerForm>;

/** Another account whose public posts are alike those of the case, without its name. */
export const alikeAccount = z.object({
  /** Its posts that are alike, the first ones; each shows its author on its page. */
  posts: z.array(id),
  /** How many have an address with a code in common with a post of the case. */
  codes: z.int(),
  /** How many say mostly the same words. */
  texts: z.int(),
  /** How many of both came within minutes of the post that they are like. */
  minutes: z.int(),
  /** The number of days (UTC) on which they came. */
  days: z.int(),
});
export type AlikeAccount = z.infer<typeof alikeAccount>;

/** The question whether accounts are one person's, as one of two moderators sees it. */
export const likenessResponse = z.object({
  /** Null until the viewer asks. */
  accounts: z.nullable(z.array(alikeAccount)),
  /** Accounts that are not listed. */
  more: z.int(),
  /** The viewer's answer; null until she gives it. */
  answer: z.nullable(likenessAnswer),
  /** The other moderator's; null until both have answered. */
  other: z.nullable(likenessAnswer),
  can: z.object({
    /** Fewer than two have looked, and the viewer has not. */
    ask: z.boolean(),
  }),
});
export type LikenessResponse = z.infer<typeof likenessResponse>;
