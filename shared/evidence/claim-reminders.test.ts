import { describe, expect, test } from 'vitest';
import { addDays, type Day } from '#shared/core/days.ts';
import { claimReminderDays } from './claim-reminders.ts';

const ASKED = '2026-01-15';
const day = (count: number): Day => addDays(ASKED, count);
const claim = { askedOn: ASKED, expectedDays: 10 };

test('she is asked after once, twice and four times the expected delay', () => {
  expect(claimReminderDays({ ...claim, lastWordOn: ASKED })).toEqual([day(10), day(20), day(40)]);
});

describe('reminders that her last word does not answer', () => {
  test.each<[string, number, number, number]>([
    ['posted when asked, not overdue', 0, 9, 0],
    ['on the day of the first', 0, 10, 1],
    ['the day before the second', 0, 19, 1],
    ['the second', 0, 20, 2],
    ['the day before the third', 0, 39, 2],
    ['the third', 0, 40, 3],
    ['there is no fourth', 0, 400, 3],
    ['said again on the day of the first', 10, 10, 0],
    ['said again between the first and the second', 12, 20, 1],
    ['said again after the second', 25, 39, 0],
    ['and then the third', 25, 40, 1],
    ['said again after the third: asked no more', 41, 400, 0],
    ['posted long after it was asked', 200, 400, 0],
    ['said in a month whose middle lies ahead', 50, 45, 0],
  ])('%s', (_name, lastWord, now, count) => {
    const days = claimReminderDays({ ...claim, lastWordOn: day(lastWord) });
    expect(days.filter((one) => one <= day(now))).toHaveLength(count);
  });
});
