import { drawMonday, badShareOf, slipContent } from '#server/evidence/publication/rules.ts';
import { slipOwner } from '#server/evidence/publication/load-report.ts';
import { WORKER_NUMBERS } from '#demo/worker-numbers.ts';
import type { Random } from '#demo/random.ts';
import { addDays, monthOf, type Day } from '#shared/core/days.ts';
import type { SlipOutcome } from '#shared/directory/slip-figures.ts';
import {
  BUDGET_DAYS,
  chooseLevel,
  crowdSize,
  DETAIL_ONE_IN,
  type Crowd,
} from '#shared/evidence/publication/meter.ts';
import { ESTABLISHED_MIN_MONTHS, ESTABLISHED_MIN_PIECES } from '#shared/identity/established.ts';
import type { Ground, Platform } from './ground.ts';
import type { Person } from './people.ts';

const YEAR = 365;
const QUARTER = 90;
/** Days for which a released slip stays linked to its report. */
const LINKED_DAYS = 28;

/** A payout whose outcome is known, on the day on which that was reported. */
export type Report = {
  readonly payoutId: string;
  readonly authorId: string;
  readonly person: Person;
  readonly platform: Platform;
  readonly day: Day;
  readonly outcome: SlipOutcome;
  readonly delayDays: number | null;
  readonly solicited: boolean;
};

type Spent = { readonly monday: Day; readonly price: number };
/** What one member was shown with on a platform. */
type Budget = { waiting: { id: string; monday: Day } | null; readonly spent: Spent[] };

/** Publishes all reports by the rules of the meter, as if each had been on its day. */
export async function writeSlips(
  ground: Ground,
  reports: readonly Report[],
  ownerKey: Buffer,
  random: Random,
): Promise<void> {
  const inOrder = reports.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const since = establishedSince(inOrder);
  for (const platform of ground.platforms.values()) {
    const own = inOrder.filter((report) => report.platform === platform);
    const crowdOn = createCrowd(platform, since);
    const budgets = new Map<string, Budget>();
    const lists = new Set<Day>();
    for (const report of own) {
      const crowd = crowdOn(report);
      const budget = budgets.get(report.person.id) ?? { waiting: null, spent: [] };
      budgets.set(report.person.id, budget);
      const monday = publish(ground, { report, crowd, budget, ownerKey, since }, random);
      if (monday !== null && !isAfter(monday, ground)) lists.add(monday);
      await ground.writer.drain();
    }
    for (const monday of [...lists].toSorted()) {
      ground.writer.record(monday, 'slips-released', `slips/${platform.id}-${monday}`);
    }
  }
}

type Parts = {
  readonly report: Report;
  readonly crowd: Crowd;
  readonly budget: Budget;
  readonly ownerKey: Buffer;
  readonly since: ReadonlyMap<string, Day>;
};

/** Returns the Monday of the report's own slip; null where it joins one or is held back. */
function publish(
  ground: Ground,
  { report, crowd, budget, ownerKey, since }: Parts,
  random: Random,
): Day | null {
  const { writer, newId } = ground;
  const { payoutId, authorId, person, platform, day, outcome, delayDays, solicited } = report;
  const keep = (state: string, slipId: string | null): void =>
    writer.add('payout_publication', { payoutId, authorId, slipId, state });
  const draw = (below: number): number => random.int(0, below - 1);
  const { waiting } = budget;
  if (waiting !== null && waiting.monday > day) {
    keep('joined', linkOf(waiting, ground));
    return null;
  }
  const spent = budget.spent
    .filter(({ monday }) => monday > addDays(day, -BUDGET_DAYS))
    .reduce((product, { price }) => product * price, 1);
  const level = chooseLevel(crowd, spent, draw(DETAIL_ONE_IN) === 0 ? 'delay' : 'none');
  if (level === null) {
    keep('held-back', null);
    return null;
  }
  const { price, ...content } = slipContent({ outcome, delayDays, amountBand: null }, level, crowd);
  const slip = { id: newId(), monday: drawMonday(day, content.window, draw) };
  const { id, monday } = slip;
  const owner = slipOwner(ownerKey, person.publicationSalt, platform.id);
  const released = !isAfter(monday, ground);
  const established = released && (since.get(person.id) ?? monday) < monday;
  writer.add('slip', {
    id,
    platformId: platform.id,
    owner,
    monday,
    ...content,
    outcome,
    solicited,
    released,
    established,
  });
  writer.add('publication_spending', { id, owner, platformId: platform.id, monday, price });
  keep('first', linkOf(slip, ground));
  budget.waiting = slip;
  budget.spent.push({ monday, price });
  return monday;
}

function isAfter(monday: Day, { until }: Ground): boolean {
  return monday > until.toISOString().slice(0, 10);
}

/** A slip's id while reports are linked to it; null some weeks after its release. */
function linkOf({ id, monday }: { id: string; monday: Day }, ground: Ground): string | null {
  return isAfter(addDays(monday, LINKED_DAYS), ground) ? id : null;
}

/** The first day of the month from which each member is established by her payouts. */
function establishedSince(inOrder: readonly Report[]): Map<string, Day> {
  const months = new Map<string, string[]>();
  const since = new Map<string, Day>();
  for (const { person, day } of inOrder) {
    const own = [...(months.get(person.id) ?? []), monthOf(day)];
    months.set(person.id, own);
    const enough =
      own.length >= ESTABLISHED_MIN_PIECES && new Set(own).size >= ESTABLISHED_MIN_MONTHS;
    if (!enough || since.has(person.id)) continue;
    since.set(person.id, `${monthOf(addDays(`${monthOf(day)}-01`, 31))}-01`);
  }
  return since;
}

/** Counts, report by report, who could have written the next one on a platform. */
function createCrowd(
  { slug }: Platform,
  since: ReadonlyMap<string, Day>,
): (report: Report) => Crowd {
  const sourced = WORKER_NUMBERS.find((fact) => fact.slug === slug)?.facts.paidWorkers ?? null;
  const year = createWindow(YEAR);
  const quarter = createWindow(QUARTER);
  return (report) => {
    const { person, day, solicited } = report;
    const counts = !solicited && (since.get(person.id) ?? '9') <= day;
    for (const window of [year, quarter]) window.move(day, counts ? report : null);
    return {
      workers: crowdSize(sourced, year.members()),
      badShare: Math.min(badShareOf(year.counts()), badShareOf(quarter.counts())),
    };
  };
}

/** Counts the reports of the last `days` days, and their members. */
function createWindow(days: number) {
  const reports: Report[] = [];
  const byMember = new Map<string, number>();
  let first = 0;
  let bad = 0;
  const change = ({ person, outcome }: Report, by: 1 | -1): void => {
    const now = (byMember.get(person.id) ?? 0) + by;
    if (now === 0) byMember.delete(person.id);
    else byMember.set(person.id, now);
    if (outcome === 'not-paid') bad += by;
  };
  return {
    move: (day: Day, report: Report | null): void => {
      for (let oldest = reports[first]; oldest !== undefined; oldest = reports[first]) {
        if (oldest.day > addDays(day, -days)) break;
        change(oldest, -1);
        first += 1;
      }
      if (report === null) return;
      reports.push(report);
      change(report, 1);
    },
    members: () => byMember.size,
    counts: () => ({ bad, all: reports.length - first }),
  };
}
