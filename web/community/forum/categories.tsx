import type { ForumResponse } from '#shared/community/forum.ts';
import { usePage } from '#web/page-context.ts';
import { useTextLanguage } from '#web/ui/text-language.ts';
import { postPositionAddress } from './page-addresses.ts';
import { RelativeTime } from './relative-time.tsx';

/** The forum's categories: description, counts, latest thread. */
export function ForumCategories({ categories }: { categories: ForumResponse['categories'] }) {
  const { t, language, href } = usePage();
  const writtenIn = useTextLanguage();
  return (
    <ul className="categories">
      {categories.map(({ slug, name, say, threads, posts, latest }) => (
        <li key={slug}>
          <h3>
            <a href={href('forumCategory', { slug })}>{name[language]}</a>
          </h3>
          <p>{say[language]}</p>
          <p className="category-count">
            {threads === 0
              ? t.forum.home.none
              : `${t.forum.threads({ count: threads })}, ${t.forum.posts({ count: posts })}`}
          </p>
          {latest === null ? null : (
            <p className="category-latest">
              <a
                href={postPositionAddress(language, latest.id, latest.posts)}
                lang={writtenIn(latest.title)}
              >
                {latest.title}
              </a>
              <RelativeTime moment={latest.at} />
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
