import { randomInt } from 'node:crypto';
import { loadCrowd } from '#server/evidence/publication/crowd.ts';
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
};

/** `linesKept` is null in summaries from before there were lines. */
type Previous = Omit<DescribedStanding, 'linesKept'> & {
  readonly linesKept: KeptLines | null;
  readonly computedOn: Day;
};

type Input = Omit<StandingInput, 'previous' | 'payouts'> & {
  readonly payouts: readonly ReportForLines[];
  readonly previous: Previous | null;
};

/**
 * Describes the standing and its lines, computed once a day: one that changed at the moment of a report would
 * tell whose it is.
 */
export async function describeStanding(
  sql: Sql,
  platformId: string,
  { previous, ...input }: Input,
): Promise<DescribedStanding> {
  const { closed, now } = input;
  const linesKept = previous?.linesKept ?? null;
  if (
    previous?.computedOn === now &&
    linesKept !== null &&
    (previous.standing.state === 'closed') === closed
  ) {
    return { standing: previous.standing, everKnown: previous.everKnown, linesKept };
  }
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
  const { lines, kept } = chooseStandingLines({
    payouts: input.payouts,
    standing: computed,
    crowd: await loadCrowd(sql, platformId, now),
    kept: linesKept,
    draw: (below) => randomInt(below),
    now,
  });
  const { state, since, everKnown } = computed;
  return { standing: { state, since, lines }, everKnown, linesKept: kept };
}
