import type { ClientFigures } from '#shared/directory/clients.ts';
import { CLIENT_CRITERIA, type ClientRating } from '#shared/directory/client-ratings.ts';
import type { TaskFigures } from '#shared/evidence/tasks.ts';
import { usePage } from '#web/page-context.ts';
import { Bars, type Bar } from '#web/ui/bars.tsx';
import { FigureRow } from '#web/ui/figure-row.tsx';

/** The best possible rating. */
const BEST = 5;

/** A client's figures as a panel, refusals first; how many members say so. */
export function ClientFiguresPanel({ tasks }: { tasks: TaskFigures }) {
  const { t, format } = usePage();
  const words = t.clients.page;
  const { refused, screenOutShare, medianApprovalDays, answered, recommends } = tasks;
  const unknown = <span className="unknown-fact">{words.unknownShort}</span>;
  return (
    <section className="slip" aria-labelledby="figures-panel-title">
      <h2 id="figures-panel-title">{words.panel}</h2>
      <dl>
        <FigureRow
          label={words.refused}
          small={refused === null ? null : words.refusedBy({ count: refused.members })}
        >
          {refused === null ? unknown : format.share(refused.share)}
        </FigureRow>
        <FigureRow label={words.withoutReason}>
          {refused === null ? unknown : format.share(refused.withoutReasonShare)}
        </FigureRow>
        <FigureRow label={words.approval}>
          {medianApprovalDays === null
            ? unknown
            : t.clients.approvalDays({ count: medianApprovalDays })}
        </FigureRow>
        {screenOutShare === null || screenOutShare === 0 ? null : (
          <FigureRow label={words.screenOuts}>{format.share(screenOutShare)}</FigureRow>
        )}
        {answered === null ? null : (
          <FigureRow label={words.contact} small={words.refusedBy({ count: answered.members })}>
            {format.share(answered.share)}
          </FigureRow>
        )}
        {recommends === null ? null : (
          <FigureRow
            label={words.recommends}
            small={words.refusedBy({ count: recommends.members })}
          >
            {format.share(recommends.share)}
          </FigureRow>
        )}
      </dl>
      {refused === null ? (
        <p className="note">{t.clients.reports({ count: tasks.members })}</p>
      ) : null}
    </section>
  );
}

/** Task reports against the platform's terms, or against ethics. */
export function ClientFlags({ tasks }: { tasks: ClientFigures['tasks'] }) {
  const words = usePage().t.clients.page;
  if (tasks === null || (tasks.breaksTerms === 0 && tasks.ethics.length === 0)) return null;
  return (
    <section className="task-flags client-flags" aria-labelledby="flags-title">
      <h2 id="flags-title">{words.flags}</h2>
      {tasks.breaksTerms === 0 ? null : <p>{words.breaksTerms({ count: tasks.breaksTerms })}</p>}
      {tasks.ethics.length === 0 ? null : (
        <>
          <p>{words.ethicsLead}</p>
          <ul>
            {tasks.ethics.map(({ kind, members }) => (
              <li key={kind}>{words.ethics[kind]({ count: members })}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** The four criteria, their distribution, and recent against all-time ratings. */
export function ClientRatings({ rating }: { rating: ClientRating }) {
  const { t, format } = usePage();
  const words = t.reviews.panel;
  if (rating.overall === null) return null;
  const mark = (value: number): string => format.number(value, 1);
  return (
    <div className="rating">
      <p>
        {rating.recent === null
          ? words.noneRecent
          : words.recent({ mark: mark(rating.recent), reviews: rating.recentCount })}{' '}
        {words.allTime({ mark: mark(rating.overall), reviews: rating.count })}
      </p>
      <div className="rating-parts">
        <Rated
          title={words.marks}
          bars={CLIENT_CRITERIA.map((criterion) => {
            const mean = rating.criteria[criterion] ?? 0;
            const { name } = t.clients.criteria[criterion];
            return { key: criterion, label: name, share: mean / BEST, figure: mark(mean) };
          })}
        />
        <Rated
          title={words.distribution}
          bars={rating.distribution
            .map((count, index) => ({
              key: String(index),
              label: t.reviews.outOf({ mark: String(index + 1) }),
              share: count / Math.max(1, rating.count),
              figure: format.number(count),
            }))
            .toReversed()}
        />
      </div>
      <p className="note">
        {words.weights} {words.prior} {words.solicited}
      </p>
    </div>
  );
}

function Rated({ title, bars }: { title: string; bars: readonly Bar[] }) {
  return (
    <div>
      <h3>{title}</h3>
      <Bars of={bars} />
    </div>
  );
}
