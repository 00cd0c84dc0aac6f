import { describe, expect, it } from 'vitest';
import { addDays, type Day } from '#shared/core/days.ts';
import type { StandingLine } from '#shared/directory/platforms.ts';
import { chooseStandingLines, type KeptLines, type ReportForLines } from './lines.ts';

const NOW = '2026-11-25';
const QUIET = { mostlyNewAccounts: false, noNews: false };
const CROWD = { workers: 5_000, badShare: 0.1 };

let author = 0;
const report = (over: Partial<ReportForLines> = {}): ReportForLines => ({
  authorKey: `author ${(author += 1)}`,
  established: true,
  solicited: false,
  suspect: false,
  state: 'received',
  shareReceived: 1,
  askedOn: addDays(NOW, -20),
  settledOn: addDays(NOW, -10),
  toldOn: addDays(NOW, -10),
  countsFrom: addDays(NOW, -7),
  unpaidOn: null,
  stillWaitingOn: null,
  unansweredReminders: 0,
  withdrewOn: null,
  promiseDays: 20,
  linesOn: addDays(NOW, -3),
  ...over,
});
const times = (count: number, over: Partial<ReportForLines> = {}): ReportForLines[] =>
  Array.from({ length: count }, () => report(over));
const waiting = { state: 'waiting', askedOn: addDays(NOW, -60), settledOn: null } as const;
const refused = { state: 'refused' } as const;

function linesOf(
  payouts: readonly ReportForLines[],
  {
    drawn = 0,
    crowd = CROWD,
    kept = null,
    now = NOW,
    state = 'unknown',
  }: {
    drawn?: number;
    crowd?: typeof CROWD;
    kept?: KeptLines | null;
    now?: Day;
    state?: 'unknown' | 'not-paying' | 'reliable';
  } = {},
): { lines: StandingLine[]; kept: KeptLines } {
  const standing = { ...QUIET, state };
  return chooseStandingLines({ payouts, standing, crowd, kept, draw: () => drawn, now });
}

describe('a line in words', () => {
  it.each([
    { name: 'two who were paid', payouts: times(2), drawn: 0, lines: [] },
    { name: 'three who were paid', payouts: times(3), drawn: 0, lines: ['several-paid'] },
    { name: 'three, where the draw asks for five', payouts: times(3), drawn: 2, lines: [] },
    {
      name: 'one who was paid three times',
      payouts: times(3, { authorKey: 'a' }),
      drawn: 0,
      lines: [],
    },
    { name: 'three new accounts', payouts: times(3, { established: false }), drawn: 0, lines: [] },
    {
      name: 'three whose day has not come',
      payouts: times(3, { linesOn: addDays(NOW, 1) }),
      drawn: 0,
      lines: [],
    },
    {
      name: 'three of three weeks ago',
      payouts: times(3, { linesOn: addDays(NOW, -21) }),
      drawn: 0,
      lines: [],
    },
    { name: 'three on request', payouts: times(3, { solicited: true }), drawn: 0, lines: [] },
    {
      name: 'three who wait long',
      payouts: times(3, waiting),
      drawn: 0,
      lines: ['several-waiting'],
    },
    {
      name: 'three without news',
      payouts: times(3, { ...waiting, unansweredReminders: 2 }),
      drawn: 0,
      lines: [],
    },
    {
      name: 'three who were refused',
      payouts: times(3, refused),
      drawn: 0,
      lines: ['several-unpaid'],
    },
    {
      name: 'five of any age',
      payouts: times(5, { established: false }),
      drawn: 0,
      lines: ['begun'],
    },
    {
      name: 'ten new ones who were refused',
      payouts: times(10, { ...refused, established: false }),
      drawn: 0,
      lines: ['newcomers-unpaid', 'begun'],
    },
    {
      name: 'ten suspects',
      payouts: times(10, { ...refused, established: false, suspect: true }),
      drawn: 0,
      lines: [],
    },
  ] as const)('of $name', ({ payouts, drawn, lines }) => {
    expect(linesOf(payouts, { drawn }).lines).toEqual(lines);
  });

  it('tells no bad news where few workers have any', () => {
    const crowd = { workers: 300, badShare: 0.05 };
    expect(
      linesOf([...times(4, waiting), ...times(4, refused)], { crowd, state: 'reliable' }).lines,
    ).toEqual([]);
  });

  it('warns of new swindles once, not where the standing does', () => {
    const payouts = times(10, { ...refused, established: false });
    expect(linesOf(payouts, { state: 'not-paying' }).lines).toEqual([]);
  });

  it('stays for two weeks, whoever withdraws, and is looked at again then', () => {
    const first = linesOf(times(3));
    const later = linesOf([], { kept: first.kept, now: addDays(NOW, 13) });
    expect(later.lines).toEqual(['several-paid']);
    expect(linesOf([], { kept: later.kept, now: addDays(NOW, 14) }).lines).toEqual([]);
  });

  it('needs the same number of members for a month, and another in the next', () => {
    const { kept } = linesOf(times(2), { drawn: 0 });
    expect(linesOf(times(3), { kept, drawn: 3 }).lines).toEqual(['several-paid']);
    const december = { kept, drawn: 3, now: '2026-12-02' };
    expect(linesOf(times(3), december).lines).toEqual([]);
  });
});
