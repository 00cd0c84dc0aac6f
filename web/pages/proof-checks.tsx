import {
  checksResponse,
  type ChecksResponse,
  type ListedCheck,
} from '#shared/evidence/proof-verification.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { Icon } from '#web/ui/icon.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { Section } from '#web/ui/section.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Tile } from '#web/ui/tile.tsx';

/** Open checks; null for members who may not answer them yet. */
type Data = ChecksResponse | null;

/** Open checks of proofs, for established members and moderators. */
export const proofChecks = definePage<Data>({
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
        <div className="two">
          {data === null ? (
            <div className="aside">
              <p>
                {words.notEstablished} {words.howTo}
              </p>
              <p className="buttons">
                <a className="button" href={href('reportPayout')}>
                  {words.report}
                </a>
              </p>
            </div>
          ) : (
            <Questions data={data} />
          )}
          <Section title={words.how}>
            <Lines of={words.what} />
          </Section>
        </div>
      </>
    );
  },
});

function Questions({ data }: { data: ChecksResponse }) {
  const { t, href } = usePage();
  if (data.checks.length === 0) return <p className="aside">{t.checks.list.none}</p>;
  return (
    <div>
      <ol className="rows">
        {data.checks.map((check) => (
          <Question key={check.id} check={check} />
        ))}
      </ol>
      <Pager page={data.page} pages={data.pages} href={(page) => href('checks', {}, { page })} />
    </div>
  );
}

function Question({ check }: { check: ListedCheck }) {
  const { t, format, href } = usePage();
  const words = t.checks.list;
  const { id, origin, reason, amount, platform } = check;
  return (
    <li>
      <a href={href('check', { id })}>
        <Tile name={platform.name} />
        <span className="row-words">
          <b>{origin === 'match' ? words.match : t.checks.reasons[reason]}</b>
          <small>
            {amount === null
              ? platform.name
              : words.about({
                  amount: format.money(amount.minor, amount.currency),
                  platform: platform.name,
                })}
          </small>
          <small>
            {words.opinions({ count: check.opinions, needed: check.needed })}
            {check.answered ? `, ${words.answered}` : null}
          </small>
        </span>
        <Icon name="next" />
      </a>
    </li>
  );
}
