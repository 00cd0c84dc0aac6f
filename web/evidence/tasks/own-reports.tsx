import { countAllRuns } from '#shared/evidence/hourly-pay.ts';
import type { OwnTaskReport } from '#shared/evidence/tasks.ts';
import type { PageContext } from '#web/page.ts';
import { usePage } from '#web/page-context.ts';
import { formatDuration } from '#web/format.ts';
import { RefusalLetterLink } from '#web/evidence/letter-templates/letter-links.tsx';
import { HiddenContentNotice } from '#web/governance/case-decisions/hidden-content.tsx';

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
  const page = usePage();
  const { t, format, href } = page;
  const words = t.tasks.mine;
  const { reward, totalSeconds } = report;
  const facts = [
    report.platform.name,
    report.client?.name ?? report.typedClient ?? report.typedClientId,
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
      <p className="soft">{whenItCounts(report, page)}</p>
      <HiddenContentNotice hiding={report.hiding} mine counted />
      <div className="mine-acts">
        <a href={href('editTaskReport', { id: report.id })}>{words.edit}</a>
        {report.shown ? <a href={href('task', { id: report.task })}>{words.see}</a> : null}
        <RefusalLetterLink report={report} />
      </div>
    </>
  );
}

function whenItCounts(report: OwnTaskReport, { t, format }: PageContext): string {
  const words = t.tasks.mine;
  if (report.solicited) return words.solicited;
  if (report.counted || report.dueOn === null) return words.counts;
  return words.countsOn({ day: format.weekday(report.dueOn) });
}
