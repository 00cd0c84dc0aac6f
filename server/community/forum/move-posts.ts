import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { randomId } from '#server/core/ids.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import type {
  AppliedChange,
  PeopleBehindChange,
} from '#server/identity/two-person-approval/change-kind.ts';
import { appendEntries, type LogEntry } from '#server/transparency-log/append-entries.ts';
import { today } from '#shared/core/days.ts';
import { arrangePosts, type StandingPost } from './arrange-posts.ts';
import { carryReaders, carryReadPositions } from './carry-readers.ts';

/** What is added to positions while posts move, as `keep_post_search` knows. */
const PLACE_WHILE_MOVING = 1_000_000_000;

/** All posts of a thread merge into another, or some part from it, into another or a new one. */
export type Move = {
  readonly kind: 'merge' | 'part';
  readonly from: string;
  /** Null for a new thread with this title. */
  readonly to: string | null;
  readonly title: string | null;
  /** Null for all posts. */
  readonly posts: readonly string[] | null;
  readonly reason: string;
};

/**
 * Has posts read in another thread, in order of time, and logs it. The caller has locked both threads and checked
 * the move. Each post keeps in the record where it was written.
 */
export async function movePosts(
  tx: Db,
  { kind, from, to: known, title, posts: wanted, reason }: Move,
  { alone }: Pick<PeopleBehindChange, 'alone'>,
  now: Date,
): Promise<AppliedChange> {
  const standing = await tx.sql(STANDING, [[from, known ?? from]]);
  const chosen = new Set(
    wanted ?? standing.filter(({ thread }) => thread === from).map(({ id }) => id),
  );
  const moved = standing.filter(({ id }) => chosen.has(id));
  const to = known ?? (await startThread(tx, from, title ?? '', moved));
  const id = randomId();
  const changed = arrangePosts(standing, chosen, { to, move: id });
  const solved = await findSolved(tx, [from, to]);
  await putPosts(tx, changed);
  for (const thread of [from, to]) await countPosts(tx, thread);
  await keepSolved(tx, solved, [from, to]);
  await carryReadPositions(tx, { before: standing, changed, from, to });
  const isEmptied = standing.every((post) => post.thread !== from || chosen.has(post.id));
  await carryReaders(tx, { from, to, moved, isEmptied }, now);
  // One after the other, whichever threads they are about: the last move of a post says where it is read.
  await tx.sql(`SELECT pg_advisory_xact_lock(hashtext('thread_move'))`);
  const last = await tx.threadMove.aggregate({ _max: { number: true } });
  await tx.threadMove.create({
    data: {
      id,
      number: (last._max.number ?? 0) + 1,
      kind,
      fromThread: from,
      toThread: to,
      posts: moved.map((post) => post.id),
      reason,
      alone,
      decidedOn: dayToDate(today(now)),
    },
  });
  const subject = `thread-move/${id}`;
  const begun: LogEntry[] =
    known === null ? [{ kind: 'thread-started', subject: `thread/${to}` }] : [];
  await appendEntries(tx, now, [
    ...begun,
    { kind: kind === 'merge' ? 'thread-merged' : 'posts-moved', subject },
  ]);
  // What is hidden moves silently.
  const authors = moved.flatMap(({ memberId, shown }) => (shown ? (memberId ?? []) : []));
  await notify(tx, [...new Set(authors)], { kind: 'posts-moved', subject: to }, now);
  return { result: subject, before: { from, to, posts: moved.map((post) => post.id) } };
}

type Standing = StandingPost & { memberId: string | null; shown: boolean };

const STANDING = statement(
  {
    id: col.text,
    thread: col.text,
    place: col.int,
    postedAt: col.float,
    writtenIn: col.text.orNull,
    writtenPlace: col.int.orNull,
    movedBy: col.text.orNull,
    memberId: col.text.orNull,
    shown: col.bool,
  },
  `SELECT p.id, p.thread_id AS thread, p.place, (extract(epoch FROM p.posted_at) * 1000)::float8 AS "postedAt",
          p.written_in AS "writtenIn", p.written_place AS "writtenPlace", p.moved_by AS "movedBy",
          p.member_id AS "memberId", p.hidden_by IS NULL AND p.withdrawn_on IS NULL AS shown
     FROM forum_post p WHERE p.thread_id = ANY($1::text[]) ORDER BY p.thread_id, p.place`,
);

/** Inserts a thread without posts, in the category of another and about the same thing; its author is that of its first post. */
async function startThread(
  tx: Db,
  from: string,
  title: string,
  moved: readonly Standing[],
): Promise<string> {
  const { categoryId, platformId, clientId, taskId, payoutId } =
    await tx.forumThread.findUniqueOrThrow({ where: { id: from } });
  const [first] = moved.toSorted((a, b) => a.place - b.place);
  const startedAt = new Date(first?.postedAt ?? 0);
  const id = randomId();
  await tx.forumThread.create({
    data: {
      id,
      categoryId,
      platformId,
      clientId,
      taskId,
      payoutId,
      title,
      memberId: first?.memberId ?? null,
      startedAt,
      lastPostAt: startedAt,
    },
  });
  return id;
}

async function putPosts(tx: Db, changed: readonly StandingPost[]): Promise<void> {
  const ids = changed.map(({ id }) => id);
  // Two posts never have one position, not even between two rows of a statement.
  await tx.sql(
    `UPDATE forum_post SET place = place + ${PLACE_WHILE_MOVING} WHERE id = ANY($1::text[])`,
    [ids],
  );
  await tx.sql(PUT, [
    ids,
    changed.map(({ thread }) => thread),
    changed.map(({ place }) => place),
    changed.map(({ writtenIn }) => writtenIn),
    changed.map(({ writtenPlace }) => writtenPlace),
    changed.map(({ movedBy }) => movedBy),
  ]);
}

const PUT = `
  UPDATE forum_post p SET thread_id = n.thread, place = n.place, written_in = n.written_in,
         written_place = n.written_place, moved_by = n.moved_by
    FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::int[], $6::text[])
      AS n (id, thread, place, written_in, written_place, moved_by)
   WHERE p.id = n.id`;

/** Counts the posts of a thread, and dates it by the last; one that is emptied keeps its date. */
async function countPosts(tx: Db, thread: string): Promise<void> {
  await tx.sql(
    `UPDATE forum_thread t SET posts = n.posts, last_post_at = COALESCE(n.at, t.last_post_at)
       FROM (SELECT count(*)::int AS posts, max(posted_at) AS at FROM forum_post WHERE thread_id = $1) n
      WHERE t.id = $1`,
    [thread],
  );
}

type Solved = { thread: string; post: string };

/** The posts that helped, as the authors of the threads said, wherever they are read now. */
async function findSolved(tx: Db, threads: readonly string[]): Promise<Solved[]> {
  return tx.sql(
    statement(
      { thread: col.text, post: col.text },
      `SELECT t.id AS thread, COALESCE(p.id, t.solved_away) AS post FROM forum_thread t
         LEFT JOIN forum_post p ON p.thread_id = t.id AND p.place = t.solved_place
        WHERE t.id = ANY($1::text[]) AND COALESCE(p.id, t.solved_away) IS NOT NULL`,
    ),
    [threads],
  );
}

/** Marks the same posts again; one that is read elsewhere helps again when it comes back. */
async function keepSolved(
  tx: Db,
  solved: readonly Solved[],
  threads: readonly string[],
): Promise<void> {
  await tx.sql(
    `UPDATE forum_thread t SET solved_place = p.place, solved_away = CASE WHEN p.id IS NULL THEN s.post END
       FROM unnest($1::text[], $2::text[]) AS s (thread, post)
       LEFT JOIN forum_post p ON p.id = s.post AND p.thread_id = s.thread
      WHERE t.id = s.thread AND t.id = ANY($3::text[])`,
    [solved.map(({ thread }) => thread), solved.map(({ post }) => post), threads],
  );
}
