import { firstPostsResponse, type FirstPostsResponse } from '#shared/community/first-posts.ts';
import { FIRST_POSTS_API_PATH } from '#web/community/forum/api-paths.ts';
import { forumAuthorName } from '#web/community/forum/forum-text.ts';
import { postPositionAddress } from '#web/community/forum/page-addresses.ts';
import { RelativeTime } from '#web/community/forum/relative-time.tsx';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { Face } from '#web/ui/face.tsx';
import { LanguageMark } from '#web/ui/language-mark.tsx';
import { useTextLanguage } from '#web/ui/text-language.ts';

/** First posts that nobody answered, for members who volunteered. */
export const firstPosts = definePage({
  membersOnly: true,
  load: (api) => api.get(FIRST_POSTS_API_PATH, firstPostsResponse),
  title: (_, { t }) => t.forum.firstPosts.title,
  body: ({ volunteers, posts }, { t, href }) => {
    const words = t.forum.firstPosts;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        {volunteers ? (
          <FirstPosts posts={posts} />
        ) : (
          <p className="aside">
            {words.notYet} <a href={`${href('following')}#volunteer`}>{words.volunteer}</a>
          </p>
        )}
        <p className="links">
          <a href={href('forum')}>{t.forum.title}</a>
          {volunteers ? <a href={`${href('following')}#volunteer`}>{words.stop}</a> : null}
        </p>
      </>
    );
  },
});

function FirstPosts({ posts }: Pick<FirstPostsResponse, 'posts'>) {
  const { t, language } = usePage();
  const words = t.forum.firstPosts;
  const writtenIn = useTextLanguage();
  if (posts.length === 0) return <p className="aside">{words.none}</p>;
  return (
    <ul className="rows threads">
      {posts.map(({ id, thread, place, author, postedAt, excerpt }) => (
        <li key={id}>
          <a href={postPositionAddress(language, thread.id, place)}>
            <Face pseudonym={forumAuthorName(author, t)} />
            <span className="row-words">
              <small>
                {(place === 1 ? t.forum.asks : t.forum.answersHere)({
                  name: forumAuthorName(author, t),
                })}{' '}
                · <RelativeTime moment={postedAt} />
              </small>
              <h2 lang={writtenIn(thread.title)}>
                {thread.title}
                <LanguageMark text={thread.title} />
              </h2>
              {excerpt === '' ? null : (
                <span className="excerpt" lang={writtenIn(excerpt)}>
                  {excerpt}
                </span>
              )}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
