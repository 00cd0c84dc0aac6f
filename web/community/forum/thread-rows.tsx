import type { ListedThread } from '#shared/community/forum.ts';
import { usePage } from '#web/page-context.ts';
import { Face } from '#web/ui/face.tsx';
import { useTextLanguage } from '#web/ui/text-language.ts';
import { forumAuthorName } from './forum-text.ts';
import { postPositionAddress, threadPageAddress } from './page-addresses.ts';
import { RelativeTime } from './relative-time.tsx';

/** Threads as rows, each with the face of who started it; an unread one opens where she stopped. */
export function ThreadRows({ threads }: { threads: readonly ListedThread[] }) {
  const { t, language } = usePage();
  const writtenIn = useTextLanguage();
  return (
    <ul className="rows">
      {threads.map(({ id, title, author, lastPostAt, posts, unread, firstUnread }) => (
        <li key={id}>
          <a
            href={
              firstUnread === null
                ? threadPageAddress(language, id, 1)
                : postPositionAddress(language, id, firstUnread)
            }
          >
            <Face pseudonym={forumAuthorName(author, t)} />
            <span className="row-words">
              <h3 lang={writtenIn(title)}>{title}</h3>
              <small>
                {unread === null || unread === 0 ? null : (
                  <span className="new">{t.forum.unread({ count: unread })}</span>
                )}{' '}
                {forumAuthorName(author, t)} · {t.forum.posts({ count: posts })} ·{' '}
                <RelativeTime moment={lastPostAt} />
              </small>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
