import { z } from 'zod/mini';
import { commonFormFields, day, id } from '#shared/core/form-fields.ts';
import { hiding, decisionReasonText } from '#shared/core/moderation-decisions.ts';
import { hasVisibleCharacter } from '#shared/core/text.ts';

export const MAX_FUND_NAME_LENGTH = 80;
export const MAX_FUND_ADDRESS_LENGTH = 300;
/** Maximum funds shown of one boycott. */
export const MAX_FUNDS_OF_BOYCOTT = 5;

/** A fund that two moderators checked. Never who proposed it. */
export const solidarityFund = z.object({
  id,
  /** Name and https address; null once a decision removed them. */
  name: z.nullable(z.string()),
  address: z.nullable(z.string()),
  on: day,
  /** Public handles of the two moderators. */
  by: z.array(z.string()),
  hiding,
  /** The viewer proposed it, so she can withdraw it. */
  mine: z.boolean(),
});
export type SolidarityFund = z.infer<typeof solidarityFund>;

/** Funds of the boycotts that one can pledge in, or that are on: the same for every member. */
export const fundsResponse = z.object({
  boycotts: z.array(z.object({ id, title: z.string(), funds: z.array(solidarityFund) })),
});
export type FundsResponse = z.infer<typeof fundsResponse>;

export const fundForm = z.object({
  ...commonFormFields,
  name: z
    .string()
    .check(
      z.trim(),
      z.minLength(3),
      z.maxLength(MAX_FUND_NAME_LENGTH),
      z.refine(hasVisibleCharacter),
    ),
  address: z.string().check(z.trim(), z.maxLength(MAX_FUND_ADDRESS_LENGTH)),
});
export type FundInput = z.infer<typeof fundForm>;

/** What waits for two moderators. */
export const proposedFund = z.object({ name: z.string(), address: z.string() });

export const takeOffForm = z.object({ ...commonFormFields, reason: decisionReasonText });
export type TakeOffInput = z.infer<typeof takeOffForm>;
