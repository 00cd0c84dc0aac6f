import type { Currency } from '#shared/core/money.ts';
import { TASK_RUN_ENDS, type PublishedTaskReport } from '#shared/evidence/tasks.ts';
import { authorLabel } from '#web/author-label.ts';
import { usePage } from '#web/page-context.ts';
import { formatDuration } from '#web/format.ts';
import { FlagLink } from '#web/governance/flags/flag-link.tsx';
import { HiddenContent } from '#web/governance/case-decisions/hidden-content.tsx';
import type { PageContext } from '#web/page.ts';
import { RepliesTo } from '#web/governance/right-of-reply/replies-to.tsx';
import { UserText } from '#web/ui/user-text.tsx';

/** Reports of one task as published. */
export function TaskReportList(props: {
  reports: readonly PublishedTaskReport[];
  currency: Currency;
}) {
  return (
    <ul className="reviews">
      {props.reports.map((report) => (
        <li key={report.id} id={`report-${report.id}`}>
          <HiddenContent hiding={report.hiding} mine={report.can.edit} counted>
            <Report report={report} currency={props.currency} />
          </HiddenContent>
          <RepliesTo subject={`task-report/${report.id}`} />
        </li>
      ))}
    </ul>
  );
}

function Report(props: { report: PublishedTaskReport; currency: Currency }) {
  const page = usePage();
  const { t, format, href } = page;
  const words = t.taskPages.one;
  const { report, currency } = props;
  const who = [
    authorLabel(report.author, t),
    words.worked({ month: format.month(report.workedMonth) }),
    words.posted({ month: format.month(report.postedMonth) }),
  ];
  return (
    <article className="review">
      <p>
        {report.hourlyMinor === null ? null : (
          <>
            <b>{t.wages.hourly({ amount: format.money(report.hourlyMinor, currency) })}</b>
            {' · '}
          </>
        )}
        {TASK_RUN_ENDS.filter((end) => report[end] > 0)
          .map((end) => t.taskPages.run[end]({ count: report[end] }))
          .join(', ')}
      </p>
      <p className="soft">{besides(report, page).join(' · ')}</p>
      <UserText text={report.text} />
      <p className="who">{who.join(' · ')}</p>
      {report.solicited ? <p className="asked-for">{words.solicited}</p> : null}
      {report.suspect ? <p className="asked-for">{t.campaigns.card}</p> : null}
      {report.can.edit ? (
        <a className="act" href={href('editTaskReport', { id: report.id })}>
          {words.edit}
        </a>
      ) : (
        <FlagLink subject={`task-report/${report.id}`} />
      )}
    </article>
  );
}

function besides(report: PublishedTaskReport, { t }: PageContext): string[] {
  const words = t.taskPages.one;
  const { totalSeconds, approvalDays, contact, recommends } = report;
  return [
    totalSeconds === null ? null : words.time({ time: formatDuration(totalSeconds) }),
    approvalDays === null ? null : words.approval({ count: approvalDays }),
    contact === 'not-tried' ? null : words.contact[contact],
    recommends === null ? null : recommends ? words.recommends : words.advisesAgainst,
    report.breaksTerms ? words.breaksTerms : null,
    ...report.ethics.map((kind) => words.ethics[kind]),
  ].filter((part) => part !== null);
}
