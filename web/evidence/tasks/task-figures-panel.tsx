import type { PublishedTask, TaskFigures } from '#shared/evidence/tasks.ts';
import { usePage } from '#web/page-context.ts';
import { formatDuration } from '#web/format.ts';
import { FigureRow } from '#web/ui/figure-row.tsx';

/** A task's figures as a panel, with the hourly rate at the foot. */
export function TaskFiguresPanel({ task }: { task: PublishedTask }) {
  const { t, format } = usePage();
  const words = t.taskPages.task;
  const { figures, reward, lastMonth } = task;
  return (
    <section className="slip" aria-labelledby="figures-panel-title">
      <h2 id="figures-panel-title">{words.figures}</h2>
      <dl>
        <FigureRow label={words.rows.reward}>
          {format.money(reward.minor, reward.currency)}
        </FigureRow>
        {figures === null ? null : <FigureRows figures={figures} />}
        {figures === null ? null : (
          <>
            <FigureRow label={words.rows.last}>{format.month(lastMonth)}</FigureRow>
            <HourlyRow figures={figures} />
          </>
        )}
      </dl>
    </section>
  );
}

function FigureRows({ figures }: { figures: TaskFigures }) {
  const { t, format } = usePage();
  const words = t.taskPages.task;
  const { refused, screenOutShare, medianRunSeconds, medianApprovalDays } = figures;
  const { answered, recommends } = figures;
  return (
    <>
      <FigureRow label={words.rows.reports}>{t.taskPages.by({ count: figures.members })}</FigureRow>
      {medianRunSeconds === null ? null : (
        <FigureRow label={words.rows.time}>{formatDuration(medianRunSeconds)}</FigureRow>
      )}
      {refused === null ? null : (
        <>
          <FigureRow label={words.rows.refused} small={words.refusedBy({ count: refused.members })}>
            {format.share(refused.share)}
          </FigureRow>
          <FigureRow label={words.rows.withoutReason}>
            {format.share(refused.withoutReasonShare)}
          </FigureRow>
        </>
      )}
      {screenOutShare === null || screenOutShare === 0 ? null : (
        <FigureRow label={words.rows.screenOuts}>{format.share(screenOutShare)}</FigureRow>
      )}
      {medianApprovalDays === null ? null : (
        <FigureRow label={words.rows.approval}>
          {words.approvalDays({ count: medianApprovalDays })}
        </FigureRow>
      )}
      {answered === null ? null : (
        <FigureRow
          label={words.rows.contact}
          small={words.answeredSmall({ count: answered.members })}
        >
          {format.share(answered.share)}
        </FigureRow>
      )}
      {recommends === null ? null : (
        <FigureRow
          label={words.rows.recommends}
          small={words.refusedBy({ count: recommends.members })}
        >
          {format.share(recommends.share)}
        </FigureRow>
      )}
    </>
  );
}

function HourlyRow({ figures: { hourly } }: { figures: TaskFigures }) {
  const { t, format } = usePage();
  const words = t.taskPages.task;
  if (hourly === null) return null;
  const money = (minor: number): string => format.money(minor, hourly.currency);
  return (
    <FigureRow
      className="total"
      label={words.rows.hourly}
      small={
        hourly.low === null || hourly.high === null || hourly.low === hourly.high
          ? null
          : words.between({ low: money(hourly.low), high: money(hourly.high) })
      }
    >
      {money(hourly.median)}
    </FigureRow>
  );
}
