import { CLIENT_PLANS } from './client-plans.ts';
import { TASK_RUN_ENDS, type TaskRunEnd, type TaskReportFacts } from '#shared/evidence/tasks.ts';
import type { Currency } from '#shared/core/money.ts';
import type { Calendar } from './calendar.ts';
import { drawWorkers } from './members.ts';
import { typed } from './payouts.ts';
import type { DemoEvent, MemberPlan } from './plan.ts';
import type { Profile } from './profile.ts';
import { PROFILES } from './profiles.ts';
import type { Random } from './random.ts';
import { TASK_PLANS, type TaskPlan, type Ways } from './task-plans.ts';
import type { Established } from './proof-confirmations.ts';

/** From so many silent refusals on a task is a bad one. */
const HARSH_FROM = 0.1;
/** Reports of a task that few do: enough for figures, though some wait and some are by others. */
const ENOUGH = 9;
/** Reports of a task that many do. */
const MANY = 8;
/** Share of the reports that members bring who are not established. */
const BY_OTHERS = 0.12;

/** A report, and which client it is of. */
export type ToldTask = DemoEvent & { readonly plan: TaskPlan };

/**
 * Reports of tasks over the year, some of them of this week. Most are by members who are established
 * by then: what they say of tasks moves no standing.
 */
export function planTasks(
  members: readonly MemberPlan[],
  left: ReadonlySet<string>,
  established: Established,
  calendar: Calendar,
  scale: number,
  random: Random,
): ToldTask[] {
  return TASK_PLANS.flatMap((plan) => {
    const profile = PROFILES.find(({ slug }) => slug === plan.slug);
    if (profile === undefined) return [];
    const done = new Set<string>();
    const count = Math.max(1, Math.round(Math.max(plan.reports, ENOUGH) * scale));
    return Array.from({ length: count }, (_, index) => index).flatMap((index): ToldTask[] => {
      // Some of this week wait for their Monday.
      const fresh = plan.reports >= MANY && index < 3;
      const age = fresh ? random.int(0, 4) : drawAge(profile, random);
      const at = calendar.moment(age, random);
      const { countries } = profile;
      const others = drawWorkers(
        members.filter((member) => member.age > age + 3 && !left.has(member.pseudonym)),
        { countries },
        random,
      ).map(({ pseudonym }) => pseudonym);
      const there = new Set(others);
      const known = established(at, []).filter((pseudonym) => there.has(pseudonym));
      const who = (random.chance(BY_OTHERS) ? others : known).find((one) => !done.has(one));
      if (who === undefined) return [];
      done.add(who);
      const facts = drawReport(plan, profile.currency, age, calendar, random);
      const act = { kind: 'report-task', slug: plan.slug, facts } as const;
      return [{ at, member: who, act, plan }];
    });
  });
}

/** Some of this week, most of the season, the rest of the year; while the platform gives work. */
function drawAge({ from, to = 0 }: Profile, random: Random): number {
  const oldest = Math.min(from ?? 300, 300);
  const [least, most] = random.pickWeighted([
    [[0, 5], 3],
    [[6, 90], 5],
    [[91, 300], 3],
  ] as const);
  return Math.min(oldest, Math.max(to + random.int(0, 20), random.int(least, most)));
}

/** What a member reports of a task that she did some days before now. */
export function drawReport(
  plan: TaskPlan,
  currency: Currency,
  age: number,
  calendar: Calendar,
  random: Random,
): TaskReportFacts {
  const { ways } = plan;
  const harsh = ways.withoutReason > HARSH_FROM;
  const runs = plan.runs === 1 ? 1 : Math.round(random.around(plan.runs, 1.9));
  const counts = drawEnds(runs, ways, age, random);
  const seconds = Math.round(random.around(plan.seconds * runs, 1.4));
  const judged = counts.paid > 0 && age >= ways.approvalDays;
  const tried = random.chance(harsh ? 0.6 : 0.25);
  const opinion = random.chance(0.6);
  const name = plan.client ?? undefined;
  const clientId = CLIENT_PLANS.find((client) => client.name === name)?.ids?.[plan.slug];
  return {
    title: plan.title,
    ...(name === undefined ? {} : { client: name }),
    ...(clientId === undefined ? {} : { clientId }),
    notAPerson: true,
    reward: typed(plan.minor, currency),
    currency,
    mode: 'series',
    ...counts,
    ...(random.chance(0.92) ? { time: writeTime(seconds) } : {}),
    workedOn: calendar.day(age + random.int(0, 2)),
    ...(judged && random.chance(0.8)
      ? { approvalDays: Math.min(age, Math.round(random.around(ways.approvalDays, 1.8))) }
      : {}),
    contact: tried ? (random.chance(ways.answers) ? 'answered' : 'unanswered') : 'not-tried',
    ...(opinion ? { recommends: random.chance(harsh ? 0.08 : 0.72) ? 'yes' : 'no' } : {}),
    breaksTerms: ways.breaksTerms === true && random.chance(0.6),
    ethics: ways.ethics !== undefined && random.chance(0.7) ? [ways.ethics] : [],
    solicited: false,
  };
}

/** How many runs ended how: each chance a little luckier or unluckier for this member. */
function drawEnds(
  runs: number,
  ways: Ways,
  age: number,
  random: Random,
): Pick<TaskReportFacts, TaskRunEnd> {
  const counts = Object.fromEntries(TASK_RUN_ENDS.map((end) => [end, 0])) as Record<
    TaskRunEnd,
    number
  >;
  const luck = 0.4 + random.next() * 1.2;
  const waits = age < ways.approvalDays ? 0.5 : 0.01;
  const chances: readonly (readonly [TaskRunEnd, number])[] = [
    ['screenOuts', ways.screenOut],
    ['broken', 0.006],
    ['abandoned', 0.012],
    ['pending', waits],
    ['refusedWithReason', ways.withReason * luck],
    ['refusedWithoutReason', ways.withoutReason * luck],
  ];
  let left = runs;
  for (const [end, chance] of chances) {
    const mean = runs * chance;
    // What is left of a run by its chance.
    const ended = Math.floor(mean) + Number(random.chance(mean % 1));
    counts[end] = Math.min(left, ended);
    left -= counts[end];
  }
  counts.paid = left;
  return counts;
}

/** As people type it. */
function writeTime(seconds: number): string {
  if (seconds < 120) return `${Math.max(1, seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return String(minutes);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
}
