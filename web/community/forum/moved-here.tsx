import type { MovedHere } from '#shared/community/moved-posts.ts';
import type { ThreadResponse } from '#shared/community/forum.ts';
import { DecidedAloneNotice } from '#web/identity/two-person-approval/decided-alone-notice.tsx';
import { usePage } from '#web/page-context.ts';
import { threadPageAddress } from './page-addresses.ts';

/** A line where posts stand that a decision moved here, above the first of them. */
export function MovedHereLine({ moved }: { moved: MovedHere }) {
  const { t, format, href } = usePage();
  const words = t.forum.moved;
  const { id, count, from, act, on, reason } = moved;
  return (
    <li className="moved-here">
      <p>
        {from === null ? words.hereFromGone({ count }) : words.here({ count, from: from.title })}{' '}
        {t.forum.thread.decided({ day: format.day(on), reason })}{' '}
        {act === null ? null : <DecidedAloneNotice act={act} />}{' '}
        <a href={href('publicRecord', {}, { subject: `thread-move/${id}` })}>
          {t.forum.thread.record}
        </a>
      </p>
    </li>
  );
}

/** Lines that tell how many posts of the thread are read in others. */
export function MovedAwayLines({ thread: { movedAway } }: { thread: ThreadResponse }) {
  const { t, language } = usePage();
  return movedAway.map(({ to, count }) => (
    <p key={to.id}>
      {t.forum.moved.away({ count })} <a href={threadPageAddress(language, to.id, 1)}>{to.title}</a>
    </p>
  ));
}
