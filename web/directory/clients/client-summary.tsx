import type { ClientFigures } from '#shared/directory/clients.ts';
import { usePage } from '#web/page-context.ts';

/** Key figures of a client: refusals, days to approval, rating. */
export function ClientSummary({ figures: { tasks, rating } }: { figures: ClientFigures }) {
  const { t, format } = usePage();
  const words = t.clients;
  const refused = tasks?.refused ?? null;
  const approval = tasks?.medianApprovalDays ?? null;
  return (
    <dl className="key-facts">
      <Fact label={words.columns.refused}>
        {refused === null ? null : format.share(refused.share)}
      </Fact>
      <Fact label={words.columns.approval}>
        {approval === null ? null : words.approvalDays({ count: approval })}
      </Fact>
      <Fact
        label={words.columns.rating}
        small={rating.count === 0 ? null : t.reviews.count({ reviews: rating.count })}
      >
        {rating.overall === null
          ? null
          : t.reviews.outOf({ mark: format.number(rating.overall, 1) })}
      </Fact>
    </dl>
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
