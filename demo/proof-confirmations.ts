import { monthOf, today } from '#shared/core/days.ts';
import { dayToDate } from '#server/database/db.ts';
import { proofReadyOn } from '#shared/evidence/proofs.ts';
import type { Calendar } from './calendar.ts';
import { DEMO_MEMBER, DEMO_MODERATOR } from '#server/portability/demo/demo-accounts.ts';
import type { DemoEvent } from './plan.ts';
import type { Random } from './random.ts';

/** More than it takes: a piece that is doubted at the turn must not silence anybody. */
const PIECES = 6;
const MONTHS = 3;
const CONFIRMED_SHARE = 0.34;
const DAY_MS = 86_400_000;

/** A picture of a payout received, which nobody takes back. */
export type Proof = {
  readonly key: string;
  readonly slug: string;
  readonly author: string;
  /** When others see it; earlier where the site decides on its Monday. */
  readonly shownAt: Date;
  /** Whether its author shows more than the picture, so that its Monday is the next one. */
  readonly opened: boolean;
  /** Days before now. */
  readonly age: number;
};

/** Who is established since the turn of the month at a moment, but for some; in a new order. */
export type Established = (at: Date, but: readonly string[]) => string[];

export function findProofs(happened: readonly DemoEvent[], calendar: Calendar): Proof[] {
  const slugs = new Map<string, string>();
  const gone = new Set<string>();
  for (const { act } of happened) {
    if (act.kind === 'publish-payout') slugs.set(act.key, act.slug);
    if (act.kind === 'withdraw-payout') gone.add(act.of);
  }
  return happened.flatMap(({ at, member, act }): Proof[] => {
    if (act.kind !== 'publish-payout' && act.kind !== 'close-payout') return [];
    const key = act.kind === 'publish-payout' ? act.key : act.of;
    const slug = slugs.get(key);
    // Who received a part of it was not paid.
    const paid = act.facts.outcome === 'received' && act.facts.received === undefined;
    const shown = act.picture !== null && paid;
    if (!shown || slug === undefined || gone.has(key)) return [];
    const opened = act.facts.showsAmount || act.facts.showsMonth;
    const shownAt = opened ? dayToDate(proofReadyOn(today(at))) : at;
    const age = Math.floor((calendar.now.getTime() - shownAt.getTime()) / DAY_MS);
    return age < 0 ? [] : [{ key, slug, author: member, shownAt, opened, age }];
  });
}

export function whoIsEstablished(happened: readonly DemoEvent[], random: Random): Established {
  const gone = new Set(
    happened.flatMap(({ act }) => ('of' in act && act.kind.startsWith('withdraw') ? act.of : [])),
  );
  const left = new Set(happened.flatMap(({ member, act }) => (act.kind === 'leave' ? member : [])));
  const pieces = new Map<string, Date[]>();
  for (const { at, member, act } of happened) {
    if (act.kind !== 'publish-payout' && act.kind !== 'publish-incident') continue;
    if (gone.has(act.key) || left.has(member) || act.facts.solicited) continue;
    pieces.set(member, [...(pieces.get(member) ?? []), at]);
  }
  return (at, but) => {
    const then = [...pieces].filter(([member, moments]) => {
      const before = moments.map(today).filter((day) => monthOf(day) < monthOf(today(at)));
      const months = new Set(before.map(monthOf));
      return before.length >= PIECES && months.size >= MONTHS && !but.includes(member);
    });
    return random.shuffle(then.map(([member]) => member));
  };
}

/** Established members confirm about a third of the proofs, most of them twice. */
export function planConfirmations(
  proofs: readonly Proof[],
  established: Established,
  calendar: Calendar,
  random: Random,
): DemoEvent[] {
  return proofs.flatMap(({ key, author, shownAt, age }): DemoEvent[] => {
    if (!random.chance(author === DEMO_MEMBER ? 0.9 : CONFIRMED_SHARE)) return [];
    const at = calendar.momentAfter(Math.max(0, age - random.int(1, 20)), shownAt, random);
    if (at === null) return [];
    const many = random.pickWeighted([
      [1, 2],
      [2, 6],
      [3, 2],
    ] as const);
    const others = established(at, [author, DEMO_MODERATOR, DEMO_MEMBER]).slice(0, many);
    return others.flatMap((member, index): DemoEvent[] => {
      const later = new Date(at.getTime() + index * random.int(1, 9) * 3_600_000);
      if (later > calendar.now) return [];
      return [{ at: later, member, act: { kind: 'confirm', of: key } }];
    });
  });
}
