import type { ListedThread, ThreadSubject } from '#shared/community/forum.ts';
import type { Language } from '#shared/core/languages.ts';
import type { Messages } from '#web/i18n/messages.ts';
import { usePage } from '#web/page-context.ts';
import { Face } from '#web/ui/face.tsx';
import { useTextLanguage } from '#web/ui/text-language.ts';
import { categoryName, forumAuthorName } from './forum-text.ts';
import { postPositionAddress, threadPageAddress } from './page-addresses.ts';
import { RelativeTime } from './relative-time.tsx';

type Shown = {
  /** Omits the category, which all threads of the list share; `withoutSubject` likewise. */
  withoutCategory?: boolean;
  withoutSubject?: boolean;
  heading: 'h2' | 'h3';
};

/**
 * Threads as rows, each one link with the face of who started it; a member lands on the first post
 * that she has not read.
 */
export function ThreadList(props: Shown & { threads: readonly ListedThread[] }) {
  const { threads, ...shown } = props;
  if (threads.length === 0) return null;
  return (
    <ul className="rows threads">
      {threads.map((thread) => (
        <ThreadRow key={thread.id} thread={thread} {...shown} />
      ))}
    </ul>
  );
}

function ThreadRow(props: Shown & { thread: ListedThread }) {
  const { t, language } = usePage();
  const { thread, heading: Heading } = props;
  const { id, title, author, pinned, closed, firstUnread } = thread;
  const writtenIn = useTextLanguage();
  const unread = thread.unread ?? 0;
  return (
    <li>
      <a
        href={
          firstUnread === null
            ? threadPageAddress(language, id, 1)
            : postPositionAddress(language, id, firstUnread)
        }
      >
        <Face pseudonym={forumAuthorName(author, t)} />
        <span className="row-words">
          <Heading lang={writtenIn(title)}>{title}</Heading>
          <small>
            {unread === 0 ? null : (
              <>
                <span className="new">{t.forum.unread({ count: unread })}</span>{' '}
              </>
            )}
            {pinned ? <b>{t.forum.pinned} · </b> : null}
            {closed ? <b>{t.forum.closed} · </b> : null}
            {aboutInWords(props, t, language).map((about) => `${about} · `)}
            {t.forum.posts({ count: thread.posts })} · {forumAuthorName(thread.lastAuthor, t)}{' '}
            <RelativeTime moment={thread.lastPostAt} />
          </small>
        </span>
      </a>
    </li>
  );
}

/** What a thread is about, and its category, as far as the list does not say it already. */
function aboutInWords(
  { thread, withoutSubject, withoutCategory }: Shown & { thread: ListedThread },
  t: Messages,
  language: Language,
): string[] {
  const { subject, category } = thread;
  return [
    subject === null || withoutSubject === true ? null : shortName(subject, t),
    withoutCategory === true ? null : categoryName(category, language),
  ].filter((part) => part !== null);
}

/** The subject's name beside the title; omitted for a boycott, whose thread has the same title. */
function shortName({ kind, name }: ThreadSubject, t: Messages): string {
  if (kind === 'boycott') return t.forum.thread.boycott;
  return kind === 'proof' ? t.forum.thread.proofName({ platform: name }) : name;
}
