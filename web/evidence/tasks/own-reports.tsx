import { countAllRuns } from '#shared/evidence/hourly-pay.ts';
import type { OwnTaskReport } from '#shared/evidence/tasks.ts';
import { usePage } from '#web/page-context.ts';
import { formatDuration } from '#web/format.ts';
import { RefusalLetterLink } from '#web/evidence/letter-templates/letter-links.tsx';
import { HiddenContentNotice } from '#web/governance/case-decisions/hidden-content.tsx';
import { ReceiptsLink } from '#web/transparency-log/receipts-link.tsx';

/** A member's task reports with exact values, for her alone. */
export function OwnTaskReports({ reports }: { reports: readonly OwnTaskReport[] }) {
  return (
    <ul className="mine">
      {reports.map((report) => (
        <li key={report.id}>
          <OwnReport report={report} />
        </li>
      ))}
    </ul>
  );
}

function OwnReport({ report }: { report: OwnTaskReport }) {
  const { t, format, href } = usePage();
  const words = t.tasks.mine;
  const { reward, totalSeconds } = report;
  const facts = [
    report.platform.name,
    report.client?.name ?? null,
    words.runs({ count: countAllRuns(report) }),
    words.paid({ count: report.paid }),
    totalSeconds === null ? null : formatDuration(totalSeconds),
    words.worked({ day: format.day(report.workedOn) }),
  ].filter((part) => part !== null);
  return (
    <>
      <p className="mine-head">
        <b>{report.title}</b>
        <b className="mine-amount">{format.money(reward.minor, reward.currency)}</b>
      </p>
      <p className="soft">{facts.join(', ')}</p>
      <HiddenContentNotice hiding={report.hiding} mine counted />
      <div className="mine-acts">
        <a href={href('editTaskReport', { id: report.id })}>{words.edit}</a>
        <a href={href('task', { id: report.task })}>{words.see}</a>
        <RefusalLetterLink report={report} />
        <ReceiptsLink subject={`task-report/${report.id}`} />
      </div>
    </>
  );
}
