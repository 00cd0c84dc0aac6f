import { endOfMonth } from '#shared/core/days.ts';
import { appealReversalRate, type TransparencyReport } from './transparency-report.ts';

/** A row of the file: a figure with its section and name, and the total (`of`) that it is a part of. */
type Figure = {
  readonly section: string;
  readonly figure: string;
  /** The reason, rule, origin or month that the figure is about. */
  readonly key?: string;
  readonly value: number | null;
  readonly of?: number;
  readonly unit?: 'hours' | 'days' | 'share';
  readonly from?: string;
  readonly to?: string;
};

const COLUMNS = ['section', 'figure', 'key', 'value', 'of', 'unit', 'from', 'to'] as const;

/** The figures of the transparency page as CSV (RFC 4180), one a line, with the API's codes. */
export function transparencyReportToCsv(numbers: TransparencyReport): string {
  const lines = figuresOf(numbers).map(
    ({ key = '', value, of = '', unit = 'count', from = numbers.from, to = numbers.to, ...one }) =>
      // No user input: codes, figures and days need no quoting.
      [one.section, one.figure, key, value ?? '', of, unit, from, to].join(','),
  );
  return `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}

function figuresOf(numbers: TransparencyReport): Figure[] {
  const { to, months, waiting, roles, veils } = numbers;
  // Figures of today, whatever the period.
  const now = { from: to, to };
  return [
    ...flagFigures(numbers),
    ...caseFigures(numbers),
    one('waiting', 'cases', waiting.count, now),
    one('waiting', 'proposed', waiting.proposed, { ...now, of: waiting.count }),
    one('waiting', 'jury', waiting.jury, { ...now, of: waiting.count }),
    one('waiting', 'oldest', waiting.oldestDays, { ...now, unit: 'days' }),
    ...parts('waiting', 'age', waiting.ages, { ...now, of: waiting.count }),
    ...decisionFigures(numbers),
    ...parts('veils', 'ended', omit(veils, 'total'), { of: veils.total }),
    ...appealFigures(numbers),
    ...outsideFigures(numbers),
    ...demandFigures(numbers),
    one('roles', 'in-force', roles.inForce.length, now),
    one('roles', 'left', roles.left, now),
    ...months.flatMap(({ month, ...acts }) =>
      Object.entries(acts).map(([figure, value]) =>
        one('months', figure, value, { key: month, from: `${month}-01`, to: endOfMonth(month) }),
      ),
    ),
  ];
}

function flagFigures({ flags }: TransparencyReport): Figure[] {
  const { total, messages } = flags;
  return [
    one('flags', 'sent', total),
    one('flags', 'by-rated-party', flags.ratedParty, { of: total }),
    ...flags.byReason.flatMap(({ reason, ...outcomes }) =>
      Object.entries(outcomes).map(([outcome, value]) =>
        one('flags', outcome, value, { key: reason, of: total }),
      ),
    ),
    ...parts('flags', 'private-messages', omit(messages, 'total'), { of: messages.total }),
    one('flags', 'pauses', flags.pauses),
  ];
}

function caseFigures({ cases, times }: TransparencyReport): Figure[] {
  const { opened, byOrigin, byKind } = cases;
  return [
    one('cases', 'opened', opened),
    one('cases', 'closed', cases.closed),
    one('cases', 'withdrawn', cases.withdrawn),
    ...byOrigin.map(({ origin, count }) =>
      one('cases', 'origin', count, { key: origin, of: opened }),
    ),
    ...byKind.map(({ kind, count }) => one('cases', 'kind', count, { key: kind, of: opened })),
    ...(['all', 'urgent'] as const).flatMap((key) => {
      const { decided, medianHours, nineInTenHours } = times[key];
      const hours = { key, of: decided, unit: 'hours' } as const;
      return [
        one('times', 'median', medianHours, hours),
        one('times', 'nine-in-ten', nineInTenHours, hours),
      ];
    }),
    ...parts('times', 'promised', times.promised, {}),
  ];
}

function decisionFigures({ decisions }: TransparencyReport): Figure[] {
  const { total, byRule, byOrigin, byStage, others, alone, two, jury, automated } = decisions;
  const of = total;
  return [
    one('decisions', 'made', total),
    ...byRule.flatMap(({ rule, ...measures }) =>
      Object.entries(measures).map(([measure, value]) =>
        one('decisions', measure, value, { key: rule, of }),
      ),
    ),
    ...byOrigin.map(({ origin, count }) => one('decisions', 'origin', count, { key: origin, of })),
    ...byStage.map(({ stage, count }) => one('decisions', 'stage', count, { key: stage, of })),
    ...parts('decisions', 'made-by', { alone, two, jury, automated }, { of }),
    ...others.map(({ kind, count }) => one('decisions', 'other', count, { key: kind })),
  ];
}

function appealFigures({ appeals, juries }: TransparencyReport): Figure[] {
  const { total, byAuthor, byFlagger, medianDays, ...outcomes } = appeals;
  const decided = outcomes.upheld + outcomes.reversed;
  const { called, jurors, medianHours, ...states } = juries;
  return [
    one('appeals', 'made', total),
    ...parts('appeals', 'state', outcomes, { of: total }),
    ...parts('appeals', 'by', { author: byAuthor, flagger: byFlagger }, { of: total }),
    one('appeals', 'reversed', appealReversalRate(appeals), { of: decided, unit: 'share' }),
    one('appeals', 'median', medianDays, { of: decided, unit: 'days' }),
    one('juries', 'called', called),
    ...parts('juries', 'state', states, { of: called }),
    ...parts('juries', 'jurors', omit(jurors, 'drawn'), { of: jurors.drawn }),
    one('juries', 'median', medianHours, { of: states.decided, unit: 'hours' }),
  ];
}

function outsideFigures({ outside: { notices, disputes, replies } }: TransparencyReport): Figure[] {
  const { medianDays, ...answered } = replies;
  return [
    ...parts('outside', 'notices', notices, {}),
    ...parts('outside', 'disputes', disputes, {}),
    ...parts('outside', 'replies', answered, {}),
    one('outside', 'replies-median', medianDays, { of: replies.done, unit: 'days' }),
  ];
}

function demandFigures({ demands }: TransparencyReport): Figure[] {
  const { total, withheld, rows } = demands;
  return [
    one('demands', 'received', total),
    one('demands', 'withheld', withheld, { of: total }),
    ...rows.map(({ sender, asks, outcome, count }) =>
      one('demands', outcome, count, { key: `${sender}/${asks}`, of: total }),
    ),
  ];
}

type More = Omit<Figure, 'section' | 'figure' | 'value'>;

function one(section: string, figure: string, value: number | null, more: More = {}): Figure {
  return { section, figure, value, ...more };
}

/** Makes a figure for each key. */
function parts(
  section: string,
  figure: string,
  counts: Readonly<Record<string, number>>,
  more: More,
): Figure[] {
  return Object.entries(counts).map(([key, value]) =>
    one(section, figure, value, { ...more, key }),
  );
}

function omit<Counts extends object, Key extends keyof Counts>(
  counts: Counts,
  key: Key,
): Omit<Counts, Key> {
  const { [key]: _, ...rest } = counts;
  return rest;
}
