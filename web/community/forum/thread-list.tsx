import {
  REACTIONS,
  type ListedThread,
  type Reaction,
  type ThreadSubject,
} from '#shared/community/forum.ts';
import type { Language } from '#shared/core/languages.ts';
import type { Messages } from '#web/i18n/messages.ts';
import { OwnValues, sayOwn } from '#web/own-parts.tsx';
import { usePage } from '#web/page-context.ts';
import type { PageContext } from '#web/page.ts';
import { Face } from '#web/ui/face.tsx';
import { Icon } from '#web/ui/icon.tsx';
import { useTextLanguage } from '#web/ui/text-language.ts';
import { categoryName, forumAuthorName } from './forum-text.ts';
import { postPositionAddress, threadPageAddress } from './page-addresses.ts';
import { REACTION_ICONS } from './reactions.tsx';
import { LanguageMark } from '#web/ui/language-mark.tsx';
import { RelativeTime } from './relative-time.tsx';
import { progressOf, unreadOf, type Progress } from './unread-of.ts';

type Shown = {
  /** Omits the category, which all threads of the list share; `withoutSubject` likewise. */
  withoutCategory?: boolean;
  withoutSubject?: boolean;
  heading: 'h2' | 'h3';
  /** Shows the beginning of the question, and what readers said of it. */
  excerpts?: boolean;
};

/**
 * Threads as rows, each one link with the face of who wrote last; a member lands on the first post
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
  const context = usePage();
  const { t, language, viewer } = context;
  const { thread, heading: Heading } = props;
  const { pinned, closed } = thread;
  const title = thread.title === '' ? t.forum.hiddenTitle : thread.title;
  const last = forumAuthorName(thread.lastAuthor, t);
  const writtenIn = useTextLanguage();
  // The debate of a boycott opens with the same sentence of the site each time.
  const excerpt = thread.subject?.kind === 'boycott' ? '' : thread.excerpt;
  return (
    <li>
      <a href={sayAddress(progressOf(thread), context)}>
        <Face pseudonym={last} />
        <span className="row-words">
          <small>
            {thread.posts === 1
              ? t.forum.asks({ name: last })
              : t.forum.answersHere({ name: last })}{' '}
            · <RelativeTime moment={thread.lastPostAt} />
          </small>
          <Heading lang={writtenIn(title)}>
            {title}
            <LanguageMark text={title} />
          </Heading>
          {props.excerpts === true && excerpt !== '' ? (
            <span className="excerpt" lang={writtenIn(excerpt)}>
              {excerpt}
            </span>
          ) : null}
          <small className="row-facts">
            {viewer === null ? null : <Unread progress={progressOf(thread)} />}
            {thread.solved ? (
              <b className="solved">
                <Icon name="check" /> {t.forum.solved}
              </b>
            ) : null}
            {thread.guide ? <b>{t.forum.guide}</b> : null}
            {pinned ? <b>{t.forum.pinned}</b> : null}
            {closed ? <b>{t.forum.closed}</b> : null}
            <span>
              {thread.posts === 1 ? t.forum.noAnswer : t.forum.posts({ count: thread.posts })}
            </span>
            {props.excerpts === true
              ? REACTIONS.map((kind) => <Count key={kind} kind={kind} thread={thread} />)
              : null}
            {aboutInWords(props, t, language).map((about) => (
              <span key={about}>{about}</span>
            ))}
          </small>
        </span>
      </a>
    </li>
  );
}

/** The address of the first post that the member has not read, else of the thread. */
function sayAddress(progress: Progress, context: PageContext): string {
  return sayOwn(context, (reader) => {
    const { first } = unreadOf(progress, reader);
    return first === null
      ? threadPageAddress(reader.language, progress.id, 1)
      : postPositionAddress(reader.language, progress.id, first);
  });
}

function Unread({ progress }: { progress: Progress }) {
  const from = (context: PageContext) => {
    const { count } = unreadOf(progress, context);
    return count === 0 ? null : { count };
  };
  return <OwnValues of={UnreadCount} from={from} />;
}

function UnreadCount({ count }: { count: number }) {
  return <b className="new">{usePage().t.forum.unread({ count })}</b>;
}

/** Reactions on the question; nothing for none. */
function Count({ kind, thread }: { kind: Reaction; thread: ListedThread }) {
  const { t } = usePage();
  const count = kind === 'thanks' ? thread.thanks : thread.meToo;
  if (count === 0) return null;
  return (
    <span className="reaction-count">
      <Icon name={REACTION_ICONS[kind]} /> {t.forum.post.reacted[kind]({ count })}
    </span>
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
