import type { ReactNode } from 'react';
import { formatMoney } from '#shared/core/money.ts';
import type { PublishedTask, TaskFigures } from '#shared/evidence/tasks.ts';
import { usePage } from '#web/page-context.ts';
import { formatDuration, formatShare } from '#web/format.ts';
import { SlipRow } from '#web/ui/slip-row.tsx';
import { lastReportInWords } from './task-text.ts';

/** A task's figures as a slip, with the hourly rate at the foot. */
export function TaskPayslip({ task }: { task: PublishedTask }): ReactNode {
  const page = usePage();
  const { t, language } = page;
  const words = t.taskPages.task;
  const { figures, reward, lastReport } = task;
  return (
    <section className="slip" aria-labelledby="slip-title">
      <h2 id="slip-title">{words.figures}</h2>
      <dl>
        <SlipRow label={words.rows.reward}>
          {formatMoney(reward.minor, reward.currency, language)}
        </SlipRow>
        {figures === null ? null : <FigureRows figures={figures} />}
        {lastReport === null ? null : (
          <SlipRow label={words.rows.last}>{lastReportInWords(lastReport, page)}</SlipRow>
        )}
        {figures === null ? null : <HourlyRow figures={figures} />}
      </dl>
    </section>
  );
}

function FigureRows({ figures }: { figures: TaskFigures }): ReactNode {
  const { t, language } = usePage();
  const words = t.taskPages.task;
  const { refused, screenOutShare, medianRunSeconds, medianApprovalDays } = figures;
  const { contact, recommends } = figures;
  return (
    <>
      <SlipRow
        label={words.rows.reports}
        small={t.taskPages.by({ count: figures.members, all: figures.runs })}
      >
        {figures.reports}
      </SlipRow>
      {medianRunSeconds === null ? null : (
        <SlipRow label={words.rows.time}>{formatDuration(medianRunSeconds)}</SlipRow>
      )}
      {refused === null ? null : (
        <>
          <SlipRow
            label={words.rows.refused}
            small={words.refusedBy({ count: refused.membersRefused, of: refused.members })}
          >
            {formatShare(refused.share, language)}
          </SlipRow>
          <SlipRow
            label={words.rows.withoutReason}
            small={words.refusedBy({ count: refused.membersWithoutReason, of: refused.members })}
          >
            {formatShare(refused.withoutReasonShare, language)}
          </SlipRow>
        </>
      )}
      {screenOutShare === null || screenOutShare === 0 ? null : (
        <SlipRow label={words.rows.screenOuts}>{formatShare(screenOutShare, language)}</SlipRow>
      )}
      {medianApprovalDays === null ? null : (
        <SlipRow label={words.rows.approval}>
          {words.approvalDays({ count: medianApprovalDays })}
        </SlipRow>
      )}
      {contact.tried === 0 ? null : (
        <SlipRow label={words.rows.contact} small={words.answeredSmall}>
          {words.answered({ count: contact.answered, tried: contact.tried })}
        </SlipRow>
      )}
      {recommends.opinions === 0 ? null : (
        <SlipRow label={words.rows.recommends}>
          {words.opinions({ yes: recommends.yes, of: recommends.opinions })}
        </SlipRow>
      )}
    </>
  );
}

function HourlyRow({ figures: { hourly } }: { figures: TaskFigures }): ReactNode {
  const { t, language } = usePage();
  const words = t.taskPages.task;
  if (hourly === null) return null;
  const money = (minor: number): string => formatMoney(minor, hourly.currency, language);
  return (
    <SlipRow
      className="total"
      label={words.rows.hourly}
      small={
        hourly.low === hourly.high
          ? null
          : words.between({ low: money(hourly.low), high: money(hourly.high) })
      }
    >
      {money(hourly.median)}
    </SlipRow>
  );
}
