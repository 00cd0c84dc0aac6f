import type { ForumAuthor } from '#shared/community/forum.ts';
import { usePage } from '#web/page-context.ts';
import { forumAuthorName } from './forum-text.ts';

/** The author, linked to her page if the account exists. */
export function PostAuthor({ author }: { author: ForumAuthor }) {
  const { t, href } = usePage();
  const { pseudonym } = author;
  if (pseudonym === null) return <span className="author gone">{forumAuthorName(author, t)}</span>;
  return (
    <a className="author" href={href('member', { pseudonym })}>
      {pseudonym}
    </a>
  );
}
