import { describe, expect, test } from 'vitest';
import type { BackupDates } from '#server/portability/backup/backup-dates.ts';
import type { JobState } from '#server/operations/jobs/job-state.ts';
import type { DatabaseFacts } from './database-facts.ts';
import { exitCodeOf, type FindingState } from './findings.ts';
import { parseNpmOutdated } from './outdated-packages.ts';
import { checkDiskSpace, checkNodeVersion, checkPackages, checkReferenceTables } from './checks.ts';
import {
  checkBackups,
  checkDatabase,
  judgeDestruction,
  checkJobs,
  checkModerators,
  checkModerationQueues,
  checkTransparencyLog,
} from './site-checks.ts';

const NOW = new Date('2026-11-27T10:00:00Z');
const DAY = '2026-11-27';
const GB = 1024 ** 3;

const NONE = { waiting: 0, late: 0 };
const FACTS: DatabaseFacts = {
  version: '18.0',
  bytes: 30 * 1024 ** 2,
  members: 12,
  pendingMigrations: [],
  codePending: false,
  jobs: [],
  moderators: [
    { handle: 'M-AAAAA', endsOn: '2027-03-01' },
    { handle: 'M-BBBBB', endsOn: '2027-04-01' },
  ],
  queues: {
    notices: NONE,
    replies: NONE,
    disputes: NONE,
    cases: NONE,
    demands: NONE,
    boycotts: NONE,
  },
  destruction: { keys: 0, since: null, rows: 0, older: 0 },
  record: {
    origin: 'site.example/record',
    key: 'site.example/record+1+A',
    size: 900,
    pending: 0,
    signedAt: '2026-11-25T10:00:00+00:00',
    witnesses: [{ name: 'union.example', signedAt: '2026-11-25T10:00:00+00:00' }],
  },
};

test.each<[string, FindingState, RegExp]>([
  ['20.20.2', 'look', /no security fixes since 2026-04-30/],
  ['22.1.0', 'fine', /until 2027-04-30/],
  ['24.0.0', 'fine', /until 2028-04-30/],
  ['26.1.0', 'fine', /26\.1\.0/],
  ['19.9.0', 'bad', /Take Node 24/],
])('Node %s is %s', (version, state, say) => {
  expect(checkNodeVersion(version, DAY)).toEqual({
    about: 'Node',
    state,
    say: expect.stringMatching(say),
  });
});

test('Node is to be looked at two months before its end', () => {
  expect(checkNodeVersion('22.1.0', '2027-02-28').state).toBe('fine');
  expect(checkNodeVersion('22.1.0', '2027-03-02').state).toBe('look');
});

test('packages: newer by a step are named, an answer that is no list is not known', () => {
  const text =
    '{"a":{"current":"1.2.0","latest":"1.3.0"},"b":{"current":"2.0.0","latest":"4.0.0"}}';
  expect(checkPackages(parseNpmOutdated(text))).toMatchObject({
    state: 'look',
    say: expect.stringMatching(/^2 have newer versions.*: b 2\.0\.0 \(4\.0\.0\)\.$/),
  });
  const [current, latest] = [`7.10.0-4.${'0a'.repeat(20)}`, `8.1.0-2.${'1b'.repeat(20)}`];
  // Prereleases are suggested only to a package that is itself at one.
  expect(
    checkPackages([
      { name: 'engine', current, latest },
      { name: 'whole', current: '1.2.0', latest: '2.0.0-beta.1' },
    ]).say,
  ).toBe('1 has a newer version, by more than a step: engine 7.10.0-4 (8.1.0-2).');
  expect(checkPackages(parseNpmOutdated('{}')).state).toBe('fine');
  expect(checkPackages(parseNpmOutdated('{"error":{"code":"ECONNREFUSED"}}')).state).toBe(
    'unknown',
  );
  expect(checkPackages(parseNpmOutdated('')).state).toBe('unknown');
});

describe('backups', () => {
  const backup = (at: string, sealed = true): BackupDates['backup'] => ({
    at,
    path: '/b/x.sealed',
    bytes: 1,
    keys: false,
    sealed,
  });
  test.each<[string, BackupDates['backup'], FindingState]>([
    ['none', null, 'bad'],
    ['of today', backup('2026-11-27T03:00:00Z'), 'fine'],
    ['of today, not sealed', backup('2026-11-27T03:00:00Z', false), 'look'],
    ['of four days ago', backup('2026-11-23T03:00:00Z'), 'look'],
    ['of last month', backup('2026-10-27T03:00:00Z'), 'bad'],
  ])('%s', (_, made, state) => {
    expect(checkBackups({ backup: made, rehearsal: null }, NOW).map((one) => one.state)).toEqual([
      state,
      'look',
    ]);
  });

  test.each<[string, FindingState]>([
    ['2026-11-01T03:00:00Z', 'fine'],
    ['2026-10-01T03:00:00Z', 'look'],
    ['2026-06-01T03:00:00Z', 'bad'],
  ])('rehearsed at %s is %s', (at, state) => {
    const rehearsal = { at, path: '/b/x', madeAt: at };
    expect(checkBackups({ backup: null, rehearsal }, NOW)[1]?.state).toBe(state);
  });
});

test('tables older than fourteen months are named', () => {
  const wage = { currency: 'EUR', hourly: 12, status: '' } as const;
  const [wages, rates] = checkReferenceTables(
    {
      wages: [
        { ...wage, country: 'FR', asOf: '2026-01' },
        { ...wage, country: 'BE', asOf: '2025-08' },
      ],
      rates: [
        { currency: 'USD', perEur: 1.1, asOf: '2025-10', status: '' },
        { currency: 'XOF', perEur: 655.957, asOf: '1999-01', status: '' },
      ],
    },
    DAY,
  );
  expect(wages).toMatchObject({
    state: 'look',
    say: expect.stringContaining(': BE 2025-08. Where'),
  });
  expect(rates?.state).toBe('fine');
});

test.each<[number, FindingState]>([
  [5 * GB, 'fine'],
  [1 * GB, 'look'],
  [0.1 * GB, 'bad'],
])('disk: %d bytes free are %s', (free, state) => {
  expect(checkDiskSpace(free, FACTS.bytes).state).toBe(state);
});

test('a migration that waits cannot wait, unless it takes something away', () => {
  expect(checkDatabase(FACTS).state).toBe('fine');
  const judge = (...names: string[]): string =>
    checkDatabase({ ...FACTS, pendingMigrations: names }).state;
  expect(judge('x')).toBe('bad');
  expect(judge('x', 'y_contract')).toBe('bad');
  // A `_contract` migration waits until the operator has stopped the previous version.
  expect(judge('y_contract')).toBe('look');
  const codePending = { ...FACTS, codePending: true };
  expect(checkDatabase(codePending)).toHaveProperty('say', expect.stringContaining('db:migrate'));
  expect(checkDatabase({ ...codePending, pendingMigrations: ['y_contract'] }).state).toBe('bad');
});

test('one member and one act are said as one', () => {
  expect(checkDatabase({ ...FACTS, members: 1 }).say).toMatch(/, 1 member\.$/);
  expect(checkDatabase(FACTS).say).toMatch(/, 12 members\.$/);
  const record = { ...FACTS.record, size: 1 };
  expect(checkTransparencyLog({ ...FACTS, record }, 1, 1, NOW)[0]?.say).toMatch(/^1 act, signed/);
});

test('moderators: none, one, and one whose role ends within a month', () => {
  const judge = (...moderators: DatabaseFacts['moderators']): FindingState =>
    checkModerators({ ...FACTS, moderators }, DAY).state;
  expect(judge()).toBe('bad');
  expect(checkModerators({ ...FACTS, moderators: [] }, DAY).say).toMatch(/^none: npm run role/);
  expect(judge({ handle: 'M-A', endsOn: '2027-03-01' })).toBe('look');
  expect(judge(...FACTS.moderators)).toBe('fine');
  expect(judge(...FACTS.moderators, { handle: 'M-C', endsOn: '2026-12-10' })).toBe('look');
});

test('what waits: nothing, a notice in time, a late one', () => {
  const judge = (notices: DatabaseFacts['queues']['notices']) =>
    checkModerationQueues({ ...FACTS, queues: { ...FACTS.queues, notices } });
  expect(judge(NONE)).toMatchObject({ state: 'fine', say: 'nothing.' });
  expect(judge({ waiting: 2, late: 0 }).state).toBe('look');
  expect(judge({ waiting: 2, late: 1 })).toMatchObject({
    state: 'bad',
    say: expect.stringContaining('2 notices, 1 LATE'),
  });
});

test.each<[string, Partial<DatabaseFacts['destruction']>, FindingState, RegExp]>([
  ['nothing waits', {}, 'fine', /nothing is overdue/],
  [
    'a key waits for its minute',
    { keys: 1, since: '2026-11-27T09:59:00+00:00' },
    'fine',
    /nothing/,
  ],
  [
    'keys wait for an hour',
    { keys: 2, since: '2026-11-27T09:00:00+00:00' },
    'bad',
    /NOT destroyed: 2 keys of rows that are gone, the first since 2026-11-27 09:00 UTC/,
  ],
  ['rows past their time', { rows: 3 }, 'bad', /3 private rows past the time/],
  ['rows of an older version', { older: 4 }, 'look', /4 rows of an older version/],
])('destruction: %s', (_, destruction, state, say) => {
  const facts = { ...FACTS, destruction: { ...FACTS.destruction, ...destruction } };
  expect(judgeDestruction(facts, NOW)).toEqual({
    about: 'Destruction',
    state,
    say: expect.stringMatching(say),
  });
});

describe('the record', () => {
  const judge = (record: Partial<DatabaseFacts['record']>, known = 1, kept: number | null = 900) =>
    checkTransparencyLog(
      { ...FACTS, record: { ...FACTS.record, ...record } },
      known,
      kept,
      NOW,
    ).map(({ state }) => state);

  test.each<[string, FindingState[], FindingState[]]>([
    ['quiet for days: nothing waits', judge({}), ['fine', 'fine']],
    ['acts wait for hours', judge({ pending: 3 }), ['bad', 'fine']],
    [
      'acts wait for minutes',
      judge({ pending: 3, signedAt: '2026-11-27T09:55:00+00:00' }),
      ['fine', 'fine'],
    ],
    ['more was signed than it holds', judge({}, 1, 1000), ['bad', 'fine']],
    ['never signed', judge({ signedAt: null, size: 0 }, 1, null), ['look', 'fine']],
    ['no witness', judge({ witnesses: [] }, 0), ['fine', 'look']],
    ['a witness who never signed', judge({}, 2), ['fine', 'look']],
    [
      'a witness who fell silent',
      judge({ witnesses: [{ name: 'a', signedAt: '2026-11-01T10:00:00+00:00' }] }),
      ['fine', 'look'],
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});

test('a job that is late is worse where the site runs, and one that fails says with what', () => {
  const job = (more: Partial<JobState>): JobState => ({
    name: 'pushes',
    succeededAt: '2026-11-27T09:58:00Z',
    failedAt: null,
    failures: 0,
    failedWith: null,
    isLate: false,
    ...more,
  });
  const done = job({});
  const failing = job({ name: 'digests', failures: 2, failedWith: 'MailNotSent ECONNREFUSED' });
  const late = job({ name: 'files', succeededAt: '2026-11-26T10:00:00Z', isLate: true });
  expect(checkJobs([done], true, NOW)).toMatchObject({ state: 'fine', say: 'pushes 2 min ago.' });
  expect(checkJobs([done, failing], true, NOW)).toMatchObject({
    state: 'look',
    say: 'digests 2 min ago, failed 2 times (MailNotSent ECONNREFUSED); pushes 2 min ago. Read the log of the site.',
  });
  expect(checkJobs([done, late], true, NOW)).toMatchObject({
    state: 'bad',
    say: 'files 24 h ago, LATE; pushes 2 min ago. Read the log of the site.',
  });
  expect(checkJobs([late], false, NOW).state).toBe('look');
  expect(checkJobs([], false, NOW).state).toBe('unknown');
});

test('the exit code is that of the worst', () => {
  const finding = (state: FindingState) => ({ about: '', state, say: '' });
  expect(exitCodeOf([finding('fine'), finding('unknown')])).toBe(0);
  expect(exitCodeOf([finding('fine'), finding('look')])).toBe(1);
  expect(exitCodeOf([finding('look'), finding('bad')])).toBe(3);
});
