import type { EntryKind } from '#server/transparency-log/entry-kinds.ts';
import { planPayout } from '#demo/payouts.ts';
import type { DemoEvent } from '#demo/plan.ts';
import type { Profile } from '#demo/profile.ts';
import { PROFILES } from '#demo/profiles.ts';
import type { Random } from '#demo/random.ts';
import { parsePayout, settleClaim, type ParsedPayout } from '#server/evidence/payouts/rules.ts';
import { monthOf, today } from '#shared/core/days.ts';
import type { FieldIssues } from '#shared/core/errors.ts';
import { drawLogNormal } from './chance.ts';
import { platformOf, type Ground, type Platform } from './ground.ts';
import type { Person } from './people.ts';

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

/** A payout that a thread can be about. */
export type KnownPayout = {
  readonly id: string;
  readonly slug: string;
  readonly at: number;
  /** Id of its author if unsigned: her posts must not link to it. */
  readonly unsignedBy: string | null;
};

/**
 * Writes the payouts of all platforms, planned as in the demo and parsed by the form's rules, from
 * request to outcome.
 */
export async function writePayouts(
  ground: Ground,
  random: Random,
): Promise<{ there: PaidThere[]; known: KnownPayout[] }> {
  const { sizes, people, writer, tell } = ground;
  const all = PROFILES.reduce((sum, { payouts }) => sum + payouts, 0);
  const there: PaidThere[] = [];
  const known: KnownPayout[] = [];
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
        const { id, signed } = writePayout(ground, platform, person, story);
        const at = story[0]?.at.getTime() ?? 0;
        known.push({ id, slug: profile.slug, at, unsignedBy: signed ? null : person.id });
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
  return { there, known };
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

type Written = ParsedPayout & {
  stillWaitingOn: string | null;
  closedMonth: string | null;
};

function writePayout(
  ground: Ground,
  platform: Platform,
  person: Person,
  story: readonly DemoEvent[],
): { id: string; signed: boolean } {
  const { writer, newId, authors } = ground;
  const id = newId();
  const author = authors.of(person, platform.id);
  let written = null as Written | null;
  for (const { at, act } of story) {
    const day = today(at);
    const tell = (kind: EntryKind): void => writer.record(day, kind, `payout/${id}`);
    if (act.kind === 'still-waiting' && written !== null) {
      written = { ...written, stillWaitingOn: day };
      tell('payout-still-waiting');
      continue;
    }
    const next = changed(written, act, day);
    if (next === null) continue;
    const opened = written === null;
    written = next;
    tell(opened ? 'payout-published' : 'payout-closed');
  }
  if (written === null) throw new Error(`The story of a payout on ${platform.slug} is empty.`);
  const signed = authors.signs(author, 'payout', written.kept.signed);
  writer.add('payout', {
    id,
    platformId: platform.id,
    authorId: author.id,
    ...written.kept,
    signed,
    publishedOn: today(story[0]?.at ?? ground.until),
    stillWaitingOn: written.stillWaitingOn,
    closedMonth: written.closedMonth,
    unansweredReminders: 0,
  });
  return { id, signed };
}

/** The payout after an act, by the site's rules; null when nothing changes. */
function changed(before: Written | null, act: DemoEvent['act'], day: string): Written | null {
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
