import { col, statement, type Sql } from '#server/database/sql.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { URGENT_REASONS } from '#shared/governance/cases.ts';
import { today } from '#shared/core/days.ts';
import type { TransparencyReport } from '#shared/governance/transparency-report.ts';
import {
  CASE_COUNTS_SQL,
  DECISION_COUNTS_SQL,
  FLAG_COUNTS_SQL,
  JURY_COUNTS_SQL,
  VEIL_COUNTS_SQL,
  WAITING_COUNTS_SQL,
} from './case-counts.ts';
import {
  LEGAL_DEMAND_COUNTS_SQL,
  FIRST_COUNTED_DAY_SQL,
  MONTH_TOTALS_SQL,
  NOTICE_DISPUTE_REPLY_COUNTS_SQL,
  RECORDED_ACT_COUNTS_SQL,
  MODERATOR_ROLES_SQL,
} from './notice-demand-role-counts.ts';
import { instantBoundsOf, reportPeriodOf, yearsSince } from './report-period.ts';

/**
 * Computes the moderation statistics of a year, or since the beginning, from the tables; rows
 * deleted after a year are counted from the public record.
 * @throws AppError not-found for a year before the first act, or in the future.
 */
export async function findTransparencyReport(
  sql: Sql,
  year: number | null,
  now: Date,
): Promise<TransparencyReport> {
  const one = async <Row extends object>(text: string, params: readonly unknown[]): Promise<Row> =>
    requireFound((await sql(statement({ counts: col.json<Row>() }, text), params))[0]).counts;
  const [first] = await sql(statement({ day: col.text.orNull }, FIRST_COUNTED_DAY_SQL));
  const firstDay = first?.day ?? today(now);
  const years = yearsSince(firstDay, now);
  if (year !== null && !years.includes(year)) throw new AppError('not-found');
  const period = reportPeriodOf(year, firstDay, now);
  const bounds = instantBoundsOf(period);
  const moment = now.toISOString();
  const recorded = await sql(
    statement({ kind: col.text, count: col.int }, RECORDED_ACT_COUNTS_SQL),
    bounds,
  );
  const countOf = (kind: string): number => recorded.find((row) => row.kind === kind)?.count ?? 0;
  const flags = await one<Omit<TransparencyReport['flags'], 'pauses'>>(FLAG_COUNTS_SQL, [
    ...bounds,
    moment,
  ]);
  const { times, ...cases } = await one<
    TransparencyReport['cases'] & { times: Omit<TransparencyReport['times'], 'promised'> }
  >(CASE_COUNTS_SQL, [...bounds, URGENT_REASONS]);
  const { promised, ...waiting } = await one<
    TransparencyReport['waiting'] & Pick<TransparencyReport['times'], 'promised'>
  >(WAITING_COUNTS_SQL, [...bounds, moment]);
  const decisions = await one<TransparencyReport['decisions']>(DECISION_COUNTS_SQL, bounds);
  const veils = await one<TransparencyReport['veils']>(VEIL_COUNTS_SQL, bounds);
  const { appeals, juries } = await one<Pick<TransparencyReport, 'appeals' | 'juries'>>(
    JURY_COUNTS_SQL,
    bounds,
  );
  const outside = await one<TransparencyReport['outside']>(NOTICE_DISPUTE_REPLY_COUNTS_SQL, [
    ...bounds,
    moment,
  ]);
  const demands = await one<TransparencyReport['demands']>(LEGAL_DEMAND_COUNTS_SQL, bounds);
  const roles = await one<TransparencyReport['roles']>(MODERATOR_ROLES_SQL, [today(now)]);
  const months = await sql(
    statement(
      {
        month: col.text,
        flags: col.int,
        opened: col.int,
        closed: col.int,
        decisions: col.int,
        appeals: col.int,
      },
      MONTH_TOTALS_SQL,
    ),
    [period.months],
  );
  const { notices, replies, disputes } = outside;
  const received = {
    notices: Math.max(countOf('notice-received'), notices.received),
    replies: Math.max(countOf('reply-received'), replies.received),
  };
  const pauses = countOf('flags-paused');
  const happened = [
    flags.total,
    flags.messages.total,
    cases.opened,
    cases.closed,
    decisions.total,
    ...decisions.others.map(({ count }) => count),
    appeals.total,
    received.notices,
    received.replies,
    disputes.received,
    demands.total,
    pauses,
  ];
  return {
    year,
    from: period.from,
    to: period.to,
    years,
    empty: happened.every((count) => count === 0),
    months,
    flags: { ...flags, pauses },
    cases,
    waiting,
    times: { ...times, promised },
    decisions,
    veils,
    appeals,
    juries,
    outside: {
      notices: { ...notices, received: received.notices },
      disputes,
      replies: {
        ...replies,
        received: received.replies,
        refused: Math.max(countOf('reply-refused'), replies.refused),
      },
    },
    demands,
    roles,
  };
}
