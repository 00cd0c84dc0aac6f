import type { JobState } from '#server/operations/jobs/state.ts';

/** What waits for an answer, and how much of it is late. */
type Queue = { readonly waiting: number; readonly late: number };

/** What the database knows of how the site stands. */
export type DatabaseFacts = {
  readonly version: string;
  readonly bytes: number;
  readonly members: number;
  readonly pendingMigrations: readonly string[];
  /** Whether functions, triggers and views are those of another version. */
  readonly codePending: boolean;
  readonly jobs: readonly JobState[];
  readonly moderators: readonly { readonly handle: string; readonly endsOn: string }[];
  readonly queues: Readonly<
    Record<'notices' | 'replies' | 'disputes' | 'cases' | 'demands' | 'boycotts', Queue>
  >;
  readonly record: {
    readonly origin: string | null;
    readonly key: string | null;
    readonly size: number;
    readonly pending: number;
    readonly signedAt: string | null;
    readonly witnesses: readonly { readonly name: string; readonly signedAt: string }[];
  };
};
