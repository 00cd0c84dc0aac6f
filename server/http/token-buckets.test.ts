import { expect, test } from 'vitest';
import { subscriberKeyOf } from './address-limits.ts';
import { createTokenBuckets, type TokenBucketDeps } from './token-buckets.ts';

const RATE = { burst: 3, perMinute: 2 };

function shared(processes: number, clock: () => Date): TokenBucketDeps {
  return { clock, env: { processes } };
}

test('lets a burst through, then as many as the minutes allow', () => {
  let now = new Date('2026-11-20T10:00:00Z');
  const buckets = createTokenBuckets(
    RATE,
    shared(1, () => now),
  );
  expect([1, 2, 3, 4].map(() => buckets.take('a'))).toEqual([true, true, true, false]);
  expect(buckets.secondsLeft('a')).toBe(30);
  expect(buckets.take('b')).toBe(true);
  now = new Date(now.getTime() + 30_000);
  expect(buckets.isEmpty('a')).toBe(false);
  expect(buckets.take('a')).toBe(true);
  expect(buckets.take('a')).toBe(false);
  now = new Date(now.getTime() + 3_600_000);
  expect([1, 2, 3, 4].map(() => buckets.take('a'))).toEqual([true, true, true, false]);
});

test('a clock that is put back keeps nobody waiting for longer than the minutes ask', () => {
  let now = new Date('2026-11-20T10:00:00Z');
  const buckets = createTokenBuckets(
    RATE,
    shared(1, () => now),
  );
  for (let nth = 0; nth < 3; nth += 1) buckets.take('a');
  now = new Date('2026-11-20T09:00:00Z');
  expect([buckets.isEmpty('a'), buckets.secondsLeft('a')]).toEqual([true, 30]);
  now = new Date('2026-11-20T09:00:30Z');
  expect(buckets.take('a')).toBe(true);
});

test('of several processes each lets its share through, together what one would', () => {
  let now = new Date('2026-11-20T10:00:00Z');
  const processes = [1, 2, 3].map(() =>
    createTokenBuckets(
      { burst: 30, perMinute: 6 },
      shared(3, () => now),
    ),
  );
  const turn = (): number =>
    Array.from({ length: 60 }, (_, nth) => processes[nth % 3]?.take('a')).filter(Boolean).length;
  expect(turn()).toBe(30);
  now = new Date(now.getTime() + 60_000);
  expect(turn()).toBe(6);
});

test('of more processes than a burst is long, each still lets one through', () => {
  const now = new Date('2026-11-20T10:00:00Z');
  const buckets = createTokenBuckets(
    { burst: 8, perMinute: 0.2 },
    shared(20, () => now),
  );
  expect([buckets.take('a'), buckets.take('a')]).toEqual([true, false]);
});

test('forgets everything with the key of the day', () => {
  let now = new Date('2026-11-20T23:59:59Z');
  const buckets = createTokenBuckets(
    { burst: 1, perMinute: 0.001 },
    shared(1, () => now),
  );
  expect([buckets.take('a'), buckets.take('a')]).toEqual([true, false]);
  now = new Date('2026-11-21T00:00:00Z');
  expect(buckets.take('a')).toBe(true);
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0db8:0001:0002::6', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
])('the subscriber behind %s is %s', (address, network) => {
  expect(subscriberKeyOf(address)).toBe(network);
});
