import { describe, expect, test } from 'vitest';
import { isFloodingWithFlags } from './flags.ts';

describe('who is kept from flagging for a while', () => {
  test.each([
    [0, 0, false],
    // Too few were decided to tell.
    [4, 4, false],
    [5, 5, true],
    [3, 5, true],
    [2, 5, false],
    [59, 100, false],
    [60, 100, true],
  ])('%i unfounded of %i: %s', (unfounded, flags, expected) => {
    expect(isFloodingWithFlags({ unfounded, flags })).toBe(expected);
  });
});
