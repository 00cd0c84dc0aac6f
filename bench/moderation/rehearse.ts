import { openSecrets } from '#server/core/secrets.ts';
import { sumOf } from '#shared/evidence/weighted-statistics.ts';
import { MAX_CASES_PER_MODERATOR_A_DAY } from '#shared/governance/cases.ts';
import type { TestApp } from '#tests/support/app.ts';
import { makeMembers } from '#tests/support/members.ts';
import { loadCommunity } from '../community/load-rows.ts';
import { sizesOf } from '../community/sizes.ts';
import { makeFlaggedDay } from './flagged-day.ts';
import { answerAsSecond, moderate, SECONDS, type Effort } from './work.ts';

export type Size = { readonly members: number; readonly posts: number; readonly flags: number };

export type Rehearsal = {
  readonly flags: number;
  readonly cases: number;
  readonly moderators: Effort;
  readonly seconds: Effort;
  /** Cases that moderators took one by one. */
  readonly taken: number;
  /** Evenings until nothing was open, with `MODERATORS`. */
  readonly evenings: number;
  readonly oldestHours: number;
};

export const MODERATORS = 5;
export const SECOND_PERSONS = 25;
/** Evenings after which something is wrong: a case that nobody can answer. */
const MAX_EVENINGS = 30;
const HOUR_MS = 3_600_000;
const EVENING_HOURS = 2;

/**
 * Plays a day of flags in an empty site: moderators and second persons work each evening until nothing
 * is open. `follows` as in `moderate`.
 */
export async function rehearse(site: TestApp, size: Size, follows: boolean): Promise<Rehearsal> {
  const { database, clock, dataDir } = site;
  await loadCommunity({
    database,
    sizes: sizesOf(size.members, size.posts),
    seed: 1,
    until: new Date(clock.now.getTime() - HOUR_MS),
    password: 'nobody signs in here',
    dataDir,
    secrets: openSecrets(null, dataDir),
    tell: () => {},
  });
  const morning = new Date(`${clock.now.toISOString().slice(0, 10)}T08:00:00Z`);
  clock.now = morning;
  const moderators = await makeMembers(site, MODERATORS, { moderator: true });
  const seconds = await makeMembers(site, SECOND_PERSONS, { established: true });
  const day = await makeFlaggedDay(site, size.flags);
  const efforts: { moderators: Effort[]; seconds: Effort[] } = { moderators: [], seconds: [] };
  let evenings = 0;
  let oldestMs = 0;
  for (; evenings < MAX_EVENINGS; evenings += 1) {
    clock.now = new Date(morning.getTime() + (12 + EVENING_HOURS * 0.5 + evenings * 24) * HOUR_MS);
    const open = await findOpen(site);
    if (open.size === 0) break;
    for (const one of moderators) efforts.moderators.push(await moderate(site, one, day, follows));
    const left = await findOpen(site);
    for (const [id, at] of open)
      if (!left.has(id)) oldestMs = Math.max(oldestMs, clock.now.getTime() - at);
    for (const one of seconds) efforts.seconds.push(await answerAsSecond(site, one));
  }
  if (evenings === MAX_EVENINGS) throw new Error('Some cases are never answered.');
  const uses = await database.prisma.memberUse.findMany({ where: { kind: 'case-taken' } });
  return {
    flags: day.flags,
    cases: await database.prisma.moderationCase.count(),
    moderators: addUp(efforts.moderators),
    seconds: addUp(efforts.seconds),
    taken: sumOf(uses, ({ count }) => Math.min(count, MAX_CASES_PER_MODERATOR_A_DAY)),
    evenings,
    oldestHours: oldestMs / HOUR_MS,
  };
}

async function findOpen({ database }: TestApp): Promise<Map<string, number>> {
  const rows = await database.prisma.moderationCase.findMany({ where: { state: 'open' } });
  return new Map(rows.map(({ id, openedAt }) => [id, openedAt.getTime()]));
}

function addUp(efforts: readonly Effort[]): Effort {
  return {
    pages: sumOf(efforts, ({ pages }) => pages),
    taps: sumOf(efforts, ({ taps }) => taps),
    sentences: sumOf(efforts, ({ sentences }) => sentences),
  };
}

export function minutesOf({ pages, taps, sentences }: Effort): number {
  return (pages * SECONDS.page + taps * SECONDS.tap + sentences * SECONDS.sentence) / 60;
}

/** The lines of a report about one way to work. */
export function describeRehearsal(name: string, found: Rehearsal): string {
  const { moderators, seconds, cases, taken, evenings, oldestHours } = found;
  const inWords = ({ pages, taps, sentences }: Effort): string =>
    `${pages} pages, ${taps} taps, ${sentences} sentences`;
  const minutes = minutesOf(moderators);
  return [
    name,
    `  moderators: ${inWords(moderators)}: ${minutes.toFixed(0)} minutes, ${(minutes / cases).toFixed(2)} a case`,
    `  second persons: ${inWords(seconds)}: ${minutesOf(seconds).toFixed(0)} minutes`,
    `  ${taken} cases taken one by one: ${Math.ceil(taken / MAX_CASES_PER_MODERATOR_A_DAY)} moderators for one day`,
    `  with ${MODERATORS}: ${evenings} evenings, ${(cases / evenings / MODERATORS).toFixed(1)} cases a moderator and evening, the oldest waited ${oldestHours.toFixed(0)} hours`,
  ].join('\n');
}
