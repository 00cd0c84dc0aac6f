import type { ThreadResponse } from '#shared/community/forum.ts';
import { DecidedAloneNotice } from '#web/identity/two-person-approval/decided-alone-notice.tsx';
import { usePage } from '#web/page-context.ts';
import type { PageContext } from '#web/page.ts';
import { OwnValues } from '#web/own-parts.tsx';
import { useTextLanguage } from '#web/ui/text-language.ts';
import { REPLY_ANCHOR, postPositionAddress, threadSubjectAddress } from './page-addresses.ts';
import { NotALawyer } from './not-a-lawyer.tsx';
import { OtherLanguage } from './other-language.tsx';
import { MovedAwayLines } from './moved-here.tsx';
import { GuideNote } from './guide-note.tsx';
import { SolutionSummary } from './solution.tsx';
import { PostAuthor } from './post-author.tsx';
import { LiveCard } from './live-card.tsx';
import { ForumBreadcrumbs } from './breadcrumbs.tsx';
import { RelativeTime } from './relative-time.tsx';
import { slowModeInWords } from './forum-text.ts';

/** Title, author, subject, and navigation of a thread. */
export function ThreadHead({ thread }: { thread: ThreadResponse }) {
  const { t } = usePage();
  const writtenIn = useTextLanguage();
  return (
    <header className="thread-head">
      <ForumBreadcrumbs category={thread.category} />
      <h1 lang={writtenIn(thread.title)}>{thread.title}</h1>
      <p className="sub">
        {t.forum.posts({ count: thread.count })}. {t.forum.thread.by}{' '}
        <PostAuthor author={thread.author} />, <RelativeTime moment={thread.startedAt} />.
      </p>
      {/* Who skips to the answer that helped reads it there. */}
      {thread.solved === null ? <NotALawyer category={thread.category} /> : null}
      <GuideNote thread={thread} />
      <SolutionSummary thread={thread} />
      <OtherLanguage thread={thread} />
      <About thread={thread} />
      <Notices thread={thread} />
      <WayIn thread={thread} />
    </header>
  );
}

function About({ thread: { subject, subjectCard, posts } }: { thread: ThreadResponse }) {
  const { t, language } = usePage();
  const isInFirstPost = posts[0]?.cards.some(
    ({ kind, key }) => kind === subject?.kind && key === subject.key,
  );
  if (subjectCard !== null && isInFirstPost !== true) return <LiveCard card={subjectCard} />;
  if (subject === null) return null;
  return (
    <p>
      {t.forum.thread.kinds[subject.kind]}{' '}
      <a href={threadSubjectAddress(subject, language)}>{subject.name}</a>
    </p>
  );
}

/** Notices that the thread is pinned, closed, slowed down or renamed, each with its decision. */
function Notices({ thread }: { thread: ThreadResponse }) {
  const { t, format, href } = usePage();
  const words = t.forum.thread;
  const { pinned, closed, slowSeconds, decisions } = thread;
  const renamed = decisions.find(({ kind }) => kind === 'rename');
  const why = (kind: 'pin' | 'slow' | 'rename'): string | null => {
    const found = decisions.find((decision) => decision.kind === kind);
    return found === undefined
      ? null
      : words.decided({ day: format.day(found.on), reason: found.reason });
  };
  const lines = [
    pinned ? [words.pinned, why('pin')] : null,
    slowSeconds === null
      ? null
      : [words.slow({ time: slowModeInWords(slowSeconds, t) }), why('slow')],
    renamed === undefined
      ? null
      : [words.renamed({ before: renamed.oldTitle ?? '' }), why('rename')],
    closed === null
      ? null
      : [
          words.closed({ rule: t.forum.moderate.rules[closed.rule] }),
          words.decided({ day: format.day(closed.on), reason: closed.reason }),
        ],
  ].filter((line) => line !== null);
  const alone = decisions.filter(({ act }) => act !== null);
  if (lines.length === 0 && alone.length === 0 && thread.movedAway.length === 0) return null;
  return (
    <div className="aside">
      {lines.map(([what, reason]) => (
        <p key={what}>
          <b>{what}</b> {reason}
        </p>
      ))}
      <MovedAwayLines thread={thread} />
      {alone.map(({ act, kind }) => (
        <p key={act}>
          {t.forum.moderate.decisions[kind]} <DecidedAloneNotice act={act} />
        </p>
      ))}
      <p className="links">
        <a href={href('publicRecord')}>{words.record}</a>
      </p>
    </div>
  );
}

/** Links to the first unread post and to the last one. */
function WayIn({ thread: { id, count, lastRead: drawn } }: { thread: ThreadResponse }) {
  const from = ({ inserted }: PageContext) => {
    const lastRead = inserted?.lastRead?.[id] ?? drawn ?? 0;
    const onward = lastRead > 0 && lastRead < count ? lastRead + 1 : null;
    return onward === null && count === 1 ? null : { id, count, onward };
  };
  return <OwnValues of={WayInLinks} from={from} />;
}

function WayInLinks(props: { id: string; count: number; onward: number | null }) {
  const { t, language } = usePage();
  const words = t.forum.thread;
  const { id, count, onward } = props;
  return (
    <p className="links">
      {onward === null ? null : (
        <a href={postPositionAddress(language, id, onward)}>{words.resume({ place: onward })}</a>
      )}
      {count > 1 ? <a href={postPositionAddress(language, id, count)}>{words.toEnd}</a> : null}
    </p>
  );
}

/** What looks like the field of a reply, always in reach of a thumb, and leads to it. */
export function ReplyDock({ thread }: { thread: ThreadResponse }) {
  const { t } = usePage();
  const words = t.forum.thread;
  if (thread.closed !== null) return null;
  return (
    <nav className="dock" aria-label={words.toReply}>
      <a className="reply-box" href={`#${REPLY_ANCHOR}`}>
        {words.toReply}…
      </a>
    </nav>
  );
}
