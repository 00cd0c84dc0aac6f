import { createRandom, type Random } from '#demo/random.ts';
import {
  addDays,
  addMonths,
  daysBetween,
  endOfMonth,
  mondayOf,
  type Day,
} from '#shared/core/days.ts';
import { PLATFORM_ACTIVITIES } from '#shared/directory/platforms.ts';
import type { EditionReport, MonthFacts } from '#shared/evidence/barometer/compute-edition.ts';
import { DEFINITIVE_AFTER_DAYS, type PlatformKind } from '#shared/evidence/barometer/edition.ts';

export type WorldReport = EditionReport & {
  readonly platformId: string;
  /** The Monday from which it counts, and that on which it leaves the figures; null where it stays. */
  readonly monday: Day;
  readonly leaves: Day | null;
};
type WorldFacts = Omit<MonthFacts, 'reports'> & { readonly reports: readonly WorldReport[] };
/** A month of reports: as the provisional edition finds them, and as they are 13 weeks later. */
export type WorldMonth = {
  readonly month: string;
  /** All reports of the month, those too that left before its edition was made. */
  readonly all: readonly WorldReport[];
  readonly at: { readonly provisional: WorldFacts; readonly definitive: WorldFacts };
};

const MEMBERS = 260;
const MONTHS = 24;
/** Share of reports withdrawn, or found out, before the definitive edition. */
const WITHDRAWN = 0.02;
/** Share of a month's reports by kind of platform: some kinds always have few. */
const KIND_WEIGHTS = [0.52, 0.02, 0.22, 0.12, 0.09, 0.03];
/** Platforms of each kind; each has a third as many reports as the one before. */
const PLATFORMS = [4, 1, 3, 2, 3, 2];
const SMALLER = 3;

/** Makes up 24 months of a community in which many kinds of platforms have fewer than ten members. */
export function makeWorld(seed: number): WorldMonth[] {
  const random = createRandom(seed);
  const level = Array.from({ length: MEMBERS }, () => random.around(420, 2));
  const established = Array.from({ length: MEMBERS }, () => random.chance(0.7));
  return Array.from({ length: MONTHS }, (_, nth) => {
    const size = random.int(25, 140);
    const people = random.shuffle([...level.keys()]).slice(0, size);
    const month = addMonths('2024-11', nth);
    const made = addDays(endOfMonth(month), 1);
    const reports = people.flatMap((person) =>
      Array.from({ length: random.chance(0.25) ? 2 : 1 }, () =>
        report(random, month, person, level[person] ?? 400, established[person] === true),
      ),
    );
    const slips = people.flatMap((person) => {
      const kind = kindOf(random);
      return {
        monday: '2026-10-05',
        outcome: random.chance(0.85) ? ('paid' as const) : ('not-paid' as const),
        detail: random.chance(0.4) ? ('delay' as const) : null,
        detailClass: random.int(0, 4),
        established: established[person] === true,
        solicited: false,
        platformId: `${kind}-${random.int(1, 3)}`,
        kind,
        person: `p${person}`,
      };
    });
    const stays = () => !random.chance(WITHDRAWN);
    const counts = (day: Day) => reports.filter(({ leaves }) => leaves === null || leaves > day);
    return {
      month,
      all: reports,
      at: {
        provisional: { slips, reports: counts(made), incidents: [] },
        definitive: {
          slips: slips.filter(stays),
          reports: counts(addDays(made, DEFINITIVE_AFTER_DAYS)),
          incidents: [],
        },
      },
    };
  });
}

function kindOf(random: Random) {
  return random.pickWeighted(
    PLATFORM_ACTIVITIES.map((kind, nth) => [kind, KIND_WEIGHTS[nth] ?? 0]),
  );
}

function platformOf(kind: PlatformKind, random: Random): string {
  const count = PLATFORMS[PLATFORM_ACTIVITIES.indexOf(kind)] ?? 1;
  const weights = Array.from({ length: count }, (_, nth) => [nth, SMALLER ** -nth] as const);
  return `${kind}-${random.pickWeighted(weights)}`;
}

/** Mondays of a month, or those on which a report that came on a Monday may leave. */
function drawMonday(from: Day, to: Day, random: Random): Day {
  return mondayOf(addDays(from, random.int(6, daysBetween(from, to))));
}

function report(
  random: Random,
  month: string,
  person: number,
  level: number,
  established: boolean,
): WorldReport {
  const endedRuns = random.int(3, 60);
  const unpaidRuns = Math.round(endedRuns * random.next() * random.next());
  const withoutReason = random.int(0, Math.min(unpaidRuns, 4));
  const earningSeconds = random.int(600, 20_000);
  const kind = kindOf(random);
  const monday = drawMonday(`${month}-01`, endOfMonth(month), random);
  return {
    kind,
    platformId: platformOf(kind, random),
    monday,
    leaves: random.chance(WITHDRAWN)
      ? drawMonday(addDays(monday, 1), addDays(monday, DEFINITIVE_AFTER_DAYS), random)
      : null,
    person: `p${person}`,
    authorKey: `p${person}`,
    established,
    endedRuns,
    unpaidRuns,
    judged: endedRuns - unpaidRuns + withoutReason,
    withoutReason,
    earningSeconds,
    hourlyTimesSeconds: random.around(level, 1.5) * earningSeconds,
  };
}
