import { createRandom, type Random } from '#demo/random.ts';
import { addMonths } from '#shared/core/days.ts';
import { PLATFORM_ACTIVITIES } from '#shared/directory/platforms.ts';
import type { EditionReport, MonthFacts } from '#shared/evidence/barometer/compute-edition.ts';

/** A month of reports: as the provisional edition finds them, and as they are 13 weeks later. */
export type WorldMonth = {
  readonly month: string;
  readonly at: { readonly provisional: MonthFacts; readonly definitive: MonthFacts };
};

const MEMBERS = 260;
const MONTHS = 24;
/** Share of reports withdrawn, or found out, before the definitive edition. */
const WITHDRAWN = 0.02;
/** Share of a month's reports by kind of platform: some kinds always have few. */
const KIND_WEIGHTS = [0.52, 0.02, 0.22, 0.12, 0.09, 0.03];

/** Makes up 24 months of a community in which many kinds of platforms have fewer than ten members. */
export function makeWorld(seed: number): WorldMonth[] {
  const random = createRandom(seed);
  const level = Array.from({ length: MEMBERS }, () => random.around(420, 2));
  const established = Array.from({ length: MEMBERS }, () => random.chance(0.7));
  return Array.from({ length: MONTHS }, (_, nth) => {
    const size = random.int(25, 140);
    const people = random.shuffle([...level.keys()]).slice(0, size);
    const reports = people.flatMap((person) =>
      Array.from({ length: random.chance(0.25) ? 2 : 1 }, () =>
        report(random, person, level[person] ?? 400, established[person] === true),
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
    const provisional = { slips, reports, incidents: [] };
    return {
      month: addMonths('2024-11', nth),
      at: {
        provisional,
        definitive: { slips: slips.filter(stays), reports: reports.filter(stays), incidents: [] },
      },
    };
  });
}

function kindOf(random: Random) {
  return random.pickWeighted(
    PLATFORM_ACTIVITIES.map((kind, nth) => [kind, KIND_WEIGHTS[nth] ?? 0]),
  );
}

function report(
  random: Random,
  person: number,
  level: number,
  established: boolean,
): EditionReport {
  const endedRuns = random.int(3, 60);
  const unpaidRuns = Math.round(endedRuns * random.next() * random.next());
  const withoutReason = random.int(0, Math.min(unpaidRuns, 4));
  const earningSeconds = random.int(600, 20_000);
  return {
    kind: kindOf(random),
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
