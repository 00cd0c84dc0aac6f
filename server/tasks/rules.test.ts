import { describe, expect, test } from 'vitest';
import { AppError } from '#server/errors.ts';
import { taskReportForm } from '#shared/tasks.ts';
import { describeLastReport, lastReportAt, readTaskReport } from './rules.ts';

const NOW = new Date('2026-11-20T10:40:00Z');
const TYPED = {
  platform: 'clickworker',
  title: 'Trier des images',
  reward: '0,03',
  currency: 'EUR',
  paid: 1_234,
  refusedWithoutReason: 149,
  time: '10 h 17',
  workedOn: '2026-11-18',
};

function read(fields: object) {
  return readTaskReport(taskReportForm.parse({ ...TYPED, ...fields }), '2026-11-20');
}

function codeOf(fields: object): unknown {
  try {
    return read(fields);
  } catch (error) {
    return error instanceof AppError ? error.fields : error;
  }
}

describe('readTaskReport', () => {
  test('keeps what was typed, and publishes two significant digits and the month', () => {
    const { exact, published, task } = read({ client: 'Acme', notAPerson: 'on' });
    expect(exact).toMatchObject({ paid: 1_234, totalSeconds: 37_020, workedOn: '2026-11-18' });
    expect(published).toMatchObject({
      paid: 1_200,
      refusedWithoutReason: 150,
      totalSeconds: 37_000,
      workedMonth: '2026-11',
    });
    expect(task).toEqual({
      title: 'Trier des images',
      titleKey: 'trier des images',
      currency: 'EUR',
      rewardMinor: 3,
    });
  });

  test('takes one run by its end alone', () => {
    const { exact } = read({ mode: 'one', ended: 'refusedWithReason' });
    expect(exact).toMatchObject({ paid: 0, refusedWithReason: 1, refusedWithoutReason: 0 });
  });

  test('says nothing of what was left empty', () => {
    const { published, client } = read({ time: undefined, text: ' ' });
    expect(published).toMatchObject({
      totalSeconds: null,
      approvalDays: null,
      recommends: null,
      contact: 'not-tried',
      text: null,
    });
    expect(client).toEqual({ name: null, externalId: null });
  });

  test.each([
    [{ workedOn: '2026-11-21' }, { workedOn: { code: 'in-the-future', limit: '2026-11-20' } }],
    [{ workedOn: '1999-12-31' }, { workedOn: { code: 'too-small', limit: '2000-01-01' } }],
    [{ title: '…' }, { title: { code: 'invalid' } }],
    [{ reward: 'x' }, { reward: { code: 'not-an-amount', limit: '0,25' } }],
    [{ reward: '1,5', currency: 'MGA' }, { reward: { code: 'not-an-amount', limit: '25' } }],
    [{ reward: '0,00' }, { reward: { code: 'too-small', limit: '0.01' } }],
    [{ paid: 0, refusedWithoutReason: 0 }, { paid: { code: 'required' } }],
    [{ mode: 'one' }, { ended: { code: 'required' } }],
    [{ time: 'demain' }, { time: { code: 'not-a-duration' } }],
    [{ time: '0 min' }, { time: { code: 'too-small', limit: '1 s' } }],
    [{ time: '2000 h 1 s' }, { time: { code: 'too-big', limit: '2000 h' } }],
    [{ client: 'Acme' }, { notAPerson: { code: 'required' } }],
    [{ clientId: 'A1ACME' }, { notAPerson: { code: 'required' } }],
    [
      { title: '…', time: 'x', paid: 0, refusedWithoutReason: 0 },
      { title: { code: 'invalid' }, time: { code: 'not-a-duration' }, paid: { code: 'required' } },
    ],
  ])('refuses %j', (fields, issues) => {
    expect(codeOf(fields)).toEqual(issues);
  });
});

describe('lastReportAt', () => {
  const of = (...posts: [string, string][]) =>
    posts.map(([authorKey, publishedOn]) => ({ authorKey, publishedOn }));
  const three = of(['ana', '2026-11-14'], ['bea', '2026-11-18'], ['clo', '2026-11-20']);

  test.each([
    ['no report', [], null, true, null],
    ['one member', of(['ana', '2026-11-20']), null, true, '2026-11-20T00:00:00.000Z'],
    [
      'one member, three times',
      of(['ana', '2026-11-20'], ['ana', '2026-11-20'], ['ana', '2026-11-20']),
      null,
      true,
      '2026-11-20T00:00:00.000Z',
    ],
    ['three members within a week', three, null, true, '2026-11-20T10:00:00.000Z'],
    [
      'three members, one of them eight days ago',
      of(['ana', '2026-11-13'], ['bea', '2026-11-18'], ['clo', '2026-11-20']),
      null,
      true,
      '2026-11-20T00:00:00.000Z',
    ],
    [
      'a correction leaves the hour',
      three,
      new Date('2026-11-20T08:00:00Z'),
      false,
      '2026-11-20T08:00:00.000Z',
    ],
    [
      'a withdrawal goes back to a day',
      of(['ana', '2026-11-15'], ['bea', '2026-11-18'], ['clo', '2026-11-19']),
      new Date('2026-11-20T08:00:00Z'),
      false,
      '2026-11-19T00:00:00.000Z',
    ],
    [
      'a withdrawal leaves too few for an hour',
      of(['bea', '2026-11-20']),
      new Date('2026-11-20T08:00:00Z'),
      false,
      '2026-11-20T00:00:00.000Z',
    ],
  ])('%s', (_, reports, before, reported, at) => {
    expect(lastReportAt(reports, before, NOW, reported)?.toISOString() ?? null).toBe(at);
  });
});

describe('describeLastReport', () => {
  test.each([
    ['2026-11-20T08:00:00Z', { precision: 'hours', hours: 2, month: '2026-11' }],
    ['2026-11-19T23:00:00Z', { precision: 'hours', hours: 11, month: '2026-11' }],
    ['2026-11-20T00:00:00Z', { precision: 'today', hours: null, month: '2026-11' }],
    ['2026-11-19T09:00:00Z', { precision: 'week', hours: null, month: '2026-11' }],
    ['2026-11-14T00:00:00Z', { precision: 'week', hours: null, month: '2026-11' }],
    ['2026-11-13T00:00:00Z', { precision: 'month', hours: null, month: '2026-11' }],
    ['2026-10-30T00:00:00Z', { precision: 'month', hours: null, month: '2026-10' }],
  ])('%s', (at, said) => {
    expect(describeLastReport(new Date(at), NOW)).toEqual(said);
  });
});
