import { expect, test } from 'vitest';
import { networkOf } from './address-limits.ts';
import { createBuckets } from './token-buckets.ts';

const RATE = { burst: 3, perMinute: 2 };

test('lets a burst through, then as many as the minutes allow', () => {
  let now = new Date('2026-11-20T10:00:00Z');
  const buckets = createBuckets(RATE, () => now);
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

test('forgets everything with the key of the day', () => {
  let now = new Date('2026-11-20T23:59:59Z');
  const buckets = createBuckets({ burst: 1, perMinute: 0.001 }, () => now);
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
  expect(networkOf(address)).toBe(network);
});
