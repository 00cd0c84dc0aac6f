import { isUtf8 } from 'node:buffer';
import { decodeHTMLStrict } from 'entities';
import {
  ANONYMOUS,
  GuestPermissions,
  PERMISSION_COLUMNS,
  type PermissionTable,
} from './phpbb-permissions.ts';
import {
  cutShort,
  leftOut,
  line,
  refused,
  type ByteStream,
  type ReadObject,
} from './read-object.ts';
import { convertPhpbbPost } from '#server/portability/imports/markdown/convert-phpbb-post.ts';
import {
  SqlDumpParser,
  decodeDumpText,
  type SqlDumpEvent,
  type SqlDumpValue,
} from './sql-dump-parser.ts';

/** The columns that are read; all others, such as IP addresses and e-mails, are dropped. */
const CONTENT_COLUMNS = {
  users: ['user_id', 'username', 'user_regdate', 'user_type'],
  forums: ['forum_id', 'forum_name', 'forum_desc', 'parent_id', 'forum_type', 'forum_password'],
  topics: [
    'topic_id',
    'forum_id',
    'topic_title',
    'topic_poster',
    'topic_time',
    'topic_moved_id',
    'topic_visibility',
    'topic_approved',
  ],
  posts: [
    'post_id',
    'topic_id',
    'poster_id',
    'post_time',
    'post_text',
    'bbcode_uid',
    'post_edit_time',
    'post_visibility',
    'post_approved',
    'post_attachment',
  ],
} as const;
type ContentTable = keyof typeof CONTENT_COLUMNS;
const COLUMNS = { ...CONTENT_COLUMNS, ...PERMISSION_COLUMNS };
type Table = keyof typeof COLUMNS;
/** Columns that identify phpBB's tables among those of other programs. */
const NEEDED: Readonly<Record<Table, readonly string[]>> = {
  users: ['user_id', 'username', 'user_regdate'],
  forums: ['forum_id', 'forum_name', 'parent_id'],
  topics: ['topic_id', 'forum_id', 'topic_title'],
  posts: ['post_id', 'topic_id', 'poster_id', 'post_text'],
  ...PERMISSION_COLUMNS,
};
const TABLE = new RegExp(`^(.*?)(${Object.keys(COLUMNS).join('|')})$`);
/** Maximum bytes of a value; no post is longer. */
const MAX_VALUE_BYTES = 524_288;
const BOT = '2';
const FORUM_LINK = '2';
const APPROVED = '1';

type Row = (name: string) => string;

/** What the operator opens although guests could not read it: ids of forums, or all. */
export type OpenedForums = ReadonlySet<string> | 'all';

/**
 * Reads a dump of phpBB 3.x by `mysqldump` or phpMyAdmin, with any table prefix. Forums come last,
 * since the tables that say whether guests may read them stand anywhere.
 */
export async function* readPhpbb(
  bytes: ByteStream,
  opened: OpenedForums = new Set(),
): AsyncGenerator<ReadObject> {
  const dump = new SqlDumpParser((table) => TABLE.test(table), MAX_VALUE_BYTES);
  const tables = new PhpbbTables();
  for await (const piece of bytes) {
    for (const event of dump.read(piece)) yield* tables.found(event);
  }
  for (const event of dump.end()) yield* tables.found(event);
  yield* tables.forums(opened);
}

class PhpbbTables {
  private readonly columns = new Map<string, readonly string[]>();
  private readonly told = new Set<string>();
  private prefix: string | null = null;
  private readonly permissions = new GuestPermissions();
  private readonly heldForums: ReadObject[] = [];

  *found(event: SqlDumpEvent): Generator<ReadObject> {
    if (event.kind === 'broken') {
      yield refused(`line ${event.line}`, 'row', '', event.reason);
      return;
    }
    if (event.kind === 'cut') {
      yield cutShort(`line ${event.line}`, 'the dump ends inside a statement: it was cut short');
      return;
    }
    if (event.kind === 'table') {
      this.columns.set(event.table, event.columns);
      return;
    }
    const [, prefix = '', name = ''] = TABLE.exec(event.table) ?? [];
    const columns = event.columns ?? this.columns.get(event.table);
    const at = `line ${event.line}`;
    if (columns === undefined) {
      yield* this.once(at, event.table, 'the dump does not say what its columns are called');
      return;
    }
    if (!NEEDED[name as Table].every((needed) => columns.includes(needed))) {
      yield* this.once(at, event.table, 'not a table of phpBB 3');
      return;
    }
    this.prefix ??= prefix;
    if (prefix !== this.prefix) {
      yield* this.once(at, event.table, `another forum than that of ${this.prefix}…`);
      return;
    }
    if (columns.length !== event.values.length) {
      if (isPermissionTable(name)) this.permissions.giveUp();
      const reason = `${event.values.length} values for ${columns.length} columns`;
      yield refused(at, event.table, '', reason);
      return;
    }
    if (isPermissionTable(name)) this.addPermission(name, event.values, columns);
    else if (name === 'forums') {
      this.heldForums.push(...readRow(name, event.values, columns, at));
    } else yield* readRow(name as ContentTable, event.values, columns, at);
  }

  /** The forums, without those that guests could not read and the operator does not open. */
  *forums(opened: OpenedForums): Generator<ReadObject> {
    for (const forum of this.heldForums) {
      const value = forum.kind === 'line' ? (forum.value as { readonly id: string }) : null;
      const isOpened = value === null || opened === 'all' || opened.has(value.id);
      const readable = isOpened || this.permissions.mayRead(value.id);
      if (readable === true) yield forum;
      else {
        const reason =
          readable === null
            ? 'the dump does not say whether guests could read it (tables acl_…, groups, user_group)'
            : 'guests could not read it';
        yield leftOut(forum.at, 'category', value?.id ?? '', reason);
      }
    }
  }

  private addPermission(
    table: PermissionTable,
    values: readonly SqlDumpValue[],
    columns: readonly string[],
  ): void {
    const cell = (name: string): string => textOfValue(values[columns.indexOf(name)]);
    this.permissions.add(table, cell);
  }

  private *once(at: string, table: string, reason: string): Generator<ReadObject> {
    if (this.told.has(table)) return;
    this.told.add(table);
    yield { kind: 'left-out', at, what: table, original: '', reason };
  }
}

function* readRow(
  table: ContentTable,
  values: readonly SqlDumpValue[],
  columns: readonly string[],
  at: string,
): Generator<ReadObject> {
  const notes: string[] = [];
  const read = new Map<string, string>();
  for (const name of COLUMNS[table]) {
    const value = values[columns.indexOf(name)];
    if (value === 'too-long') {
      const id = textOfValue(values[0]);
      yield refused(at, KIND[table], id, `${name} is longer than ${MAX_VALUE_BYTES} bytes`);
      return;
    }
    if (value === undefined || value === null) continue;
    if (!isUtf8(value)) notes.push(`${name} is not UTF-8: what could not be read shows as \uFFFD`);
    read.set(name, decodeDumpText(value));
  }
  const row: Row = (name) => read.get(name) ?? '';
  const found = READERS[table](row, at);
  yield found.kind === 'line' ? { ...found, notes: [...(found.notes ?? []), ...notes] } : found;
}

const KIND = { users: 'member', forums: 'category', topics: 'thread', posts: 'post' } as const;

const READERS: Readonly<Record<ContentTable, (row: Row, at: string) => ReadObject>> = {
  users: (row, at) => {
    const id = row('user_id');
    if (id === ANONYMOUS || row('user_type') === BOT) {
      return leftOut(at, 'member', id, 'no person: a guest or a robot');
    }
    return line(at, {
      kind: 'member',
      id,
      pseudonym: decodeHTMLStrict(row('username')),
      date: seconds(row('user_regdate')),
    });
  },
  forums: (row, at) => {
    const id = row('forum_id');
    if (row('forum_password') !== '') return leftOut(at, 'category', id, 'behind a password');
    if (row('forum_type') === FORUM_LINK) return leftOut(at, 'category', id, 'only a link');
    const { text } = convertPhpbbPost(row('forum_desc'), '');
    return line(at, {
      kind: 'category',
      id,
      name: decodeHTMLStrict(row('forum_name')),
      ...(text === '' ? {} : { say: text }),
      parent: idOrNull(row('parent_id')),
    });
  },
  topics: (row, at) => {
    const id = row('topic_id');
    if (idOrNull(row('topic_moved_id')) !== null) {
      return leftOut(at, 'thread', id, 'only points to where it was moved');
    }
    if (!isApproved(row, 'topic')) return leftOut(at, 'thread', id, 'was not public');
    return line(at, {
      kind: 'thread',
      id,
      category: row('forum_id'),
      title: decodeHTMLStrict(row('topic_title')),
      date: seconds(row('topic_time')),
      author: memberOrNull(row('topic_poster')),
    });
  },
  posts: (row, at) => {
    const id = row('post_id');
    if (!isApproved(row, 'post')) return leftOut(at, 'post', id, 'was not public');
    const { text, notes } = convertPhpbbPost(row('post_text'), row('bbcode_uid'));
    const edited = row('post_edit_time');
    const attached = row('post_attachment') === '1' ? ['its attached files stay behind'] : [];
    const found = line(at, {
      kind: 'post',
      id,
      thread: row('topic_id'),
      date: seconds(row('post_time')),
      author: memberOrNull(row('poster_id')),
      text,
      ...(idOrNull(edited) === null ? {} : { edited: seconds(edited) }),
    });
    return { ...found, notes: [...attached, ...notes] };
  },
};

/**
 * Whether a topic or post is approved, by `visibility` in phpBB 3.1 and later, by `approved` in
 * 3.0; without either column everything is.
 */
function isApproved(row: Row, what: 'topic' | 'post'): boolean {
  const state = row(`${what}_visibility`) || row(`${what}_approved`);
  return state === '' || state === APPROVED;
}

/** Parses seconds since the epoch; returns invalid text unchanged, for the error message. */
function seconds(text: string): number | string {
  return /^-?\d{1,12}$/.test(text) ? Number(text) : text;
}

function idOrNull(text: string): string | null {
  return text === '' || text === '0' ? null : text;
}

function memberOrNull(text: string): string | null {
  return text === ANONYMOUS ? null : idOrNull(text);
}

function isPermissionTable(name: string): name is PermissionTable {
  return name in PERMISSION_COLUMNS;
}

function textOfValue(value: SqlDumpValue | undefined): string {
  return value instanceof Buffer ? decodeDumpText(value).slice(0, 64) : '';
}
