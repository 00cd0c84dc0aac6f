import { expect, test } from 'vitest';
import { latestCompleteMoment, mayReplicaAnswer, parseWalPosition } from './replica-lag.ts';

test.each([
  ['0/0', 0n],
  ['0/16B3748', 0x16b3748n],
  ['16/B374D848', 0x16_b374d848n],
  ['16/b374d848', null],
  ['16', null],
  ['1/2/3', null],
  ['', null],
  ['123456789/0', null],
])('%s is the position %s', (text, position) => {
  expect(parseWalPosition(text)).toBe(position);
});

const SAMPLES = [
  { at: 0, position: 10n },
  { at: 200, position: 10n },
  { at: 400, position: 25n },
];
test.each([
  ['has nothing that is remembered', 9n, null],
  ['has all until the last moment before the next write', 24n, 200],
  ['has all', 25n, 400],
  ['has more than was seen', 99n, 400],
])('a replica that %s is fresh as of then', (_, position, at) => {
  expect(latestCompleteMoment(SAMPLES, position)).toBe(at);
});

test.each([
  ['fresh, for a visitor', { position: 25n, freshAt: 400 }, null, 500, true],
  ['a second old, for a visitor', { position: 25n, freshAt: 400 }, null, 1_400, true],
  ['older than a second, for a visitor', { position: 25n, freshAt: 400 }, null, 1_401, false],
  ['unknown, for a visitor', { position: 25n, freshAt: null }, null, 0, false],
  ['fresh and past what she wrote', { position: 25n, freshAt: 400 }, 25n, 500, true],
  ['fresh and before what she wrote', { position: 24n, freshAt: 400 }, 25n, 500, false],
  ['past what she wrote, and old', { position: 25n, freshAt: 400 }, 20n, 1_500, false],
])('whether a replica may answer: %s', (_, replayed, own, now, may) => {
  expect(mayReplicaAnswer(replayed, own, now)).toBe(may);
});
