import { z } from 'zod/mini';
import { caseRule, caseThing } from './case-work.ts';
import { measure, subjectName } from './cases.ts';
import { day, formControls, id, momentCursor } from '#shared/core/fields.ts';
import { reason } from './moderation.ts';

/** Hours from the call to the first full hour after them, at which the draw reads the record. */
export const DRAW_AFTER_HOURS = 24;
/** How long after that hour a party may tell the words whose hash she gave. */
export const REVEAL_HOURS = 24;
/** After so many days a jury has decided, or failed: the time of three who follow each other. */
export const JURY_DAYS = 9;
export const JURIES_A_PAGE = 30;
export const MIN_WORDS_LENGTH = 8;
export const MAX_WORDS_LENGTH = 200;

/** waiting for its hour, sitting, decided; failed: nobody was left; dropped: nothing left to decide. */
export const JURY_STATES = ['waiting', 'sitting', 'decided', 'failed', 'dropped'] as const;
export const juryState = z.enum(JURY_STATES);

/** passed-over: could not sit when it was her turn, or no longer could. */
export const JUROR_STATES = ['asked', 'voted', 'declined', 'silent', 'passed-over'] as const;
export const jurorState = z.enum(JUROR_STATES);

/** What a party to a case is in it. */
export const partyRole = z.enum(['author', 'flagger', 'rated']);
export type PartyRole = z.infer<typeof partyRole>;

/** What a juror may want; to show again, and to leave as it is, come to the same. */
export const VOTES = ['hide', 'remove', 'restore', 'dismiss'] as const;
export const vote = z.enum(VOTES);
export type Vote = z.infer<typeof vote>;

export const voteForm = z.object({
  ...formControls,
  vote,
  /** The rule that it breaks; where it is to be hidden or removed. */
  rule: z.optional(caseRule),
  reason,
});
export type VoteInput = z.infer<typeof voteForm>;

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
/** One line: it is a line of the text that the seed is made of. */
const words = z
  .string()
  .check(
    z.trim(),
    z.minLength(1),
    z.minLength(MIN_WORDS_LENGTH),
    z.maxLength(MAX_WORDS_LENGTH),
    z.regex(/^[^\p{Cc}\u2028\u2029]+$/u),
  );

/** One of both: the hash of words that she keeps and tells later, or the words, which the site keeps. */
export const nonceForm = z.object({
  ...formControls,
  commitment: z.optional(hash),
  words: z.optional(words),
});
export type NonceInput = z.infer<typeof nonceForm>;

export const revealForm = z.object({ ...formControls, words });
export type RevealInput = z.infer<typeof revealForm>;

const listedJury = z.object({
  id,
  state: juryState,
  seats: z.int(),
  /** It decides an appeal, not a case that two people could not agree on. */
  appeal: z.boolean(),
  calledAt: z.string(),
  drawHour: z.string(),
  /** What it decided. */
  decision: z.nullable(id),
});
export type ListedJury = z.infer<typeof listedJury>;

export const juriesQuery = z.object({ before: z.optional(momentCursor) });
export const juriesResponse = z.object({
  juries: z.array(listedJury),
  next: z.nullable(momentCursor),
});
export type JuriesResponse = z.infer<typeof juriesResponse>;

/** One jury as everybody sees it, with all that it takes to draw it again. */
export const juryResponse = z.object({
  ...listedJury.shape,
  /** Of an appeal: the decision that it looks at again. */
  against: z.nullable(id),
  /** What it is about; of a contested case, once it has ended. */
  about: z.nullable(subjectName),
  /** Until when words can be told. */
  revealUntil: z.string(),
  drawnAt: z.nullable(z.string()),
  endsAt: z.nullable(z.string()),
  endedAt: z.nullable(z.string()),
  /** How many could be drawn, and the hash of their names, given before the hour. */
  pool: z.object({ size: z.int(), hash }),
  /** The site's own part: its hash at once, the nonce with the draw. */
  site: z.object({ commitment: z.string(), nonce: z.nullable(z.string()) }),
  /** What parties added: hashes before the hour, words with the draw, null where they were not told. */
  words: z.array(z.object({ role: partyRole, commitment: hash, words: z.nullable(z.string()) })),
  checkpoint: z.nullable(z.object({ size: z.int(), root: hash })),
  seed: z.nullable(hash),
  /** Whose turn it was, in the order of the draw. */
  order: z.array(z.object({ place: z.int(), name: z.string(), state: jurorState })),
  /** Who voted what and why, by handles of this jury alone; once it has ended. */
  votes: z.array(
    z.object({ handle: z.string(), vote, rule: z.nullable(z.string()), reason: z.string() }),
  ),
  /** Its acts in the public record. With the salt anybody can compute what the leaf commits to. */
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

/** All names that could be drawn, sorted. */
export const juryPool = z.object({ names: z.array(z.string()) });

/** What a member has to do with one jury; for her alone. */
export const ownJuryResponse = z.object({
  jury: id,
  state: juryState,
  /** Her seat; null where she was not asked. */
  seat: z.nullable(
    z.object({
      state: jurorState,
      /** Until when she can answer. */
      until: z.string(),
      about: subjectName,
      /** Why it was flagged, and the rule that this names. */
      reason: z.string(),
      rule: z.string(),
      /** How it is hidden now; null where it shows. */
      hidden: z.nullable(measure),
      /** The thing itself; null once she has no more to decide on it. */
      thing: z.nullable(caseThing),
      /** Of a contested case: what was proposed, and why the second person objected. */
      proposal: z.nullable(
        z.object({
          kind: measure,
          rule: z.string(),
          facts: z.string(),
          reason: z.string(),
          objection: z.nullable(z.string()),
        }),
      ),
      /** Of an appeal: the decision, and what was written against it. */
      decision: z.nullable(
        z.object({ id, kind: measure, rule: z.string(), facts: z.string(), reason: z.string() }),
      ),
      appeals: z.array(z.object({ role: partyRole, text: z.string() })),
      /** What she may vote for. */
      options: z.array(vote),
      vote: z.nullable(z.object({ vote, rule: z.nullable(z.string()), reason: z.string() })),
      can: z.object({ vote: z.boolean(), decline: z.boolean() }),
    }),
  ),
  /** Her part as author or flagger; null where she is neither. */
  part: z.nullable(
    z.object({
      role: partyRole,
      /** What she gave: null where nothing. Her words where the site keeps them or she told them. */
      given: z.nullable(z.object({ commitment: hash, words: z.nullable(z.string()) })),
      /** Until when she can give words, and until when she can tell those that she keeps. */
      giveUntil: z.string(),
      revealUntil: z.string(),
      can: z.object({ give: z.boolean(), reveal: z.boolean() }),
    }),
  ),
  /** Her name in the pool, and what proves that it is hers: SHA-256 of `salt/member` begins with it. */
  pool: z.nullable(z.object({ name: z.string(), salt: z.string(), member: z.string() })),
});
export type OwnJuryResponse = z.infer<typeof ownJuryResponse>;

/** A member's juries, and her appeals. */
export const ownJuriesResponse = z.object({
  /** She is asked, or voted and it is not over: until when she can answer. */
  seats: z.array(z.object({ jury: id, state: jurorState, until: z.string(), ended: z.boolean() })),
  /** Draws about what she wrote or flagged, to which she may add words. */
  draws: z.array(
    z.object({
      jury: id,
      role: partyRole,
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

/** What a form without fields sends; a script may send nothing. */
export const juryControls = z.nullish(z.object(formControls));
