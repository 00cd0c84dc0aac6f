import type { ForumResponse } from '#shared/community/forum.ts';
import { usePage } from '#web/page-context.ts';
import { Icon } from '#web/ui/icon.tsx';

/** The forum's categories: description and counts. */
export function ForumCategories({ categories }: { categories: ForumResponse['categories'] }) {
  const { t, language, href } = usePage();
  return (
    <ul className="rows">
      {categories.map(({ slug, name, say, threads, posts }) => (
        <li key={slug}>
          <a href={href('forumCategory', { slug })}>
            <span className="row-words">
              <h3>{name[language]}</h3>
              <small>
                {say[language]}
                <br />
                {threads === 0
                  ? t.forum.home.none
                  : `${t.forum.threads({ count: threads })}, ${t.forum.posts({ count: posts })}`}
              </small>
            </span>
            <Icon name="next" />
          </a>
        </li>
      ))}
    </ul>
  );
}
