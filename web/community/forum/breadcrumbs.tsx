import type { ListedCategory } from '#shared/community/forum-categories.ts';
import { usePage } from '#web/page-context.ts';
import { categoryName } from './forum-text.ts';

export function ForumBreadcrumbs({ category }: { category?: ListedCategory }) {
  const { t, language, href } = usePage();
  return (
    <nav className="crumbs" aria-label={t.forum.where}>
      <a href={href('forum')}>{t.forum.title}</a>
      {category === undefined ? null : (
        <a href={href('forumCategory', { slug: category.slug })}>
          {categoryName(category, language)}
        </a>
      )}
    </nav>
  );
}
