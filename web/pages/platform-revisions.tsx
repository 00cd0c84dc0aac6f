import { revisionsResponse } from '#shared/directory/platform-corrections.ts';
import { definePage } from '#web/page.ts';
import { RevisionItem } from '#web/directory/platforms/revision-item.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { Pager } from '#web/ui/pager.tsx';

/** Members' corrections of a platform, newest first: nothing disappears. */
export const platformRevisions = definePage({
  layout: 'content-beside',
  load: async (api, { parameters, query }) => {
    const page = /^[1-9]\d{0,3}$/.test(query['page'] ?? '') ? query['page'] : '1';
    const slug = encodeURIComponent(parameters['slug'] ?? '');
    const path = `/api/platforms/${slug}/revisions?page=${page}`;
    return api.get(path, revisionsResponse);
  },
  title: ({ name }, { t }) => t.platforms.revisions.title({ name }),
  head: () => ({ noIndex: true }),
  body: (data, { t, href }) => {
    const words = t.platforms.revisions;
    const { slug, name, revisions } = data;
    return (
      <>
        <Done messages={words.done} />
        <h1>{words.title({ name })}</h1>
        <p className="sub">{words.say}</p>
        <p className="links">
          <a href={href('platform', { slug })}>{words.back({ name })}</a>
          <a href={href('correctPlatform', { slug })}>{t.platforms.correct}</a>
        </p>
        {revisions.length === 0 ? (
          <p className="aside">{words.none}</p>
        ) : (
          <ol className="revisions">
            {revisions.map((revision) => (
              <RevisionItem key={revision.id} slug={slug} revision={revision} />
            ))}
          </ol>
        )}
        <Pager
          page={data.page}
          pages={data.pages}
          href={(page) => href('platformRevisions', { slug }, { page })}
        />
      </>
    );
  },
});
