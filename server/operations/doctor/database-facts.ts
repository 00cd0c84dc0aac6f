import type { JobState } from '#server/operations/jobs/job-state.ts';

/** Items waiting for an answer, and how many of them are overdue. */
type Queue = { readonly waiting: number; readonly late: number };

/** State of the site, from the database. */
export type DatabaseFacts = {
  readonly version: string;
  readonly bytes: number;
  readonly members: number;
  readonly pendingMigrations: readonly string[];
  /** Whether functions, triggers and views are not this version's. */
  readonly codePending: boolean;
  readonly jobs: readonly JobState[];
  readonly moderators: readonly { readonly handle: string; readonly endsOn: string }[];
  readonly queues: Readonly<
    Record<'notices' | 'replies' | 'disputes' | 'cases' | 'demands' | 'boycotts', Queue>
  >;
  readonly destruction: {
    /** Keys of rows that are gone, still to be destroyed. */
    readonly keys: number;
    /** When the oldest of these keys became due; null without any. */
    readonly since: string | null;
    /** Messages and private evidence that should have been deleted by now. */
    readonly rows: number;
    /** Rows that older versions wrote without a key of their own. */
    readonly older: number;
  };
  readonly record: {
    readonly origin: string | null;
    readonly key: string | null;
    readonly size: number;
    readonly pending: number;
    readonly signedAt: string | null;
    readonly witnesses: readonly { readonly name: string; readonly signedAt: string }[];
  };
};
