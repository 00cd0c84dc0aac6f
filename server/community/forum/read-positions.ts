import type { Sql } from '#server/database/sql.ts';

type Position = {
  readonly memberId: string;
  readonly threadId: string;
  readonly place: number;
  readonly readAt: Date;
};

/** A write-behind buffer of how far members have read threads. */
export type ReadPositions = {
  /** Stores that a member has read a thread up to a position; never moves back. */
  readonly store: (position: Position) => void;
  /** The position that is not written yet; 0 for none. */
  readonly pendingOf: (memberId: string, threadId: string) => number;
  /** Resolves once all that was stored is in the database. */
  readonly settle: () => Promise<void>;
};

/**
 * Writes positions together: those that come while a statement runs go with the next one. The page that
 * she reads does not wait for them, nor do they wait for the disk; when the database fails they are lost, and
 * she finds posts as unread that she has read.
 * @param onWritten called with each member whose positions are in the database now.
 */
export function createReadPositions(
  sql: Sql,
  onWritten: (memberId: string) => void,
  onError: (error: unknown) => void,
): ReadPositions {
  let [waiting, underway] = [new Map<string, Position>(), new Map<string, Position>()];
  let writing: Promise<void> | null = null;
  const write = async (): Promise<void> => {
    while (waiting.size > 0) {
      [underway, waiting] = [waiting, new Map()];
      try {
        await writeAll(sql, [...underway.values()]);
        for (const { memberId } of underway.values()) onWritten(memberId);
      } catch (error) {
        onError(error);
      }
      underway = new Map();
    }
    writing = null;
  };
  const pendingOf = (memberId: string, threadId: string): number => {
    const key = keyOf(memberId, threadId);
    return Math.max(waiting.get(key)?.place ?? 0, underway.get(key)?.place ?? 0);
  };
  return {
    store: (position) => {
      const { memberId, threadId, place } = position;
      if (place <= pendingOf(memberId, threadId)) return;
      waiting.set(keyOf(memberId, threadId), position);
      writing ??= write();
    },
    pendingOf,
    settle: async () => {
      await writing;
    },
  };
}

function keyOf(memberId: string, threadId: string): string {
  return `${memberId} ${threadId}`;
}

async function writeAll(sql: Sql, positions: readonly Position[]): Promise<void> {
  await sql(STORE, [
    positions.map(({ memberId }) => memberId),
    positions.map(({ threadId }) => threadId),
    positions.map(({ place }) => place),
    positions.map(({ readAt }) => readAt.toISOString()),
  ]);
}

// Stores nothing for a member or a thread that is being deleted. In one order, so that two processes
// cannot deadlock.
const STORE = `
  INSERT INTO forum_read (member_id, thread_id, place, read_at)
  SELECT m.id, t.id, r.place, r.read_at
    FROM unnest($1::text[], $2::text[], $3::int[], $4::timestamptz[])
      AS r (member_id, thread_id, place, read_at)
    CROSS JOIN (SELECT set_config('synchronous_commit', 'off', true)) AS lazy
    JOIN member m ON m.id = r.member_id JOIN forum_thread t ON t.id = r.thread_id
   ORDER BY m.id, t.id FOR KEY SHARE OF m, t
  ON CONFLICT (member_id, thread_id) DO UPDATE
    SET place = excluded.place, read_at = excluded.read_at WHERE forum_read.place < excluded.place`;
