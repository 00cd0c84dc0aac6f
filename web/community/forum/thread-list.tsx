import type { ListedThread, ThreadSubject } from '#shared/community/forum.ts';
import { usePage } from '#web/page-context.ts';
import type { Messages } from '#web/i18n/messages.ts';
import { useTextLanguage } from '#web/ui/text-language.ts';
import { postPositionAddress, threadSubjectAddress, threadPageAddress } from './page-addresses.ts';
import { RelativeTime } from './relative-time.tsx';
import { categoryName, forumAuthorName } from './forum-text.ts';

type Shown = {
  /** Omits the category, which all threads of the list share; `withoutSubject` likewise. */
  withoutCategory?: boolean;
  withoutSubject?: boolean;
  heading: 'h2' | 'h3';
};

/** A list of threads: title, subject, number of posts, last author and time. */
export function ThreadList(props: Shown & { threads: readonly ListedThread[] }) {
  const { threads, ...shown } = props;
  if (threads.length === 0) return null;
  return (
    <ul className="threads">
      {threads.map((thread) => (
        <ThreadRow key={thread.id} thread={thread} {...shown} />
      ))}
    </ul>
  );
}

function ThreadRow(props: Shown & { thread: ListedThread }) {
  const { t, language, href } = usePage();
  const { thread, heading: Heading } = props;
  const writtenIn = useTextLanguage();
  const unread = thread.unread ?? 0;
  return (
    <li className={unread > 0 ? 'thread-row unread' : 'thread-row'}>
      <Heading>
        <a href={threadPageAddress(language, thread.id, 1)} lang={writtenIn(thread.title)}>
          {thread.title}
        </a>
      </Heading>
      <p className="thread-about">
        {unread > 0 && thread.firstUnread !== null ? (
          <a
            className="badge"
            href={postPositionAddress(language, thread.id, thread.firstUnread)}
            title={t.forum.unreadHint}
          >
            {t.forum.unread({ count: unread })}
          </a>
        ) : null}
        {thread.pinned ? <b>{t.forum.pinned}</b> : null}
        {thread.closed ? <b>{t.forum.closed}</b> : null}
        <Subject {...props} />
        {props.withoutCategory === true ? null : (
          <a href={href('forumCategory', { slug: thread.category.slug })}>
            {categoryName(thread.category, language)}
          </a>
        )}
      </p>
      <p className="thread-count">{t.forum.posts({ count: thread.posts })}</p>
      <p className="thread-last">
        <span className="thread-who">{forumAuthorName(thread.lastAuthor, t)}</span>
        <a href={postPositionAddress(language, thread.id, thread.posts)}>
          <RelativeTime moment={thread.lastPostAt} />
        </a>
      </p>
    </li>
  );
}

function Subject({ thread, withoutSubject }: Shown & { thread: ListedThread }) {
  const { t, language } = usePage();
  const { subject } = thread;
  if (subject === null || withoutSubject === true) return null;
  return <a href={threadSubjectAddress(subject, language)}>{shortName(subject, t)}</a>;
}

/** The subject's name beside the title; omitted for a boycott, whose thread has the same title. */
function shortName({ kind, name }: ThreadSubject, t: Messages): string {
  if (kind === 'boycott') return t.forum.thread.boycott;
  return kind === 'proof' ? t.forum.thread.proofName({ platform: name }) : name;
}
