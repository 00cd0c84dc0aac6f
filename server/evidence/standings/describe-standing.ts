import { randomInt } from 'node:crypto';
import {
  countCrowd,
  countsToKeep,
  toCrowd,
  type KeptCrowd,
} from '#server/evidence/publication/crowd.ts';
import type { Sql } from '#server/database/sql.ts';
import type { Day } from '#shared/core/days.ts';
import type { PublishedStanding } from '#shared/directory/platforms.ts';
import {
  chooseStandingLines,
  type KeptLines,
  type ReportForLines,
} from '#shared/evidence/publication/lines.ts';
import { computeStanding, type StandingInput } from '#shared/evidence/standing.ts';

/** A standing, and the private state of its lines, which the next day's computation needs. */
export type DescribedStanding = {
  readonly standing: PublishedStanding;
  readonly everKnown: boolean;
  readonly linesKept: KeptLines;
  /** Counts of the crowd for reports of this day; null where it has few reports. */
  readonly crowd: KeptCrowd | null;
};

/** `linesKept` is null in summaries from before there were lines. */
export type PreviousStanding = Omit<DescribedStanding, 'linesKept'> & {
  readonly linesKept: KeptLines | null;
  readonly computedOn: Day;
};

type Input = Omit<StandingInput, 'previous' | 'payouts'> & {
  readonly payouts: readonly ReportForLines[];
  readonly previous: PreviousStanding | null;
};

/**
 * Returns the standing that was computed today; null where there is none, or the platform was closed or
 * opened meanwhile. It is computed once a day: one that changed at the moment of a report would tell whose
 * it is.
 */
export function standingOfToday(
  previous: PreviousStanding | null,
  closed: boolean,
  now: Day,
): DescribedStanding | null {
  if (previous === null || previous.computedOn !== now) return null;
  const { standing, everKnown, linesKept, crowd } = previous;
  if (linesKept === null || (standing.state === 'closed') !== closed) return null;
  return { standing, everKnown, linesKept, crowd };
}

/** Describes the standing and its lines from all reports that count. */
export async function describeStanding(
  sql: Sql,
  platformId: string,
  { previous, ...input }: Input,
): Promise<DescribedStanding> {
  const { now } = input;
  const computed = computeStanding({
    ...input,
    previous:
      previous === null
        ? null
        : {
            state: previous.standing.state,
            since: previous.standing.since,
            everKnown: previous.everKnown,
          },
  });
  const counts = await countCrowd(sql, platformId, now);
  const { lines, kept } = chooseStandingLines({
    payouts: input.payouts,
    standing: computed,
    crowd: toCrowd(counts),
    kept: previous?.linesKept ?? null,
    draw: (below) => randomInt(below),
    now,
  });
  const { state, since, everKnown } = computed;
  return {
    standing: { state, since, lines },
    everKnown,
    linesKept: kept,
    crowd: countsToKeep(counts),
  };
}
