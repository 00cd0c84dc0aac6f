import { dayToDate } from '#server/database/db.ts';
import { planPayout } from '#demo/payouts.ts';
import type { DemoEvent } from '#demo/plan.ts';
import type { Profile } from '#demo/profile.ts';
import { PROFILES } from '#demo/profiles.ts';
import type { Random } from '#demo/random.ts';
import { parsePayout, settleClaim, type ParsedPayout } from '#server/evidence/payouts/rules.ts';
import { monthOf, today, type Day } from '#shared/core/days.ts';
import type { FieldIssues } from '#shared/core/errors.ts';
import { proofReadyOn, proofStateOf } from '#shared/evidence/proofs.ts';
import { drawLogNormal } from './chance.ts';
import { platformOf, type Ground, type Platform } from './ground.ts';
import type { Person } from './people.ts';
import type { Report } from './slips.ts';

/** Payouts of one member on one platform: the median. */
const MEDIAN_EACH = 5;
const EACH_SPREAD = 0.9;
const MOST_EACH = 90;
const GAP_DAYS = 31;

/** Facts about a platform's payouts for the other parts. */
export type PaidThere = {
  readonly profile: Profile;
  /** Authors and times of first reports, as in the demo. */
  readonly firsts: readonly DemoEvent[];
  readonly workers: readonly Person[];
};

/** A proof that a thread can be about. */
export type KnownProof = {
  readonly id: string;
  readonly slug: string;
  /** When it was shown, in milliseconds. */
  readonly at: number;
};

/**
 * Writes the payouts of all platforms, planned as in the demo and parsed by the form's rules, from
 * request to outcome.
 */
export async function writePayouts(
  ground: Ground,
  random: Random,
): Promise<{ there: PaidThere[]; known: KnownProof[]; reports: Report[] }> {
  const { sizes, people, writer, tell } = ground;
  const all = PROFILES.reduce((sum, { payouts }) => sum + payouts, 0);
  const there: PaidThere[] = [];
  const known: KnownProof[] = [];
  const reports: Report[] = [];
  let done = 0;
  for (const profile of PROFILES) {
    const platform = platformOf(ground, profile.slug);
    const wanted = Math.round((sizes.payouts * profile.payouts) / all);
    const able = people.filter(
      ({ country, age }) => profile.countries.includes(country) && age > (profile.to ?? 0) + 15,
    );
    const firsts: DemoEvent[] = [];
    const workers: Person[] = [];
    let told = 0;
    for (const person of able.length === 0 ? [] : random.shuffle(able)) {
      if (told >= wanted) break;
      const stories = planWorker(profile, person, wanted - told, told, ground, random);
      const [first] = stories[0] ?? [];
      if (first === undefined) continue;
      for (const story of stories) {
        const { id, shownFrom, report } = writePayout(ground, platform, person, story);
        if (report !== null) reports.push(report);
        if (shownFrom === null) continue;
        known.push({ id, slug: profile.slug, at: dayToDate(shownFrom).getTime() });
      }
      told += stories.length;
      firsts.push(first);
      workers.push(person);
      await writer.drain();
      tell('payouts', done + told, sizes.payouts);
    }
    done += told;
    there.push({ profile, firsts, workers });
  }
  return { there, known, reports };
}

/** About one a month from a day on, oldest first. */
function planWorker(
  profile: Profile,
  person: Person,
  most: number,
  number: number,
  { calendar }: Ground,
  random: Random,
): DemoEvent[][] {
  const to = profile.to ?? 1;
  const wanted = Math.ceil(drawLogNormal(MEDIAN_EACH, EACH_SPREAD, random));
  const begun = random.int(to, person.age);
  const fitting = Math.min(most, MOST_EACH, wanted, 1 + Math.floor((begun - to) / GAP_DAYS));
  return Array.from({ length: fitting }, (_, index) => {
    const age = Math.max(to, begun - index * GAP_DAYS - random.int(0, 12));
    const key = `${profile.slug}/${number + index}`;
    return planPayout(profile, person, { age, key }, calendar, random);
  }).filter((story) => story.length > 0);
}

/** A payout after what was told of it so far. */
type Told = ParsedPayout & {
  stillWaitingOn: string | null;
  closedMonth: string | null;
};

type Written = { id: string; shownFrom: Day | null; report: Report | null };

function writePayout(
  ground: Ground,
  platform: Platform,
  person: Person,
  story: readonly DemoEvent[],
): Written {
  const { writer, newId, authors } = ground;
  const id = newId();
  const author = authors.of(person, platform.id);
  const until = today(ground.until);
  const publishedOn = today(story[0]?.at ?? ground.until);
  let told = null as Told | null;
  let toldOn = publishedOn;
  for (const { at, act } of story) {
    const day = today(at);
    if (act.kind === 'still-waiting' && told !== null) told = { ...told, stillWaitingOn: day };
    const next = changed(told, act, day);
    if (next === null) continue;
    told = next;
    toldOn = day;
  }
  if (told === null) throw new Error(`The story of a payout on ${platform.slug} is empty.`);
  const { kept, stillWaitingOn, closedMonth } = told;
  const signed = authors.signs(author, 'payout', kept.signed);
  const readyOn = signed ? proofReadyOn(publishedOn) : null;
  const shownFrom = readyOn !== null && readyOn <= until ? readyOn : null;
  if (shownFrom !== null) writer.record(shownFrom, 'payout-published', `payout/${id}`);
  if (shownFrom !== null && closedMonth !== null && toldOn >= shownFrom) {
    writer.record(toldOn, 'payout-closed', `payout/${id}`);
  }
  writer.add('payout', {
    id,
    platformId: platform.id,
    authorId: author.id,
    ...kept,
    signed,
    publishedOn,
    stillWaitingOn,
    closedMonth,
    proofReadyOn: readyOn,
    shownFrom,
    countingOn: toldOn,
    linesOn: toldOn,
    unansweredReminders: 0,
  });
  const { solicited, delayDays } = kept;
  // Claims that wait become unpaid by the site's own job.
  const state = proofStateOf(kept);
  const reported = { payoutId: id, authorId: author.id, person, platform, day: toldOn };
  const report = state === 'waiting' ? null : { ...reported, outcome: state, delayDays, solicited };
  return { id, shownFrom, report };
}

/** The payout after an act, by the site's rules; null when nothing changes. */
function changed(before: Told | null, act: DemoEvent['act'], day: string): Told | null {
  if (act.kind === 'publish-payout' || act.kind === 'close-payout') {
    const read = requireRead(parsePayout(act.facts, day, before === null ? null : day));
    const closedMonth = before === null ? null : monthOf(day);
    return { ...read, stillWaitingOn: null, closedMonth };
  }
  if (act.kind !== 'close-claim' || before === null) return null;
  const settled = requireRead(settleClaim(before.askedOn, act.answer, day));
  return {
    ...before,
    kept: { ...before.kept, ...settled },
    stillWaitingOn: null,
    closedMonth: monthOf(day),
  };
}

function requireRead<Sound extends object>(read: Sound | { issues: FieldIssues }): Sound {
  if ('issues' in read) throw new Error(`A payout was planned wrongly: ${JSON.stringify(read)}`);
  return read;
}
