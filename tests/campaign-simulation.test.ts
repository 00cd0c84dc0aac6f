import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '#demo/random.ts';
import {
  findCampaigns,
  type CampaignPost,
  type CohortFinding,
} from '#shared/evidence/manipulation-detection.ts';
import { addDays, type Day } from '#shared/core/days.ts';

/**
 * Made-up platforms, reported about by an honest crowd, through the detector of campaigns: bought
 * praise is to weigh nothing, a crowd of blame is to be found and to keep its weight.
 */

const START: Day = '2025-01-01';
const RUNS = 60;
const PROMISE_DAYS = 15;
const PAID_SHARE = 0.92;

type Setting = { reportsPerDay: number; lastPaidDay: number; now: number };

function crowd(random: Random, { reportsPerDay, lastPaidDay, now }: Setting): CampaignPost[] {
  const members: { name: string; established: boolean }[] = [];
  const posts: CampaignPost[] = [];
  for (let asked = 0; asked <= now; asked += 1) {
    if (!random.chance(reportsPerDay)) continue;
    const isNew = members.length === 0 || random.chance(0.6);
    if (isNew) members.push({ name: `m${members.length}`, established: random.chance(0.6) });
    const member = isNew ? members.at(-1) : random.pick(members);
    if (member === undefined) continue;
    const settled = asked + random.int(3, 15);
    const paid = random.chance(PAID_SHARE) && settled <= lastPaidDay;
    const refused = !paid && random.chance(0.5);
    const waited = now - asked;
    const unpaid = waited >= 2 * PROMISE_DAYS ? 'blame' : waited >= PROMISE_DAYS ? 'late' : null;
    const word = settled > now ? null : paid ? 'praise' : refused ? 'blame' : unpaid;
    const posted = random.chance(0.5) || settled > now ? asked : settled;
    posts.push({
      author: member.name,
      voice: member.name,
      word,
      postedOn: addDays(START, posted),
      young: isNew && !member.established && random.chance(0.5),
      established: member.established,
      proof: paid && random.chance(0.6) ? 'screenshot' : 'declared',
      provable: paid || refused,
    });
  }
  return posts;
}

/** Posts of as many new accounts, evenly over ten days. */
function newcomers(
  count: number,
  word: 'praise' | 'blame',
  from: number,
  proof: CampaignPost['proof'],
): CampaignPost[] {
  return Array.from({ length: count }, (_, index) => ({
    author: `new ${index}`,
    voice: `new ${index}`,
    word,
    postedOn: addDays(START, from + Math.floor((index * 10) / count)),
    young: true,
    established: false,
    proof,
    provable: true,
  }));
}

/** The cohorts that are found, run by run. */
function playCohorts(setting: Setting, make: () => CampaignPost[]): CohortFinding[][] {
  return Array.from({ length: RUNS }, (_, seed) => {
    const posts = [...crowd(createRandom(seed), setting), ...make()];
    const found = findCampaigns(posts, START, addDays(START, setting.now));
    return found.filter((one): one is CohortFinding => one.kind === 'cohort');
  });
}

/** How many of the newcomers weigh nothing, run by run. */
function suspected(setting: Setting, make: () => CampaignPost[]): number[] {
  return playCohorts(setting, make).map((cohorts) => {
    const suspects = new Set(cohorts.flatMap((cohort) => cohort.suspects));
    return [...suspects].filter((author) => author.startsWith('new ')).length;
  });
}

const shareOf = <Run>(runs: readonly Run[], holds: (run: Run) => boolean): number =>
  runs.filter(holds).length / runs.length;

describe.each([0.3, 1])('at %s honest reports a day', (reportsPerDay) => {
  test.each([20, 60])('%s bought posts of praise on one that stopped weigh nothing', (count) => {
    const setting = { reportsPerDay, lastPaidDay: 200, now: 280 };
    const runs = suspected(setting, () => newcomers(count, 'praise', 240, 'screenshot'));
    expect(shareOf(runs, (suspects) => suspects === count)).toBeGreaterThanOrEqual(0.9);
  });

  test.each([20, 60])(
    '%s posts of blame on one that pays are found, and silence nobody',
    (count) => {
      const setting = { reportsPerDay, lastPaidDay: 999, now: 280 };
      const cohorts = playCohorts(setting, () => newcomers(count, 'blame', 240, 'declared'));
      const contradicted = cohorts.map((run) => run.filter((one) => one.contradiction !== null));
      expect(shareOf(contradicted, (run) => run.length > 0)).toBeGreaterThanOrEqual(0.9);
      expect(cohorts.flat().flatMap(({ suspects }) => suspects)).toEqual([]);
    },
  );

  test.each([0, 5, 10, 20, 30, 45])(
    'a scandal that brings 40 new members keeps its weight, %s days after',
    (after) => {
      const setting = { reportsPerDay, lastPaidDay: 200, now: 215 + after };
      const runs = suspected(setting, () => newcomers(40, 'blame', 205, 'declared'));
      expect(shareOf(runs, (suspects) => suspects > 0)).toBe(0);
    },
  );

  test('an honest crowd alone is no campaign', () => {
    const setting = { reportsPerDay, lastPaidDay: 999, now: 400 };
    const findings = Array.from({ length: RUNS }, (_, seed) =>
      findCampaigns(crowd(createRandom(seed), setting), START, addDays(START, setting.now)),
    );
    expect(findings.flat()).toEqual([]);
  });
});
