import { col } from '#server/database/sql.ts';
import { CURRENCIES } from '#shared/core/money.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { CLIENT_CONTACTS, ETHICS_CONCERNS, TASK_RUN_ENDS } from '#shared/evidence/tasks.ts';

/** The columns of a task report that figures count, with the key of its voice. */
export const TASK_REPORT_FIGURES = {
  ...recordFrom(TASK_RUN_ENDS, () => col.int),
  authorKey: col.text,
  established: col.bool,
  currency: col.oneOf(CURRENCIES),
  totalSeconds: col.int.orNull,
  hourlyMinor: col.int.orNull,
  approvalDays: col.int.orNull,
  contact: col.oneOf(CLIENT_CONTACTS),
  recommends: col.bool.orNull,
  breaksTerms: col.bool,
  ethics: col.list(col.oneOf(ETHICS_CONCERNS)),
  workedMonth: col.text,
};

/**
 * SQL: the columns of TASK_REPORT_FIGURES except the author's, for the aliases of a report and its
 * task.
 */
export function taskReportFigures(report: string, task: string): string {
  return `${task}.currency, ${report}.paid, ${report}.refused_with_reason AS "refusedWithReason",
    ${report}.refused_without_reason AS "refusedWithoutReason", ${report}.screen_outs AS "screenOuts",
    ${report}.broken, ${report}.abandoned, ${report}.pending, ${report}.total_seconds AS "totalSeconds",
    ${report}.hourly_minor AS "hourlyMinor", ${report}.approval_days AS "approvalDays", ${report}.contact,
    ${report}.recommends, ${report}.breaks_terms AS "breaksTerms", ${report}.ethics,
    ${report}.worked_month AS "workedMonth"`;
}

/** SQL: whether a report counts in figures: its Monday has come, nobody paid for it, nothing hides it. */
export function countsInTaskFiguresSql(report: string): string {
  return `(${report}.counted AND NOT ${report}.solicited AND ${report}.hidden_by IS NULL)`;
}
