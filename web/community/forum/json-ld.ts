import type { ForumPost, ThreadResponse } from '#shared/community/forum.ts';
import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { postPositionAddress, threadPageAddress } from './page-addresses.ts';
import { plainTextOfPost } from '#shared/community/post-text.ts';

/** schema.org: a thread and the answers on its first page; later pages have none. */
export function threadJsonLd(
  thread: ThreadResponse,
  { origin, language }: { origin: string; language: Language },
): object | undefined {
  const [first, ...others] = thread.posts;
  if (first?.place !== 1 || first.html === null || first.hiding !== null) return undefined;
  const said = (post: ForumPost, html: string): object => ({
    author: authorOf(post, origin, language),
    datePublished: post.postedAt,
    ...(post.editedAt === null ? {} : { dateModified: post.editedAt }),
    text: plainTextOfPost(html),
  });
  return {
    '@context': 'https://schema.org',
    '@type': 'DiscussionForumPosting',
    headline: thread.title,
    url: `${origin}${threadPageAddress(language, thread.id, 1)}`,
    ...said(first, first.html),
    interactionStatistic: {
      '@type': 'InteractionCounter',
      interactionType: 'https://schema.org/CommentAction',
      userInteractionCount: thread.count - 1,
    },
    comment: others.flatMap((post) =>
      post.html === null || post.hiding !== null
        ? []
        : [
            {
              '@type': 'Comment',
              url: `${origin}${postPositionAddress(language, thread.id, post.place)}`,
              ...said(post, post.html),
            },
          ],
    ),
  };
}

function authorOf({ author: { pseudonym } }: ForumPost, origin: string, language: Language) {
  return pseudonym === null
    ? { '@type': 'Person', name: '—' }
    : {
        '@type': 'Person',
        name: pseudonym,
        url: `${origin}${pathTo(language, 'member', { pseudonym })}`,
      };
}
