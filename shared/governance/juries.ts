import { z } from 'zod/mini';
import { measure, decisionReasonText } from '#shared/core/moderation-decisions.ts';
import { caseRule, caseSubjectContent, coveredPost } from './case-handling.ts';
import { caseSubjectName } from './cases.ts';
import { day, commonFormFields, id, timestampCursor } from '#shared/core/form-fields.ts';

/** Hours from the call to the next full hour, at which the draw reads the record. */
export const JURY_DRAW_DELAY_HOURS = 24;
/** Hours after that full hour for a party to reveal the words that she committed to. */
export const NONCE_REVEAL_HOURS = 24;
/** Days after which a jury has decided or failed: enough for three jurors in a row on each seat. */
export const MAX_JURY_DAYS = 9;
export const JURIES_A_PAGE = 30;
export const MIN_NONCE_WORDS_LENGTH = 8;
export const MAX_NONCE_WORDS_LENGTH = 200;

/**
 * waiting: for the hour of its draw; sitting; decided; failed: ran out of jurors; dropped: nothing
 * is left to decide.
 */
export const JURY_STATES = ['waiting', 'sitting', 'decided', 'failed', 'dropped'] as const;
export const juryState = z.enum(JURY_STATES);

/** passed-over: the juror could not sit when her turn came, or no longer could. */
export const JUROR_STATES = ['asked', 'voted', 'declined', 'silent', 'passed-over'] as const;
export const jurorState = z.enum(JUROR_STATES);

export const casePartyRole = z.enum(['author', 'flagger', 'rated']);
export type CasePartyRole = z.infer<typeof casePartyRole>;

/** Votes of a juror; restore and dismiss have the same effect. */
export const JUROR_VOTES = ['hide', 'remove', 'restore', 'dismiss', 'cover'] as const;
export const jurorVote = z.enum(JUROR_VOTES);
export type Vote = z.infer<typeof jurorVote>;

export const jurorVoteForm = z.object({
  ...commonFormFields,
  vote: jurorVote,
  /** The rule that the subject breaks; required to hide or remove it. */
  rule: z.optional(caseRule),
  reason: decisionReasonText,
});
export type JurorVoteInput = z.infer<typeof jurorVoteForm>;

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
/** A single line, since it becomes a line of the draw's seed text. */
const words = z
  .string()
  .check(
    z.trim(),
    z.minLength(1),
    z.minLength(MIN_NONCE_WORDS_LENGTH),
    z.maxLength(MAX_NONCE_WORDS_LENGTH),
    z.regex(/^[^\p{Cc}\u2028\u2029]+$/u),
  );

/**
 * A party's nonce for a draw, in one of two forms: the hash of words that she reveals later, or the
 * words, which the site keeps.
 */
export const partyNonceForm = z.object({
  ...commonFormFields,
  commitment: z.optional(hash),
  words: z.optional(words),
});
export type PartyNonceInput = z.infer<typeof partyNonceForm>;

export const revealNonceForm = z.object({ ...commonFormFields, words });
export type RevealNonceInput = z.infer<typeof revealNonceForm>;

const listedJury = z.object({
  id,
  state: juryState,
  seats: z.int(),
  /** Whether the jury decides an appeal, or a case on which two people disagreed. */
  appeal: z.boolean(),
  calledAt: z.string(),
  drawHour: z.string(),
  decision: z.nullable(id),
});
export type ListedJury = z.infer<typeof listedJury>;

export const juriesQuery = z.object({ before: z.optional(timestampCursor) });
export const juriesResponse = z.object({
  juries: z.array(listedJury),
  next: z.nullable(timestampCursor),
});
export type JuriesResponse = z.infer<typeof juriesResponse>;

/** One jury as the public sees it, with everything needed to repeat the draw. */
export const juryResponse = z.object({
  ...listedJury.shape,
  /** For an appeal: id of the decision under review. */
  against: z.nullable(id),
  /** The subject to decide on; null for a contested case until the jury has ended. */
  about: z.nullable(caseSubjectName),
  /** ISO 8601: until when parties can reveal the nonces that they committed to. */
  revealUntil: z.string(),
  drawnAt: z.nullable(z.string()),
  endsAt: z.nullable(z.string()),
  endedAt: z.nullable(z.string()),
  /** Size of the pool, and the hash of its names, published before the hour. */
  pool: z.object({ size: z.int(), hash }),
  /** The site's own nonce: its hash at once, the nonce with the draw. */
  site: z.object({ commitment: z.string(), nonce: z.nullable(z.string()) }),
  /** The parties' nonces: hashes before the hour, words with the draw, null when not revealed. */
  words: z.array(
    z.object({ role: casePartyRole, commitment: hash, words: z.nullable(z.string()) }),
  ),
  checkpoint: z.nullable(z.object({ size: z.int(), root: hash })),
  seed: z.nullable(hash),
  /** The jurors in the order of the draw. */
  order: z.array(z.object({ place: z.int(), name: z.string(), state: jurorState })),
  /** Votes and reasons, under handles for this jury only; empty until it has ended. */
  votes: z.array(
    z.object({
      handle: z.string(),
      vote: jurorVote,
      rule: z.nullable(z.string()),
      reason: z.string(),
    }),
  ),
  /**
   * The jury's acts in the public record; with the salt anybody can compute a leaf's commitment.
   */
  acts: z.array(
    z.object({
      kind: z.string(),
      commitment: z.string(),
      salt: z.nullable(z.string()),
      leaf: z.nullable(z.int()),
    }),
  ),
});
export type JuryResponse = z.infer<typeof juryResponse>;

/** All names in the pool, sorted. */
export const juryPool = z.object({ names: z.array(z.string()) });

/** A member's part in one jury; for her alone. */
export const ownJuryResponse = z.object({
  jury: id,
  state: juryState,
  /** The viewer's seat; null when she was not drawn. */
  seat: z.nullable(
    z.object({
      state: jurorState,
      /** Deadline of the juror's answer, ISO 8601. */
      until: z.string(),
      about: caseSubjectName,
      /** The flag's reason, and the rule that it names. */
      reason: z.string(),
      rule: z.string(),
      /** The measure that hides the subject now; null when it shows. */
      hidden: z.nullable(measure),
      /** The subject's content; null once she has nothing left to decide. */
      thing: z.nullable(caseSubjectContent),
      /** The other posts that the case is about; empty once she has nothing left to decide. */
      batch: z.array(coveredPost),
      /** For a pause from posting: its days. */
      days: z.nullable(z.int()),
      /** The words that the jury covers or shows; empty otherwise, and once she has nothing left to decide. */
      words: z.array(z.string()),
      /** For a contested case: the proposal, and the second person's objection. */
      proposal: z.nullable(
        z.object({
          kind: measure,
          rule: z.string(),
          facts: z.string(),
          reason: z.string(),
          objection: z.nullable(z.string()),
        }),
      ),
      /** For an appeal: the decision, and the appeals' texts. */
      decision: z.nullable(
        z.object({ id, kind: measure, rule: z.string(), facts: z.string(), reason: z.string() }),
      ),
      appeals: z.array(z.object({ role: casePartyRole, text: z.string() })),
      /** The votes open to her. */
      options: z.array(jurorVote),
      vote: z.nullable(
        z.object({ vote: jurorVote, rule: z.nullable(z.string()), reason: z.string() }),
      ),
      can: z.object({ vote: z.boolean(), decline: z.boolean() }),
    }),
  ),
  /** The viewer's part as author or flagger; null when neither. */
  part: z.nullable(
    z.object({
      role: casePartyRole,
      /** The viewer's nonce; null without one. `words` are null while only her browser has them. */
      given: z.nullable(z.object({ commitment: hash, words: z.nullable(z.string()) })),
      /**
       * Until when a party can give her nonce; until `revealUntil` she can reveal one that she
       * kept.
       */
      giveUntil: z.string(),
      revealUntil: z.string(),
      can: z.object({ give: z.boolean(), reveal: z.boolean() }),
    }),
  ),
  /** The viewer's name in the pool, with its proof: SHA-256 of `salt/member` begins with it. */
  pool: z.nullable(z.object({ name: z.string(), salt: z.string(), member: z.string() })),
});
export type OwnJuryResponse = z.infer<typeof ownJuryResponse>;

/** A member's jury seats, the draws that she may add a nonce to, and her appeals. */
export const ownJuriesResponse = z.object({
  /** Seats for which she is invited, or has voted: until when she can answer. */
  seats: z.array(z.object({ jury: id, state: jurorState, until: z.string(), ended: z.boolean() })),
  /** Draws about subjects she wrote or flagged, to which she may add a nonce. */
  draws: z.array(
    z.object({
      jury: id,
      role: casePartyRole,
      drawHour: z.string(),
      revealUntil: z.string(),
      can: z.object({ give: z.boolean(), reveal: z.boolean() }),
    }),
  ),
  appeals: z.array(
    z.object({
      id,
      decision: id,
      state: z.enum(['open', 'upheld', 'reversed', 'undecided', 'withdrawn']),
      on: day,
      jury: z.nullable(id),
      can: z.object({ withdraw: z.boolean() }),
    }),
  ),
});
export type OwnJuriesResponse = z.infer<typeof ownJuriesResponse>;
