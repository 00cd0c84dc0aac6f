import type pg from 'pg';
import { LRUCache } from 'lru-cache';
import {
  CONNECT_TIMEOUT_MS,
  Connection,
  connectionConfig,
} from '#server/database/connection-settings.ts';
import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { Read } from '#server/database/record-reads.ts';
import { readTableNames } from './table-names.ts';
import { ACCOMPANYING_TABLES, DELAYED_TABLES, MEMBERS_OWN_TABLES } from './unannounced-tables.ts';

/** What a page shows. */
export type Dependencies = {
  /** Tables of which any row may be shown. One list for all pages that show the same: thousands do. */
  readonly tables: readonly string[];
  /** Rows of a thread or of a member, where only these are shown, as announced: `forum_post 3k9…`. */
  readonly rows: readonly string[];
  /** How long it may be shown while nothing of it is announced to have changed. */
  readonly longestMs: number;
};

/**
 * Changes of what pages show, as the database announces them (`prisma/sql/site/announce_change.sql`). A
 * position counts the announcements so far.
 */
export type ChangeFeed = {
  readonly position: () => number;
  /**
   * What a page depends on that sent these statements; null where they read a table whose changes are
   * not announced.
   */
  readonly dependenciesOf: (reads: readonly Read[]) => Dependencies | null;
  /** Whether none of this was announced to have changed since a position. */
  readonly isUnchanged: (dependencies: Dependencies, since: number) => boolean;
  /**
   * Whether everything is announced here that was committed before the last half second: true at once
   * where that is known, else a promise.
   */
  readonly isCurrent: () => true | Promise<boolean>;
  /** Rows of a member in this table were just changed by this process. */
  readonly changeOwn: (table: string, memberId: string) => void;
  /** Makes the next `isCurrent` ask the database, because something was just committed. */
  readonly distrust: () => void;
  readonly close: () => Promise<void>;
};

/** What says something of the time, or of `DELAYED_TABLES`, is right to the minute. */
export const MINUTE_MS = 60_000;
/** Nothing is kept longer. */
const LONGEST_KEPT_MS = 10 * MINUTE_MS;

const MOST_DELAY_MS = 500;
/** Time-out of the database's answer; pages are drawn anew meanwhile. */
const ANSWER_MS = 1_000;
/** Lists of tables that are kept for reuse; there are a few of each kind of page. */
const MOST_LISTS = 1_000;
/** Size of the map of the last changes of rows; least recently changed ones are evicted. */
const MOST_ROWS = 50_000;
const RECONNECT_MS = 2_000;

const ANNOUNCED_TABLES = statement(
  { name: col.text },
  `SELECT DISTINCT c.relname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE p.proname = 'announce_change' AND c.relnamespace = current_schema()::regnamespace`,
);

const UNANNOUNCED = [MEMBERS_OWN_TABLES, DELAYED_TABLES, ACCOMPANYING_TABLES];

/** The name under which `announce_own` announces a change of rows of a table that concern a member alone. */
const ownTable = (table: string): string => `own/${table}`;
const ownKey = (table: string, memberId: string): string => `${ownTable(table)} ${memberId}`;

/** The last change of a table, and the last that was not of one thread or member. */
type TableChanges = { last: number; whole: number };

/**
 * Listens on a connection of its own, and opens a new one when it is lost: everything counts as changed
 * then, since announcements may be missing.
 * @param name `application_name` of the connection.
 * @param mostDelayMs age of the database's last answer after which it is asked for another.
 */
export async function openChangeFeed(
  { url, sql }: Pick<Database, 'url' | 'sql'>,
  name: string,
  mostDelayMs: number = MOST_DELAY_MS,
): Promise<ChangeFeed> {
  const findTables = await readTableNames(sql);
  const announced = new Set((await sql(ANNOUNCED_TABLES)).map(({ name }) => name));
  let position = 0;
  /** Position at which the connection was last lost or opened: everything counts as changed then. */
  let lostAt = 0;
  /** Position of the latest change that was evicted from `rows`. */
  let evictedAt = 0;
  const tables = new Map<string, TableChanges>();
  const rows = new LRUCache<string, number>({
    max: MOST_ROWS,
    dispose: (at, _, reason) => {
      if (reason === 'evict') evictedAt = Math.max(evictedAt, at);
    },
  });

  const lists = new LRUCache<string, readonly string[]>({ max: MOST_LISTS });
  const shareList = (names: readonly string[]): readonly string[] => {
    const key = names.join(' ');
    const shared = lists.get(key) ?? names;
    lists.set(key, shared);
    return shared;
  };

  const note = (message: string): void => {
    position += 1;
    const [table = '', row] = message.split(' ');
    const changes = tables.get(table) ?? { last: 0, whole: 0 };
    changes.last = position;
    if (row === undefined) changes.whole = position;
    else rows.set(message, position);
    tables.set(table, changes);
  };

  const listener = openListener({ connectionString: url, application_name: name }, mostDelayMs, {
    onMessage: note,
    onLoss: () => {
      position += 1;
      lostAt = position;
    },
  });

  return {
    position: () => position,
    dependenciesOf: (reads) => {
      const whole = new Set<string>();
      const shownRows = new Map<string, string>();
      let longestMs = LONGEST_KEPT_MS;
      for (const { text, threads: keyed, ofMember } of reads) {
        if (text === null) return null;
        for (const table of findTables(text)) {
          if (ofMember?.tables.includes(table)) {
            shownRows.set(ownKey(table, ofMember.id), ownTable(table));
            continue;
          }
          // A member's rows of a table that is not listed would stay as they were.
          if (ofMember !== undefined && MEMBERS_OWN_TABLES.has(table)) return null;
          if (DELAYED_TABLES.has(table)) longestMs = MINUTE_MS;
          if (UNANNOUNCED.some((tables) => tables.has(table))) continue;
          if (!announced.has(table)) return null;
          const thread = keyed?.get(table);
          if (thread === undefined) whole.add(table);
          else shownRows.set(`${table} ${thread}`, table);
        }
      }
      return {
        tables: shareList([...whole].toSorted()),
        rows: [...shownRows].flatMap(([key, table]) => (whole.has(table) ? [] : [key])),
        longestMs,
      };
    },
    isUnchanged: ({ tables: shown, rows: keys }, since) => {
      if (lostAt > since) return false;
      if (shown.some((table) => (tables.get(table)?.last ?? 0) > since)) return false;
      return keys.every((key) => {
        const { last = 0, whole = 0 } = tables.get(key.slice(0, key.indexOf(' '))) ?? {};
        if (last <= since) return true;
        return whole <= since && evictedAt <= since && (rows.peek(key) ?? 0) <= since;
      });
    },
    changeOwn: (table, memberId) => note(ownKey(table, memberId)),
    isCurrent: listener.isCurrent,
    distrust: listener.distrust,
    close: listener.close,
  };
}

/** A connection that listens; `isCurrent` asks it for an answer where the last is too old. */
function openListener(
  base: pg.ClientConfig,
  mostDelayMs: number,
  { onMessage, onLoss }: { onMessage: (message: string) => void; onLoss: () => void },
): Pick<ChangeFeed, 'isCurrent' | 'distrust' | 'close'> {
  let client: Connection | null = null;
  /** `client`, once it listens. */
  let listening: Connection | null = null;
  let closed = false;
  /** When the last answered question was sent (`performance.now()`). */
  let askedAt = -Infinity;
  /** The latest question; an earlier one than `distrustedAt` proves nothing. */
  let asking: { readonly sentAt: number; readonly answered: Promise<boolean> } | null = null;
  let distrustedAt = -Infinity;
  let retry: NodeJS.Timeout | undefined;

  const lose = (one: Connection): void => {
    if (client !== one) return;
    client = null;
    listening = null;
    onLoss();
    void one.end().catch(() => undefined);
    if (!closed) retry = setTimeout(() => void connect(), RECONNECT_MS).unref();
  };
  const connect = async (): Promise<void> => {
    const one = new Connection({
      ...connectionConfig(base, 0),
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: ANSWER_MS,
    });
    client = one;
    one.on('error', () => lose(one));
    one.on('end', () => lose(one));
    one.on('notification', ({ payload = '' }) => onMessage(payload));
    try {
      await one.connect();
      await one.query('LISTEN changed');
      // What was committed before may have been announced to nobody.
      onLoss();
      if (client === one) listening = one;
    } catch {
      lose(one);
    }
  };
  const ask = async (sentAt: number): Promise<boolean> => {
    await connecting;
    const one = listening;
    if (one === null) return false;
    try {
      // Announcements of earlier commits arrive before the answer.
      await one.query('SELECT 1');
      askedAt = Math.max(askedAt, sentAt);
      return listening === one;
    } catch {
      lose(one);
      return false;
    }
  };
  const connecting = connect();
  return {
    isCurrent: () => {
      const now = performance.now();
      const earliest = Math.max(now - mostDelayMs, distrustedAt);
      if (listening !== null && askedAt > earliest) return true;
      if (asking === null || asking.sentAt <= earliest) {
        asking = { sentAt: now, answered: ask(now) };
      }
      return asking.answered;
    },
    distrust: () => {
      distrustedAt = performance.now();
    },
    close: async () => {
      closed = true;
      clearTimeout(retry);
      await connecting;
      const one = client;
      client = null;
      await one?.end().catch(() => undefined);
    },
  };
}
