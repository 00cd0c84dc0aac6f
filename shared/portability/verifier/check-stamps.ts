import { countWithNoun } from '#shared/core/count-with-noun.ts';
import type { Day } from '#shared/core/days.ts';
import type { StandingChange } from '#shared/evidence/standing-history.ts';
import type { SlipsByPlatform } from './check-weeks.ts';
import { compareStamps, type ComparedStamp } from './compare-stamps.ts';
import type { DumpRow } from './read-dump.ts';
import { listOf, textOf, type RowCheck } from './row-check.ts';

/** A stamp that the released slips did not bear out. */
export type StampApart = Omit<Extract<ComparedStamp, { verdict: 'apart' }>, 'verdict'> & {
  /** Name of the platform in addresses. */
  readonly platform: string;
  readonly name: string;
};

/**
 * How released slips agree with the stamps. A stamp that they contradict is no fault: bad news is
 * released later.
 */
export type StampReport = {
  readonly borneOut: number;
  /** Number of stamps for whose 13 weeks there are too few slips for a standing. */
  readonly tooFew: number;
  /** Number of stamps announced less than 13 weeks before the dump. */
  readonly notYet: number;
  readonly apart: readonly StampApart[];
};

/** Reads the stamps of a dump, and compares them with its slips. */
export function checkStamps(
  slips: SlipsByPlatform,
  on: Day,
): { readonly check: RowCheck; readonly report: () => StampReport } {
  const platforms = new Map<string, DumpRow>();
  const changes = new Map<string, StandingChange[]>();
  const report = (): StampReport => {
    const stamps = [...changes].flatMap(([platform, own]) =>
      compareStamps(own, slips.get(platform) ?? [], on).map((stamp) => ({
        ...stamp,
        platform: textOf(platforms.get(platform)?.['slug']),
        name: textOf(platforms.get(platform)?.['name']),
      })),
    );
    const count = (wanted: ComparedStamp['verdict']): number =>
      stamps.filter(({ verdict }) => verdict === wanted).length;
    return {
      borneOut: count('borne-out'),
      tooFew: count('too-few'),
      notYet: count('not-yet'),
      apart: stamps.flatMap((stamp) => {
        if (stamp.verdict !== 'apart') return [];
        const { verdict: _, ...rest } = stamp;
        return [rest];
      }),
    };
  };
  return {
    check: {
      reads: {
        platforms: ({ id, slug, name }) => platforms.set(textOf(id), { slug, name }),
        'standing-changes': (row) =>
          listOf(changes, textOf(row['platform'])).push(row as StandingChange),
      },
      faults: () => [],
    },
    report,
  };
}

/**
 * Writes the lines of the report on how released slips agree with the stamps; none where no stamp was
 * announced.
 */
export function writeStampLines(report: StampReport | null): string[] {
  if (report === null) return [];
  const { borneOut, tooFew, notYet, apart } = report;
  const counts = [
    [borneOut, 'borne out within 13 weeks'],
    [apart.length, 'not borne out'],
    [tooFew, 'with not enough slips to tell'],
    [notYet, 'announced less than 13 weeks ago'],
  ] as const;
  const told = counts.filter(([count]) => count > 0);
  if (told.length === 0) return [];
  return [
    `  verdicts held against released slips: ${told.map(([count, what]) => `${count} ${what}`).join(', ')}.`,
    ...(apart.length === 0
      ? []
      : [
          `${countWithNoun(apart.length, 'verdict')} that the slips did not bear out. An honest site can have some: bad news is released later, and slips count for a year. Where one lasts, ask the site why.`,
        ]),
    ...apart.map(
      ({ platform, state, since, from, until, slips }) =>
        `- ${platform}: “${state}” of ${since}; slips gave “${slips}” (${from} to ${until})`,
    ),
  ];
}
