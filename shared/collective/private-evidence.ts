import { z } from 'zod/mini';
import { day, formControls, id, longText, slug } from '#shared/core/fields.ts';
import { pictureFields } from '#shared/media/pictures.ts';

/** Evidence that a member shows to two checkers alone, so that she may take part in a boycott. */

/** Checkers who must accept it; one who does not is enough to refuse. */
export const CHECKERS_NEEDED = 2;
/** So long a checker who was drawn has to answer, before another one is drawn in her place. */
export const CHECKER_DAYS = 4;
/** So long it waits; then it is destroyed, and its sender told. */
export const PRIVATE_EVIDENCE_DAYS = 14;
/** So long it counts that she works there, once it was accepted. */
export const WORKS_THERE_DAYS = 365;
/** Pieces that a checker's list shows, the oldest. */
export const PRIVATE_CHECKS_SHOWN = 50;

export const privateEvidenceForm = z.object({
  ...formControls,
  ...pictureFields,
  /** By slug or by what members call it. */
  platform: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  text: longText,
});
export type PrivateEvidenceInput = z.infer<typeof privateEvidenceForm>;

export const privateVoiceForm = z.object({ ...formControls, accepts: z.enum(['yes', 'no']) });
export const privateControls = z.nullish(z.object(formControls));

const place = z.object({ slug, name: z.string() });
const picture = z.object({ url: z.string(), width: z.int(), height: z.int() });

/** What the viewer sent and nobody has decided on, and where two checkers saw that she works. */
export const ownPrivateEvidenceResponse = z.object({
  evidence: z.array(
    z.object({
      id,
      platform: place,
      /** Null where the site lost the key that it was sealed with. */
      text: z.nullable(z.string()),
      picture: z.nullable(picture),
      /** Its last day: then it is destroyed, whether or not anybody answered. */
      until: day,
    }),
  ),
  worksThere: z.array(z.object({ platform: place, until: day })),
  /** There are as many moderators, beside her, as it takes. */
  enoughCheckers: z.boolean(),
});
export type OwnPrivateEvidenceResponse = z.infer<typeof ownPrivateEvidenceResponse>;

const listed = {
  id,
  platform: place,
  until: day,
  /** What the viewer answered. */
  accepted: z.nullable(z.boolean()),
};
/** What waits for the viewer, the oldest day first. */
export const privateChecksResponse = z.object({ evidence: z.array(z.object(listed)) });
export type PrivateChecksResponse = z.infer<typeof privateChecksResponse>;

/** One piece for a checker: nothing in it says who sent it. */
export const privateCheckResponse = z.object({
  ...listed,
  text: z.nullable(z.string()),
  picture: z.nullable(picture),
});
export type PrivateCheckResponse = z.infer<typeof privateCheckResponse>;

/** All that is kept of it about one member, for her alone. */
export const ownPrivate = {
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
  /** What she answered as a checker, while it is not decided. */
  privateVoices: z.array(z.object({ evidence: z.string(), accepts: z.boolean() })),
  /** What she was drawn to check, while it is not decided. */
  privateDraws: z.array(
    z.object({ evidence: z.string(), drawnOn: z.string(), replaced: z.boolean() }),
  ),
};
const ownPrivateData = z.object(ownPrivate);
export type OwnPrivate = z.infer<typeof ownPrivateData>;
