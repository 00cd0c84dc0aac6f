import type { ReactNode } from 'react';
import { CLIENT_CRITERIA, type ClientFigures, type ClientRating } from '#shared/clients.ts';
import type { TaskFigures } from '#shared/tasks.ts';
import { usePage } from '#web/context.ts';
import { formatNumber, formatShare } from '#web/format.ts';
import { Bar } from '#web/reviews/bar.tsx';
import { SlipRow } from '#web/ui/slip-row.tsx';

/** The marks that a mark is out of. */
const BEST = 5;

/** What members say of a client, line by line: refusals first, the reports at the foot. */
export function ClientSlip({ tasks }: { tasks: TaskFigures }): ReactNode {
  const { t, language } = usePage();
  const words = t.clients.page;
  const { refused, screenOutShare, medianApprovalDays, contact, recommends } = tasks;
  const unknown = <span className="unknown-fact">{words.unknownShort}</span>;
  return (
    <section className="slip" aria-labelledby="slip-title">
      <h2 id="slip-title">{words.slip}</h2>
      <dl>
        <SlipRow
          label={words.refused}
          small={refused === null ? null : words.refusedBy(refused.membersRefused, refused.members)}
        >
          {refused === null ? unknown : formatShare(refused.share, language)}
        </SlipRow>
        <SlipRow
          label={words.withoutReason}
          small={
            refused === null ? null : words.refusedBy(refused.membersWithoutReason, refused.members)
          }
        >
          {refused === null ? unknown : formatShare(refused.withoutReasonShare, language)}
        </SlipRow>
        <SlipRow label={words.approval}>
          {medianApprovalDays === null ? unknown : t.clients.approvalDays(medianApprovalDays)}
        </SlipRow>
        {screenOutShare === null || screenOutShare === 0 ? null : (
          <SlipRow label={words.screenOuts}>{formatShare(screenOutShare, language)}</SlipRow>
        )}
        {contact.tried === 0 ? null : (
          <SlipRow label={words.contact}>{words.answered(contact.answered, contact.tried)}</SlipRow>
        )}
        {recommends.opinions === 0 ? null : (
          <SlipRow label={words.recommends}>
            {words.refusedBy(recommends.yes, recommends.opinions)}
          </SlipRow>
        )}
        <SlipRow
          className="total"
          label={words.reportsRow}
          small={words.by(tasks.members, tasks.runs)}
        >
          {formatNumber(tasks.reports, language)}
        </SlipRow>
      </dl>
    </section>
  );
}

/** What members flag: against the platform's own rules, against ethics. */
export function ClientFlags({ tasks }: { tasks: ClientFigures['tasks'] }): ReactNode {
  const words = usePage().t.clients.page;
  if (tasks === null || (tasks.breaksTerms === 0 && tasks.ethics.length === 0)) return null;
  return (
    <section className="task-flags client-flags" aria-labelledby="flags-title">
      <h2 id="flags-title">{words.flags}</h2>
      {tasks.breaksTerms === 0 ? null : <p>{words.breaksTerms(tasks.breaksTerms)}</p>}
      {tasks.ethics.length === 0 ? null : (
        <>
          <p>{words.ethicsLead}</p>
          <ul>
            {tasks.ethics.map(({ kind, members }) => (
              <li key={kind}>{words.ethics[kind](members)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** The four criteria, how the marks spread, and lately against all time. */
export function ClientMarks({ rating }: { rating: ClientRating }): ReactNode {
  const { t, language } = usePage();
  if (rating.overall === null) return <p>{t.clients.page.ratingNone}</p>;
  const overall = formatNumber(rating.overall, language, 1);
  return (
    <div className="rating">
      <p className="overall">
        <b>{t.reviews.outOf(overall)}</b> <span>{t.reviews.count(rating.count)}</span>
      </p>
      <dl className="bars">
        {CLIENT_CRITERIA.map((criterion) => {
          const mark = rating.criteria[criterion];
          return (
            <div key={criterion}>
              <dt>{t.clients.criteria[criterion].name}</dt>
              <dd>
                <Bar share={(mark ?? 0) / BEST} />
                <b>{mark === null ? '–' : formatNumber(mark, language, 1)}</b>
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}

/** How the marks of reviews spread, and lately against all time. */
export function ClientSpread({ rating }: { rating: ClientRating }): ReactNode {
  const { t, language } = usePage();
  const words = t.reviews.panel;
  if (rating.overall === null) return null;
  return (
    <div className="rating">
      <p>
        {rating.recent === null
          ? words.noneRecent
          : words.recent(formatNumber(rating.recent, language, 1), rating.recentCount)}{' '}
        {words.allTime(formatNumber(rating.overall, language, 1), rating.count)}
      </p>
      <h3>{words.distribution}</h3>
      <dl className="bars">
        {rating.distribution
          .map((count, index) => ({ count, mark: index + 1 }))
          .toReversed()
          .map(({ count, mark }) => (
            <div key={mark}>
              <dt>{t.reviews.outOf(String(mark))}</dt>
              <dd>
                <Bar share={count / Math.max(1, rating.count)} />
                <b>{formatNumber(count, language)}</b>
              </dd>
            </div>
          ))}
      </dl>
      <p className="note">
        {words.prior} {words.solicited}
      </p>
    </div>
  );
}
