import { describe, expect, test } from 'vitest';
import { addDays, monthOf, type Day } from '#shared/core/days.ts';
import {
  claimReminderDaysAfterAnswer,
  claimReminderDays,
  countUnansweredByPublishedMonths,
  countUnansweredReminders,
} from './claim-reminders.ts';

const ASKED = '2026-01-15';
const day = (count: number): Day => addDays(ASKED, count);
const claim = { askedOn: ASKED, expectedDays: 10 };

test('she is asked after once, twice and four times the expected delay', () => {
  expect(claimReminderDays(claim)).toEqual([day(10), day(20), day(40)]);
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
    expect(countUnansweredReminders({ ...claim, lastWordOn: day(lastWord) }, day(now))).toBe(count);
  });
});

describe('others count by the last day of the month', () => {
  test.each<[string, string, string, string | null, Day, number]>([
    ['the first may be yet to come', '2026-01', '2026-01', null, '2026-02-09', 0],
    ['the first for certain', '2026-01', '2026-01', null, '2026-02-10', 1],
    ['the second', '2026-01', '2026-01', null, '2026-02-20', 2],
    ['the third', '2026-01', '2026-01', null, '2026-03-12', 3],
    ['her word answers all of its month', '2026-01', '2026-01', '2026-02', '2026-02-28', 0],
    ['and then the third', '2026-01', '2026-01', '2026-02', '2026-03-12', 1],
    ['posted a month after it was asked', '2026-01', '2026-02', null, '2026-03-12', 1],
    ['of a leap February', '2028-02', '2028-02', null, '2028-03-09', 0],
    ['of a leap February, for certain', '2028-02', '2028-02', null, '2028-03-10', 1],
  ])('%s', (_name, askedMonth, postedMonth, stillWaitingMonth, now, count) => {
    const published = { askedMonth, postedMonth, stillWaitingMonth, expectedDays: 10 };
    expect(countUnansweredByPublishedMonths(published, now)).toBe(count);
  });
});

describe('the days on which she is asked', () => {
  test.each<[string, number, Day[]]>([
    ['hers, then those that others count by', 0, [10, 20, 26, 36, 40, 56].map(day)],
    ['what came before her word is answered', 12, [20, 26, 36, 40, 56].map(day)],
    ['a word answers all of its month for others', 18, [20, 40, 56].map(day)],
    ['posted after them all', 80, []],
  ])('%s', (_name, lastWord, days) => {
    expect(claimReminderDaysAfterAnswer({ ...claim, lastWordOn: day(lastWord) })).toEqual(days);
  });

  test('nobody is called silent who was not asked as often, whichever her days are', () => {
    const wronged: string[] = [];
    for (let asked = 0; asked < 31; asked += 1) {
      for (let said = asked; said < 45; said += 1) {
        const [askedOn, lastWordOn] = [addDays('2026-01-01', asked), addDays('2026-01-01', said)];
        const days = claimReminderDaysAfterAnswer({ askedOn, lastWordOn, expectedDays: 7 });
        const published = {
          askedMonth: monthOf(askedOn),
          postedMonth: monthOf(lastWordOn),
          stillWaitingMonth: null,
          expectedDays: 7,
        };
        for (let passed = said; passed < 100; passed += 1) {
          const now = addDays('2026-01-01', passed);
          const silent = countUnansweredByPublishedMonths(published, now);
          const times = days.filter((one) => one <= now).length;
          if (times < silent) wronged.push(`asked ${askedOn}, said ${lastWordOn}, now ${now}`);
        }
      }
    }
    expect(wronged).toEqual([]);
  });
});
