import { demandsResponse, type LegalDemand } from '#shared/governance/legal-demands.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { Pager } from '#web/ui/pager.tsx';

/** The public register of demands of authorities, courts and lawyers. */
export const legalDemands = definePage({
  layout: 'middle',
  load: (api, { query }) => {
    const page = /^[1-9]\d{0,3}$/.test(query['page'] ?? '') ? query['page'] : '1';
    return api.get(`/api/legal-demands?page=${page}`, demandsResponse);
  },
  title: (_, { t }) => t.demands.title,
  body: ({ demands, count, page, pages }, { t, href }) => {
    const words = t.demands;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="prose">{words.intro.join(' ')}</p>
        <p className={count === 0 ? 'aside' : undefined}>
          {count === 0 ? words.none : words.count({ count })}
        </p>
        {demands.length === 0 ? null : (
          <ol className="demands">
            {demands.map((demand) => (
              <li key={demand.id} id={demand.id}>
                <Demand demand={demand} />
              </li>
            ))}
          </ol>
        )}
        <Pager
          page={page}
          pages={pages}
          href={(next) => href('legalDemands', {}, { page: next })}
        />
        <p>
          {words.have} <a href={href('privacy')}>{words.privacy}</a>
        </p>
        <p>
          {words.api}{' '}
          <a href="/api/legal-demands" data-turbo="false">
            /api/legal-demands
          </a>
        </p>
      </>
    );
  },
});

function Demand({ demand }: { demand: LegalDemand }) {
  const { t, format } = usePage();
  const words = t.demands;
  const { sender, asks, outcome, receivedOn, what, answer, answeredOn, withheld } = demand;
  const days = [
    words.received({ day: format.day(receivedOn) }),
    ...(answeredOn === null ? [] : [words.answered({ day: format.day(answeredOn) })]),
  ];
  return (
    <>
      <h2>
        {words.senders[sender]} <span className="tag">{words.outcomes[outcome]}</span>
      </h2>
      <p className="soft">
        {words.asks[asks]} · {days.join(' · ')}
      </p>
      {withheld ? <p className="withheld">{words.withheld}</p> : null}
      {what === null && answer === null ? null : (
        <dl>
          {what === null ? null : (
            <>
              <dt>{words.what}</dt>
              <dd>{what}</dd>
            </>
          )}
          {answer === null ? null : (
            <>
              <dt>{words.answer}</dt>
              <dd>{answer}</dd>
            </>
          )}
        </dl>
      )}
    </>
  );
}
