import { describe, expect, it } from 'vitest';
import { findDifferences, PUBLISHERS, rangeLeft } from './barometer/attack.ts';
import { findPlatformDifferences } from './barometer/platform-attack.ts';
import { makeWorld } from './barometer/world.ts';

const world = makeWorld(1);

describe('differences between 24 months of editions', () => {
  it.each(PUBLISHERS.slice(0, -1))('leave fewer than ten members with %s', (publisher) => {
    expect(findDifferences(world, publisher).exposed).toBeGreaterThan(0);
  });

  it('leave ten members or more, or none, as the site publishes', () => {
    const { compared, exposed, fewest } = findDifferences(world, 'as the site does');
    expect(compared).toBeGreaterThan(0);
    expect(exposed).toBe(0);
    expect(fewest).toBeGreaterThanOrEqual(10);
  });
});

describe('editions less the figures of platforms', () => {
  it('leave fewer than ten members of small platforms where all platforms count', () => {
    expect(findPlatformDifferences(world, 'all platforms').exposed).toBeGreaterThan(0);
  });

  it('leave nobody of a small platform as the site counts', () => {
    const { compared, exposed } = findPlatformDifferences(world, 'platforms with figures');
    expect(compared).toBeGreaterThan(0);
    expect(exposed).toBe(0);
  });
});

it('leaves most of a share open to who knows all others of the smallest cell', () => {
  const [month] = world.toSorted((a, b) => sizeOf(a) - sizeOf(b));
  const reports = month?.at.provisional.reports ?? [];
  const ranges = reports
    .slice(0, 8)
    .flatMap((victim) => rangeLeft(reports, victim, 'unpaidRuns') ?? []);
  expect(ranges.length).toBeGreaterThan(4);
  expect(ranges.toSorted((a, b) => a - b)[Math.floor(ranges.length / 2)]).toBeGreaterThan(0.3);
});

const sizeOf = ({ at }: (typeof world)[number]): number => at.provisional.reports.length;
