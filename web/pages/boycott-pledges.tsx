import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { pledgesResponse, type PledgeInput } from '#shared/collective/pledges.ts';
import { boycottApiPath } from '#web/collective/boycotts/api-paths.ts';
import { loadBoycott } from '#web/collective/boycotts/load-boycott.ts';
import { boycottTitleOf } from '#web/collective/boycotts/boycott-text.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { SENTENCE_PLACEHOLDER } from '#web/evidence/workbook/sentence-placeholder.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { Section } from '#web/ui/section.tsx';
import { BoycottSubtitle } from '#web/collective/boycotts/boycott-subtitle.tsx';

const KEYS_A_PAGE = 100;

type Pledge = Pick<PledgeInput, 'key' | 'rank'>;
/** The published pledges of a boycott, and how anybody can count them. */
export const boycottPledges = definePage({
  layout: 'titles-beside',
  sameForVisitors: true,
  load: async (api, request) => {
    const { boycott } = await loadBoycott(api, request);
    const isPublished = boycott.state === 'on' || boycott.state === 'ended';
    const found = isPublished
      ? await api.get(boycottApiPath(boycott.id, 'pledges'), pledgesResponse)
      : null;
    return { boycott, pledges: found?.pledges ?? null };
  },
  title: ({ boycott }, { t }) => `${t.boycotts.one.pledges.title}, ${boycottTitleOf(boycott, t)}`,
  head: () => ({ noIndex: true }),
  body: ({ boycott, pledges }, { t }) => {
    const words = t.boycotts.one.pledges;
    return (
      <>
        <h1>{words.title}</h1>
        <BoycottSubtitle boycott={boycott} />
        <p>{words.say}</p>
        {pledges === null ? (
          <p className="lead">{words.none}</p>
        ) : (
          <>
            <How boycott={boycott} />
            <Keys pledges={pledges} />
          </>
        )}
      </>
    );
  },
});

/** Instructions to verify the count: steps to follow, and the formulas to compute. */
function How({ boycott }: { boycott: BoycottResponse }) {
  const { t } = usePage();
  const words = t.boycotts.one.pledges;
  const { id, keys } = boycott;
  return (
    <Section title={words.how}>
      <Lines ordered className="prose" of={words.steps} />
      <div
        data-enhance="boycott-count"
        data-boycott={id}
        data-words={JSON.stringify({
          ...words.here,
          fits: words.here.fits({ count: SENTENCE_PLACEHOLDER }),
        })}
      >
        <button type="button" className="button second" hidden>
          {words.here.button}
        </button>
        <div role="status" />
      </div>
      <p>{words.more}</p>
      <p className="links">
        <a href={boycottApiPath(id, 'pledges')} data-turbo="false" rel="nofollow">
          {words.all}
        </a>
        <a href={boycottApiPath(id, 'acts')} data-turbo="false" rel="nofollow">
          {words.acts}
        </a>
      </p>
      <details>
        <summary>{words.recipe}</summary>
        <p>{words.recipeSay[0]}</p>
        <pre className="boycott-message">
          {['contrenote pledge v1', id, `<${words.rankLine}>`, `<${words.keyLine}>`, ''].join('\n')}
        </pre>
        {words.recipeSay.slice(1).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <dl className="record-state">
          {keys.map(({ rank, organiser, publicKey }) => (
            <div key={publicKey}>
              <dt>
                {organiser === 0
                  ? words.publicKey[rank]
                  : words.organiserKey[rank]({ count: organiser })}
              </dt>
              <dd>
                <code>{publicKey}</code>
              </dd>
            </div>
          ))}
        </dl>
        <p>{words.inRecord}</p>
      </details>
    </Section>
  );
}

function Keys({ pledges }: { pledges: readonly Pledge[] }) {
  const { t, query, path } = usePage();
  const words = t.boycotts.one.pledges;
  const pages = Math.max(1, Math.ceil(pledges.length / KEYS_A_PAGE));
  const page = Math.min(Math.max(1, Number.parseInt(query['page'] ?? '1', 10) || 1), pages);
  const from = (page - 1) * KEYS_A_PAGE;
  return (
    <Section id="keys" title={words.keys} say={words.keysSay({ count: pledges.length })}>
      <ol className="boycott-keys" start={from + 1}>
        {pledges.slice(from, from + KEYS_A_PAGE).map(({ key, rank }) => (
          <li key={key}>
            <code>{key}</code> {rank === 'new' ? <small>{words.rank.new}</small> : null}
          </li>
        ))}
      </ol>
      <Pager page={page} pages={pages} href={(one) => `${path.split('?')[0]}?page=${one}#keys`} />
    </Section>
  );
}
