import type { CoveredPost } from '#shared/governance/case-handling.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';
import { UserText } from '#web/ui/user-text.tsx';

/** The posts of the same author and day that a case is about as well; nothing without any. */
export function CoveredPosts({ posts }: { posts: readonly CoveredPost[] }) {
  const { t, href } = usePage();
  const words = t.moderation.batch;
  if (posts.length === 0) return null;
  return (
    <Section title={words.covered} say={words.coveredSay({ count: posts.length })}>
      <ol className="posts-of-day">
        {posts.map(({ id, text }) => (
          <li key={id}>
            {text === null ? <p className="soft">{words.withdrawn}</p> : <UserText text={text} />}
            <p className="soft">
              <a href={href('forumPost', { id })}>{t.moderation.case.place}</a>
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
