import type { ClientFigures } from '#shared/directory/clients.ts';
import { CLIENT_CRITERIA } from '#shared/directory/client-ratings.ts';
import { usePage } from '#web/page-context.ts';

/** Key figures of a client: refusals, days to approval, ratings. */
export function ClientSummary({ figures: { tasks, rating } }: { figures: ClientFigures }) {
  const { t, format } = usePage();
  const words = t.clients;
  const refused = tasks?.refused ?? null;
  const approval = tasks?.medianApprovalDays ?? null;
  const mark = (value: number): string => format.number(value, 1);
  return (
    <>
      <dl className="client-facts">
        <Fact
          label={words.columns.refused}
          small={
            refused === null
              ? null
              : words.page.ofThemWithout({
                  share: format.share(refused.withoutReasonShare),
                })
          }
        >
          {refused === null ? null : format.share(refused.share)}
        </Fact>
        <Fact label={words.columns.approval}>
          {approval === null ? null : words.approvalDays({ count: approval })}
        </Fact>
        <Fact
          label={words.columns.rating}
          small={rating.count === 0 ? null : t.reviews.count({ reviews: rating.count })}
        >
          {rating.overall === null ? null : t.reviews.outOf({ mark: mark(rating.overall) })}
        </Fact>
      </dl>
      {rating.overall === null ? null : (
        <ul className="marks-given client-marks">
          {CLIENT_CRITERIA.map((criterion) => (
            <li key={criterion}>
              {words.criteria[criterion].name} <b>{mark(rating.criteria[criterion] ?? 0)}</b>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Fact(props: { label: string; small?: string | null; children: string | null }) {
  const { t } = usePage();
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>
        {props.children === null ? (
          <span className="unknown-fact">{t.clients.unknown}</span>
        ) : (
          <b>{props.children}</b>
        )}
        {props.small === undefined || props.small === null ? null : <small>{props.small}</small>}
      </dd>
    </div>
  );
}
