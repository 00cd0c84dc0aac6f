import { versionsResponse, type VersionsResponse } from '#shared/community/forum.ts';
import { usePage } from '#web/page-context.ts';
import { postPositionAddress } from '#web/community/forum/page-addresses.ts';
import { postApiPath } from '#web/community/forum/api-paths.ts';
import { MarkedTextDiff } from '#web/community/forum/marked-text-diff.tsx';
import { forumAuthorName } from '#web/community/forum/forum-text.ts';
import { HiddenContent } from '#web/governance/case-decisions/hidden-content.tsx';
import { definePage } from '#web/page.ts';
import { LinkRow } from '#web/ui/link-row.tsx';
import { Pager } from '#web/ui/pager.tsx';
import { LocalTime } from '#web/ui/local-time.tsx';

/** Versions per page, since comparing is slow. */
const VERSIONS_A_PAGE = 10;

/** A post's versions with changes marked. */
export const postHistory = definePage({
  layout: 'middle',
  load: (api, { parameters }) =>
    api.get(`${postApiPath(parameters['id'] ?? '')}/versions`, versionsResponse),
  title: ({ place, thread }, { t }) => `${t.forum.history.title({ place })}, ${thread.title}`,
  head: () => ({ noIndex: true }),
  body: ({ thread, place, author, versions, hiding }, { t, language, query, path }) => {
    const words = t.forum.history;
    const pages = Math.max(1, Math.ceil(versions.length / VERSIONS_A_PAGE));
    const page = Math.min(Math.max(1, Number.parseInt(query['page'] ?? '1', 10) || 1), pages);
    const from = (page - 1) * VERSIONS_A_PAGE;
    return (
      <>
        <h1>{words.title({ place })}</h1>
        <p className="sub">
          {words.of({ who: forumAuthorName(author, t) })}{' '}
          <a href={postPositionAddress(language, thread.id, place)}>{thread.title}</a>
        </p>
        <HiddenContent hiding={hiding} mine={hiding?.level === 'removed' && versions.length > 0}>
          <p>{versions.length > 1 ? words.say : words.one}</p>
          <ol className="versions" reversed>
            {versions.slice(from, from + VERSIONS_A_PAGE).map((version, index) => (
              <Version
                key={version.number}
                version={version}
                before={versions[from + index + 1] ?? null}
                current={from + index === 0}
              />
            ))}
          </ol>
          <Pager page={page} pages={pages} href={(one) => `${path.split('?')[0]}?page=${one}`} />
        </HiddenContent>
        {hiding === null ? null : (
          <ul className="rows">
            <LinkRow page="thread" parameters={{ id: thread.id }} label={words.back} />
            <LinkRow page="siteRules" anchor={hiding.rule} label={words.why} />
          </ul>
        )}
      </>
    );
  },
});

type One = VersionsResponse['versions'][number];

function Version(props: { version: One; before: One | null; current: boolean }) {
  const { t } = usePage();
  const words = t.forum.history;
  const { version, before, current } = props;
  return (
    <li className="version">
      <h2>
        {words.version({ count: version.number })}
        {current ? `, ${words.current}` : null}
      </h2>
      <p className="note">
        <LocalTime moment={version.from} />
      </p>
      <MarkedTextDiff before={before?.text ?? null} now={version.text} />
    </li>
  );
}
