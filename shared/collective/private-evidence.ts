import { z } from 'zod/mini';
import { day, commonFormFields, id, longText, slug } from '#shared/core/form-fields.ts';
import { pictureFields } from '#shared/media/picture-forms.ts';

/** Evidence that a member shows only to two checkers, so that she may take part in a boycott. */

/** Checkers who must accept a piece of private evidence; one refusal is final. */
export const CHECKERS_NEEDED = 2;
/** Days for a checker to answer before another is drawn. */
export const DAYS_FOR_CHECKER_TO_ANSWER = 4;
/** Days that private evidence waits; then it is destroyed and its sender notified. */
export const PRIVATE_EVIDENCE_EXPIRY_DAYS = 14;
/** Days for which an accepted piece lets its sender take part. */
export const ACCEPTANCE_VALID_DAYS = 365;
/** Maximum pieces in a checker's list, which shows the oldest. */
export const EVIDENCE_TO_CHECK_SHOWN = 50;

export const privateEvidenceForm = z.object({
  ...commonFormFields,
  ...pictureFields,
  /** The platform's slug or name. */
  platform: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  text: longText,
});
export type PrivateEvidenceInput = z.infer<typeof privateEvidenceForm>;

export const privateEvidenceAnswerForm = z.object({
  ...commonFormFields,
  accepts: z.enum(['yes', 'no']),
});

const place = z.object({ slug, name: z.string() });
const picture = z.object({ url: z.string(), width: z.int(), height: z.int() });

/** The viewer's pending evidence, and the platforms for which two checkers accepted it. */
export const ownPrivateEvidenceResponse = z.object({
  evidence: z.array(
    z.object({
      id,
      platform: place,
      /** The text of the evidence; null when the site lost the key that encrypted it. */
      text: z.nullable(z.string()),
      picture: z.nullable(picture),
      /** The day on which the evidence is destroyed, answered or not. */
      until: day,
    }),
  ),
  worksThere: z.array(z.object({ platform: place, until: day })),
  /** Whether there are enough moderators besides the sender to check it. */
  enoughCheckers: z.boolean(),
});
export type OwnPrivateEvidenceResponse = z.infer<typeof ownPrivateEvidenceResponse>;

const listed = {
  id,
  platform: place,
  until: day,
  /** Whether the viewer, as a checker, accepted it; null while she has not answered. */
  accepted: z.nullable(z.boolean()),
};
/** Private evidence that waits for the viewer's check, oldest day first. */
export const privateChecksResponse = z.object({ evidence: z.array(z.object(listed)) });
export type PrivateChecksResponse = z.infer<typeof privateChecksResponse>;

/** One piece for a checker, without anything about its sender. */
export const privateCheckResponse = z.object({
  ...listed,
  text: z.nullable(z.string()),
  picture: z.nullable(picture),
});
export type PrivateCheckResponse = z.infer<typeof privateCheckResponse>;

/** The fields of the personal data export about private evidence. */
export const ownPrivateEvidenceFields = {
  privateEvidence: z.array(
    z.object({
      id: z.string(),
      platform: z.string(),
      text: z.nullable(z.string()),
      picture: z.nullable(z.string()),
      sentOn: z.string(),
    }),
  ),
  worksThere: z.array(z.object({ platform: z.string(), until: z.string() })),
  /** Data export: the member's answers as a checker of evidence that is undecided. */
  privateVoices: z.array(z.object({ evidence: z.string(), accepts: z.boolean() })),
  /** Pieces that she was drawn to check, while undecided. */
  privateDraws: z.array(
    z.object({ evidence: z.string(), drawnOn: z.string(), replaced: z.boolean() }),
  ),
};
const ownPrivateData = z.object(ownPrivateEvidenceFields);
export type OwnPrivateEvidenceData = z.infer<typeof ownPrivateData>;
