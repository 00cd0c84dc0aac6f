import { parseArgs } from 'node:util';
import { computeEdition } from '#shared/evidence/barometer/compute-edition.ts';
import { headlineOf } from '#shared/evidence/barometer/headline.ts';
import type { EditionCell } from '#shared/evidence/barometer/edition.ts';
import { findDifferences, PUBLISHERS, rangeLeft } from './barometer/attack.ts';
import { COUNTED, findPlatformDifferences } from './barometer/platform-attack.ts';
import { makeWorld } from './barometer/world.ts';

const { values } = parseArgs({
  options: {
    worlds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
});
const worlds = Number(values.worlds);
const seed = Number(values.seed);
if (![worlds, seed].every((value) => Number.isInteger(value) && value > 0)) {
  throw new Error('usage: barometer.ts [--worlds N] [--seed N]');
}
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const made = Array.from({ length: worlds }, (_, nth) => makeWorld(seed + nth));

print(
  `Differences between cells of 24 months, two editions each, in ${worlds} made-up communities`,
);
print('');
print('| published | differences | of fewer than ten members, and visible | smallest |');
print('| --- | --- | --- | --- |');
for (const publisher of PUBLISHERS) {
  const found = made.map((world) => findDifferences(world, publisher));
  const sum = (of: (one: (typeof found)[number]) => number): number =>
    found.reduce((total, one) => total + of(one), 0);
  const fewest = Math.min(...found.map((one) => one.fewest));
  print(
    `| ${publisher} | ${sum((one) => one.compared)} | ${sum((one) => one.exposed)} | ${fewest} |`,
  );
}

print('');
print('Editions of a kind less what the figures of its platforms grew by meanwhile');
print('');
print(
  '| an edition counts | sums | leave fewer than ten of platforms without figures | fewer than ten who withdrew | of both, less than half of a share open |',
);
print('| --- | --- | --- | --- | --- |');
for (const counted of COUNTED) {
  const found = made.map((world) => findPlatformDifferences(world, counted));
  const sum = (of: (one: (typeof found)[number]) => number): number =>
    found.reduce((total, one) => total + of(one), 0);
  print(
    `| ${counted} | ${sum((one) => one.compared)} | ${sum((one) => one.exposed)} | ${sum((one) => one.withdrawn)} | ${sum((one) => one.narrow)} |`,
  );
}

print('');
print('What is left of a share to whoever knows all reports of the cell but one');
print('');
print('| figure | cells | narrowest range | median range |');
print('| --- | --- | --- | --- |');
for (const figure of ['unpaidRuns', 'refusals'] as const) {
  const ranges = made
    .slice(0, 5)
    .flatMap((world) => world)
    .flatMap(({ at }) => {
      const { reports } = at.provisional;
      const alone = reports.filter(
        (one) => reports.filter(({ authorKey }) => authorKey === one.authorKey).length === 1,
      );
      return alone.slice(0, 2).flatMap((victim) => rangeLeft(reports, victim, figure) ?? []);
    })
    .toSorted((a, b) => a - b);
  const middle = ranges[Math.floor(ranges.length / 2)] ?? 0;
  print(`| ${figure} | ${ranges.length} | ${(ranges[0] ?? 0).toFixed(2)} | ${middle.toFixed(2)} |`);
}

print('');
let [headlines, editions] = [0, 0];
for (const world of made) {
  const cells = new Map<string, EditionCell>();
  for (const { month, at } of world) {
    const { all } = computeEdition(at.provisional);
    cells.set(month, all);
    editions += 1;
    if (headlineOf(month, all, (since) => cells.get(since) ?? null) !== null) headlines += 1;
  }
}
print(`Headlines of a change where nothing changes: ${headlines} of ${editions} editions`);
