import {
  checksResponse,
  type ChecksResponse,
  type ListedCheck,
} from '#shared/evidence/proof-verification.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Pager } from '#web/ui/pager.tsx';

/** Open checks; null for members who may not answer them yet. */
type Data = ChecksResponse | null;

/** Open checks of proofs, for established members and moderators. */
export const proofChecks = definePage<Data>({
  layout: 'content-beside',
  membersOnly: true,
  load: async (api, { query, viewer }) => {
    if (viewer?.established !== true && viewer?.moderator !== true) return null;
    const page = /^[1-9]\d{0,3}$/.test(query['page'] ?? '') ? query['page'] : '1';
    return api.get(`/api/checks?page=${page}`, checksResponse);
  },
  title: (_, { t }) => t.checks.list.title,
  body: (data, { t, href }) => {
    const words = t.checks.list;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        <Lines className="prose" of={words.what} />
        {data === null ? (
          <div className="aside">
            <p>
              {words.notEstablished} {words.howTo}
            </p>
            <p className="links">
              <a href={href('reportPayout')}>{words.report}</a>
            </p>
          </div>
        ) : (
          <Questions data={data} />
        )}
      </>
    );
  },
});

function Questions({ data }: { data: ChecksResponse }) {
  const { t, href } = usePage();
  if (data.checks.length === 0) return <p className="aside">{t.checks.list.none}</p>;
  return (
    <>
      <ol className="questions">
        {data.checks.map((check) => (
          <Question key={check.id} check={check} />
        ))}
      </ol>
      <Pager page={data.page} pages={data.pages} href={(page) => href('checks', {}, { page })} />
    </>
  );
}

function Question({ check }: { check: ListedCheck }) {
  const { t, format, href } = usePage();
  const words = t.checks.list;
  const { id, origin, reason, amount, platform } = check;
  return (
    <li>
      <p>
        <a href={href('check', { id })}>
          {origin === 'match' ? words.match : t.checks.reasons[reason]}
        </a>
        {check.answered ? <span className="tag">{words.answered}</span> : null}
      </p>
      <p className="soft">
        {amount === null
          ? platform.name
          : words.about({
              amount: format.money(amount.minor, amount.currency),
              platform: platform.name,
            })}{' '}
        · {words.opinions({ count: check.opinions, needed: check.needed })}
      </p>
    </li>
  );
}
