import type { HitFigures } from '#server/directory/clients/legacy-figures.ts';
import { legacyPayRating, payLevelOfRate } from '#server/directory/clients/legacy-levels.ts';
import type { HitName } from './hit-names.ts';
import { writeInertJson, writeObject } from './write-responses.ts';

/**
 * A known task's unknown values: a number to no tool. Of null, tools make 0, and "$0.00/hr" of that.
 */
const UNKNOWN = 'n/a';
const UNKNOWN_CLASS = legacyPayRating(null).class;
/** Groups of workers by speed, which tools read without asking whether they are there. */
const WORKER_GROUPS = ['careful', 'relaxed', 'average', 'fast', 'proficient'] as const;

/**
 * Writes the answer of `/v1/hits/`: by key, the seconds of one run at the median rate, and at its
 * quartiles or null. Tasks whose pay nobody measured are left out: tools would divide by null.
 */
export function writeHits(
  hits: readonly { readonly key: string; readonly figures: HitFigures; readonly name: HitName }[],
): string {
  return writeObject(
    hits.map(({ key, figures: { members, dollars, low, high }, name }) => [
      key,
      writeInertJson({
        total_reviews: members,
        avg_completion: secondsOfRun(name, dollars),
        min_completion: secondsOfRun(name, high),
        max_completion: secondsOfRun(name, low),
      }),
    ]),
  );
}

/** Writes the answer of `/v1/hits/hit/`; an unknown task has an `avg_hourly` of null. */
export function writeHit(name: HitName | null, figures: HitFigures | null): string {
  const unknown = figures === null ? null : UNKNOWN;
  const rate = (dollars: number | null): { hourly: string | null; class: string } =>
    dollars === null
      ? { hourly: unknown, class: UNKNOWN_CLASS }
      : { hourly: dollars.toFixed(2), class: legacyPayRating(payLevelOfRate(dollars)).class };
  const average = rate(figures?.dollars ?? null);
  const least = rate(figures?.low ?? null);
  const most = rate(figures?.high ?? null);
  const group = { hourly: unknown, time: unknown, class: UNKNOWN_CLASS };
  return writeInertJson({
    requester_id: name?.requesterId ?? null,
    total_reviews: figures?.members ?? 0,
    avg_hourly: average.hourly,
    avg_class: average.class,
    avg_comp: name && figures && secondsOfRun(name, figures.dollars),
    min_hourly: least.hourly,
    min_class: least.class,
    max_hourly: most.hourly,
    max_class: most.class,
    user_splits: Object.fromEntries(WORKER_GROUPS.map((one) => [one, group])),
    user_group: 0,
  });
}

/**
 * Time in which one paid run earns its reward at an hourly rate, in seconds to the millisecond; null at
 * an unknown rate, or at none.
 */
function secondsOfRun({ rewardCents }: HitName, dollars: number | null): number | null {
  if (dollars === null || dollars === 0) return null;
  return Math.round((rewardCents / 100 / dollars) * 3_600_000) / 1_000;
}
