import {
  boycottsResponse,
  type BoycottsResponse,
  type ListedBoycott,
} from '#shared/collective/boycotts.ts';
import { timestampCursor, slug } from '#shared/core/form-fields.ts';
import { BoycottList } from '#web/collective/boycotts/boycott-list.tsx';
import { usePage } from '#web/page-context.ts';
import { SUBJECT_PARAMETERS } from '#web/community/forum/page-addresses.ts';
import { feedPath } from '#web/site/feeds/feed-path.ts';
import { definePage } from '#web/page.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';

const BEFORE = 'avant';
const PROPOSED_SHOWN = 5;

type Data = {
  boycotts: BoycottsResponse;
  /** The platform of the list, if the address names one. */
  platform: string | null;
};

/** Boycotts: open ones first, then ended ones with their outcomes. */
export const boycotts = definePage<Data>({
  sameForVisitors: true,
  sheet: 'none',
  load: async (api, { query }) => {
    const before = timestampCursor.safeParse(query[BEFORE]);
    const platform = slug.safeParse(query[SUBJECT_PARAMETERS.platform]);
    const search = new URLSearchParams();
    if (platform.success) search.set('platform', platform.data);
    if (before.success) search.set('before', before.data);
    const asked = search.toString();
    return {
      boycotts: await api.get(`/api/boycotts${asked === '' ? '' : `?${asked}`}`, boycottsResponse),
      platform: platform.success ? platform.data : null,
    };
  },
  title: (data, { t }) => {
    const name = nameOf(data);
    return name === null ? t.boycotts.title : t.boycotts.list.titleOn({ name });
  },
  head: (_, { t, query, language }) => ({
    feed: feedPath('boycotts', {}, language),
    description: t.boycotts.description,
    noIndex: query[BEFORE] !== undefined || query[SUBJECT_PARAMETERS.platform] !== undefined,
  }),
  body: (data, { t, language, href, viewer }) => {
    const words = t.boycotts.list;
    const name = nameOf(data);
    return (
      <>
        <Done messages={t.boycotts.done} />
        <h1>{name === null ? t.boycotts.title : words.titleOn({ name })}</h1>
        <p className="sub">{t.boycotts.say}</p>
        <p className="buttons">
          <a
            className="button second"
            href={href(
              'proposeBoycott',
              {},
              { [SUBJECT_PARAMETERS.platform]: data.platform ?? undefined },
            )}
          >
            {words.propose}
          </a>
        </p>
        <p className="links">
          <a href={href('sealedPledge')}>{words.how}</a>
          {viewer === null ? null : <a href={href('ownBoycotts')}>{words.mine}</a>}
          <a href={feedPath('boycotts', {}, language)} data-turbo="false">
            {t.forum.list.feed}
          </a>
          {data.platform === null ? null : <a href={href('boycotts')}>{words.all}</a>}
        </p>
        <Lists data={data} />
      </>
    );
  },
});

function Lists({ data }: { data: Data }) {
  const { t, query } = usePage();
  const words = t.boycotts.list;
  const { boycotts: all } = data.boycotts;
  const open = all.filter((boycott) => isOpen(boycott) && boycott.state !== 'proposed');
  const proposed = all.filter(({ state }) => state === 'proposed');
  const over = all.filter((boycott) => !isOpen(boycott));
  if (all.length === 0 && query[BEFORE] === undefined) return <Empty />;
  return (
    <>
      <div className="two even">
        {open.length === 0 && query[BEFORE] !== undefined ? null : (
          <Section
            id="open"
            title={words.open}
            {...(open.length > 1 ? { say: words.openSay } : {})}
          >
            {open.length === 0 ? <p className="soft">{words.noneOpen}</p> : null}
            <BoycottList boycotts={open} heading="h3" />
          </Section>
        )}
        <Proposed boycotts={proposed} />
        {over.length === 0 ? null : (
          <Section id="over" title={words.ended}>
            <BoycottList boycotts={over} heading="h3" />
          </Section>
        )}
      </div>
      <Older data={data} />
    </>
  );
}

/**
 * Calls that wait for seconders. Only some are shown, so that many calls cannot push down the rest.
 */
function Proposed({ boycotts: all }: { boycotts: readonly ListedBoycott[] }) {
  const words = usePage().t.boycotts.list;
  const more = all.slice(PROPOSED_SHOWN);
  if (all.length === 0) return null;
  return (
    <Section id="proposed" title={words.proposed} say={words.proposedSay}>
      <BoycottList boycotts={all.slice(0, PROPOSED_SHOWN)} heading="h3" />
      {more.length === 0 ? null : (
        <details>
          <summary>{words.moreProposed({ count: more.length })}</summary>
          <BoycottList boycotts={more} heading="h3" />
        </details>
      )}
    </Section>
  );
}

function Empty() {
  const words = usePage().t.boycotts.list;
  return (
    <Section title={words.none}>
      <Lines ordered className="begin" of={words.empty} />
    </Section>
  );
}

function Older({ data: { boycotts: list, platform } }: { data: Data }) {
  const { t, href, query } = usePage();
  const words = t.boycotts.list;
  const here = (before?: string): string =>
    href(
      'boycotts',
      {},
      { [SUBJECT_PARAMETERS.platform]: platform ?? undefined, [BEFORE]: before },
    );
  return (
    <p className="more">
      {query[BEFORE] === undefined ? null : <a href={here()}>{words.newest}</a>}
      {list.next === null ? null : (
        <a href={here(list.next)} rel="next">
          {words.older}
        </a>
      )}
    </p>
  );
}

function isOpen({ state }: ListedBoycott): boolean {
  return state !== 'failed' && state !== 'ended';
}

/** The platform's name when the list is about one; its slug when the list is empty. */
function nameOf({ boycotts: { boycotts: all }, platform }: Data): string | null {
  return platform === null ? null : (all[0]?.platform.name ?? platform);
}
