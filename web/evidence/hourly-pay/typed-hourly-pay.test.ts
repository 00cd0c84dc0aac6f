import { describe, expect, test } from 'vitest';
import { typedHourlyPay } from './typed-hourly-pay.ts';

/** Three cents a piece, 400 of 500 paid, within four hours. */
const SERIES = {
  mode: 'series',
  reward: '0,03',
  currency: 'EUR',
  paid: '400',
  refusedWithoutReason: '100',
  time: '4 h',
};
const ONE = { mode: 'one', reward: '5', currency: 'EUR', ended: 'paid', time: '20' };

function hourlyOf(typed: Readonly<Record<string, string>>) {
  return typedHourlyPay((name) => typed[name] ?? '');
}

describe('the hourly rate as it is typed', () => {
  test.each([
    ['a series earns what was paid, by all its time', SERIES, 300],
    ['an English amount', { ...SERIES, reward: '0.03' }, 300],
    ['a time of hours and minutes', { ...ONE, time: '1 h 20' }, 375],
    ['one run, its time in minutes', ONE, 1_500],
    ['one run that was refused earns nothing', { ...ONE, ended: 'refusedWithReason' }, 0],
    ['a run that threw her out earns nothing', { ...ONE, ended: 'screenOuts' }, 0],
    ['of one run the counts of a series say nothing', { ...ONE, paid: '9' }, 1_500],
    ['a series in which nothing was paid', { ...SERIES, paid: '' }, 0],
  ])('%s', (_, typed, minor) => {
    expect(hourlyOf(typed)).toEqual({ minor, currency: 'EUR' });
  });

  test.each([
    ['without a reward', { ...SERIES, reward: '' }],
    ['with a reward that cannot be read', { ...SERIES, reward: '3 cents' }],
    ['without a time', { ...SERIES, time: '' }],
    ['with a time that cannot be read', { ...SERIES, time: 'an afternoon' }],
    ['with no time at all', { ...SERIES, time: '0' }],
    ['with a number of runs that is none', { ...SERIES, paid: 'many' }],
    [
      'while all of it still waits',
      { ...SERIES, paid: '', refusedWithoutReason: '', pending: '9' },
    ],
    ['while one run still waits', { ...ONE, ended: 'pending' }],
    ['before she says how it ended', { ...ONE, ended: '' }],
  ])('says nothing %s', (_, typed) => {
    expect(hourlyOf(typed)).toBeNull();
  });
});
