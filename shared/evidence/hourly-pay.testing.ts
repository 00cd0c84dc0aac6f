import { hourlyRateOfReport, type TaskReportFigures } from './hourly-pay.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { TASK_RUN_ENDS } from './tasks.ts';

/** A report in tests; takes the reward of one run in minor units instead of the hourly rate. */
export type TestReportFacts = Partial<Omit<TaskReportFigures, 'hourlyMinor'>> & {
  readonly rewardMinor?: number;
};

/** A report with the rate that follows from its reward, runs and time. */
export function makeRatedReport({
  rewardMinor = 10,
  ...facts
}: TestReportFacts): TaskReportFigures {
  const report = {
    authorKey: 'ana',
    established: true,
    currency: 'EUR',
    ...recordFrom(TASK_RUN_ENDS, () => 0),
    totalSeconds: null,
    approvalDays: null,
    contact: 'not-tried',
    recommends: null,
    breaksTerms: false,
    ethics: [],
    workedMonth: '2026-11',
    ...facts,
  } as const;
  return { ...report, hourlyMinor: hourlyRateOfReport(report, rewardMinor, report.totalSeconds) };
}
