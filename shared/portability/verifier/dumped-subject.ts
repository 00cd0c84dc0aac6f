import type { CommittedParts } from '#shared/transparency-log/commitments.ts';

/** A public subject in the dump. */
export type DumpedSubject = {
  /** Its name in the record, e.g. review/3k9… */
  readonly subject: string;
  /** The content that the record commits to; its words mean nothing where they are withheld. */
  readonly content: CommittedParts;
  /** The dump withholds the words: the subject is recent, or a decision removes them. */
  readonly withheld: boolean;
  /** The subject is so recent that the dump withholds its words. */
  readonly young: boolean;
  /** Id of the decision that hides or removes the subject; null while it is shown. */
  readonly hiddenBy: string | null;
  /** Id of the decision that covers words of its text; null while none are covered. */
  readonly coveredBy: string | null;
  /** The author withdrew the post; its position in the thread stays. */
  readonly gone: boolean;
  /** The day of the withdrawal. */
  readonly withdrawnOn: string | null;
  /** Number of members who said "me too"; null for kinds without it. */
  readonly echoes: number | null;
};

/** A row that an act wrote besides its subject: a decision, a change of standing, … */
export type DumpedEntryRow = {
  /** Its name in the record, e.g. decision/3k9… */
  readonly name: string;
  /** The subject of the act's entry in the record. */
  readonly about: string;
  readonly content: CommittedParts;
  /** Other subjects that a decision is about, each with an entry of its own. */
  readonly also: readonly string[];
  /** The act is a decision that removes a subject's text. */
  readonly removes: boolean;
};
