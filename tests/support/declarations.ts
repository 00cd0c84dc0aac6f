import { col, statement, type RowOf, type RowShape, type Sql } from '#server/database/sql.ts';
import { TABLE_DECLARATIONS } from '#server/public-schema/all-tables.ts';
import {
  restoredColumns,
  rowStepOf,
  type PublicColumn,
  type PublicTable,
} from '#server/public-schema/public-table.ts';
import type {
  TableDeclaration,
  TableDeclarations,
} from '#server/public-schema/table-declaration.ts';
import { ENTRY_KINDS, type Commitment } from '#shared/transparency-log/entry-kinds.ts';
import { SUBJECT_KINDS } from '#shared/core/subject-kinds.ts';
import { personalDataResponse } from '#shared/portability/personal-data.ts';

/** The declarations, and the database's tables to check them against. */
export type Declared = {
  readonly entries: readonly PublicTable[];
  readonly tables: TableDeclarations;
  readonly database: readonly DatabaseTable[];
};

export type DatabaseTable = RowOf<typeof TABLE>;
type Reference = { to: string; column: string; onDelete: string };
type Trigger = { runs: string; about: string };

const TABLE = {
  name: col.text,
  /** Text columns that are no foreign keys. */
  texts: col.list(col.text),
  jsons: col.list(col.text),
  references: col.json<Reference[]>(),
  triggers: col.json<Trigger[]>(),
} satisfies RowShape;

/** Reads the tables of a database, with the columns that declarations must cover. */
export function readTables(sql: Sql): Promise<DatabaseTable[]> {
  return sql(
    statement(
      TABLE,
      `SELECT t.relname::text AS name,
              ARRAY(SELECT a.attname::text FROM pg_attribute a
                WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
                  AND a.atttypid IN ('text'::regtype, 'text[]'::regtype)
                  AND a.attname NOT IN ('id', 'hidden_by') AND a.attname !~ '_month$'
                  AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = t.oid
                    AND k.contype = 'f' AND a.attnum = ANY (k.conkey))
                ORDER BY a.attnum) AS texts,
              ARRAY(SELECT a.attname::text FROM pg_attribute a
                WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
                  AND a.atttypid IN ('json'::regtype, 'jsonb'::regtype)
                ORDER BY a.attnum) AS jsons,
              (SELECT COALESCE(json_agg(json_build_object('to', k.confrelid::regclass::text,
                 'column', a.attname, 'onDelete', k.confdeltype) ORDER BY a.attname), '[]')
                 FROM pg_constraint k JOIN pg_attribute a
                   ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
                WHERE k.conrelid = t.oid AND k.contype = 'f') AS references,
              (SELECT COALESCE(json_agg(json_build_object('runs', p.proname,
                 'about', replace(encode(g.tgargs, 'escape'), '\\000', ''))), '[]')
                 FROM pg_trigger g JOIN pg_proc p ON p.oid = g.tgfoid
                WHERE g.tgrelid = t.oid AND NOT g.tgisinternal) AS triggers
         FROM pg_class t
        WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace ORDER BY 1`,
    ),
  );
}

/** Letters from which a private text cannot stand in an answer by chance. */
const LONG_ENOUGH = 8;

/** The texts of private columns, ids of members included, each with its column. */
export async function privateTexts(sql: Sql): Promise<{ of: string; value: string }[]> {
  const columns = await sql(
    statement(
      { table: col.text, column: col.text },
      `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
        WHERE table_schema = 'public' AND data_type = 'text'`,
    ),
  );
  const texts: { of: string; value: string }[] = [];
  for (const { table, column } of columns) {
    if (TABLE_DECLARATIONS[table]?.columns?.[column] !== 'private') continue;
    const rows = await sql(
      statement(
        { value: col.text },
        `SELECT ${column} AS value FROM ${table} WHERE length(${column}) >= ${LONG_ENOUGH}`,
      ),
    );
    texts.push(...rows.map(({ value }) => ({ of: `${column} of ${table}`, value })));
  }
  return texts;
}

/** What declarations lack, one sentence for each, saying what to add where. */
export function faultsOf(declared: Declared): string[] {
  const { entries, database } = declared;
  return [
    ...database.flatMap((table) => faultsOfTable(declared, table)),
    ...entries.flatMap((entry) => faultsOfEntry(declared, entry)),
    ...SUBJECT_KINDS.filter(
      (kind) =>
        !entries.some(({ subject, flaggable }) => subject === kind && flaggable !== undefined),
    ).map(
      (kind) =>
        `SUBJECTS of shared/core/subject-kinds.ts names "${kind}", and no entry with that subject says by "flaggable" how it is flagged and hidden.`,
    ),
  ];
}

const PEOPLE = ['member', 'author'];
/** CASCADE and SET NULL, in the codes of pg_constraint. */
const FORGETS = ['c', 'n'];

function faultsOfTable({ entries, tables }: Declared, table: DatabaseTable): string[] {
  const { name } = table;
  const toPeople = table.references.filter(({ to }) => PEOPLE.includes(to));
  if (toPeople.length === 0) return [];
  const { withheld, own }: TableDeclaration = tables[name] ?? {};
  const isPublic = entries.some(({ restore }) => restore.some((step) => step.table === name));
  const faults: string[] = [];
  if (!isPublic && withheld === undefined) {
    faults.push(
      `"${name}" says something of a person (${toPeople.map(({ column }) => column).join(', ')}), and nothing declares it. In server/public-schema, add an entry for what of it is public (texts: ${table.texts.join(', ') || 'none'}), or under the tables why it is private.`,
    );
  }
  if (own === undefined) {
    faults.push(
      `A member's own data says nothing of "${name}". Give it "own" under the tables of server/public-schema.`,
    );
  } else if ('at' in own && schemaAt(own.at) === undefined) {
    faults.push(
      `"${name}" should stand at "${own.at}" of a member's own data, which shared/portability/personal-data.ts does not have.`,
    );
  }
  for (const { to, column, onDelete } of toPeople) {
    if (to === 'member' && !FORGETS.includes(onDelete)) {
      faults.push(
        `Who has a row in "${name}" cannot delete her account: let ${column} be set to null, or the row go with her (onDelete in prisma/).`,
      );
    }
  }
  return faults;
}

function faultsOfEntry(declared: Declared, entry: PublicTable): string[] {
  const own = rowStepOf(entry);
  const table = declared.database.find(({ name }) => name === own?.table);
  if (own === undefined || table === undefined) return [];
  const isOfPeople = table.references.some(({ to }) => PEOPLE.includes(to));
  const kept = restoredColumns(entry, own);
  const loose = Object.entries(entry.columns).filter(
    ([, column]) => !column.words && column.stays === undefined,
  );
  const open = loose.filter(([, { sql }]) => {
    const column = columnIn(sql) ?? '';
    return isOfPeople && table.texts.includes(column) && column in kept;
  });
  const faults = open.map(
    ([name]) =>
      `"${name}" of the entry "${entry.name}" is text of a person, and anybody reads it. Declare it by "memberText" (it can be flagged, hidden and taken back), by "codeColumn" where it is one of a few words of ours, or by "permanentText" with the reason why it stays.`,
  );
  for (const [name, column] of loose) {
    const texts = textsInside(declared.database, entry, column).filter(
      (text) => column.texts === undefined || !Object.hasOwn(column.texts, text),
    );
    if (texts.length === 0) continue;
    faults.push(
      `"${name}" of the entry "${entry.name}" is JSON that holds ${texts.join(', ')}, text of a person, and anybody reads it. Name each in "withTexts": "code" where it is one of a few words of ours, or the reason why it stays.`,
    );
  }
  const words = Object.values(entry.columns).flatMap((column) => {
    const name =
      column.words && column.type === 'text' ? (column.column ?? columnIn(column.sql)) : undefined;
    return name === undefined ? [] : [name];
  });
  if (words.length > 0) faults.push(...faultsOfWords(declared, entry, table, words));
  return faults;
}

/** The column that an SQL expression reads, if it is a plain column. */
function columnIn(sql: string): string | undefined {
  return /^\w+\.(\w+)$/.exec(sql)?.[1];
}

/** The columns with texts or JSON, of tables about people, that a JSON value is made of. */
function textsInside(
  database: readonly DatabaseTable[],
  { from }: PublicTable,
  { type, sql }: PublicColumn,
): string[] {
  if (type !== 'json') return [];
  const rows = new Map(
    [...`FROM ${from} ${sql}`.matchAll(/\b(?:FROM|JOIN) (\w+) (\w+)/g)].map(([, table, alias]) => [
      alias,
      database.find(({ name }) => name === table),
    ]),
  );
  const inside = [...sql.matchAll(/'\w+', (?:CASE WHEN [^']* THEN )?(\w+)\.(\w+)/g)];
  const plain = /^(\w+)\.(\w+)$/.exec(sql);
  const read = plain === null ? inside : [plain];
  return read.flatMap(([, alias, column = '']) => {
    const table = rows.get(alias);
    if (table === undefined || !table.references.some(({ to }) => PEOPLE.includes(to))) return [];
    return table.texts.includes(column) || table.jsons.includes(column) ? [column] : [];
  });
}

/** Checks that all public content can be flagged, hidden, exported and erased. */
function faultsOfWords(
  { entries, tables, database }: Declared,
  entry: PublicTable,
  table: DatabaseTable,
  words: readonly string[],
): string[] {
  const { name, subject, flaggable, unflaggable, takenBack, columns } = entry;
  if (unflaggable !== undefined && 'with' in unflaggable) {
    return entries.some((other) => other.name === unflaggable.with && other.flaggable !== undefined)
      ? []
      : [`"${name}" is hidden with "${unflaggable.with}", which no case can be about.`];
  }
  const faults: string[] = [];
  if (flaggable === undefined && unflaggable === undefined) {
    faults.push(
      `Nobody can flag the words of "${name}". Add "${subject ?? name}" to SUBJECTS of shared/core/subject-kinds.ts and "flaggable" to its entry, or "unflaggable" with the reason.`,
    );
  }
  if (flaggable !== undefined) {
    const isHidden = columns['hiddenBy'] !== undefined;
    const runs = (trigger: string): boolean =>
      table.triggers.some((one) => one.runs === trigger && one.about === subject);
    if (!isHidden || !runs('check_hiding') || !runs('check_showing')) {
      faults.push(
        `Nobody can hide "${name}": it takes a column hidden_by, "hiddenBy" in its entry, and the name of its kind in prisma/sql/governance/subject_kind.sql where that is not the name of its table.`,
      );
    }
    if (!(SUBJECT_KINDS as readonly (string | null)[]).includes(subject)) {
      faults.push(
        `"${name}" is flaggable, and SUBJECTS of shared/core/subject-kinds.ts does not name "${subject}".`,
      );
    }
  }
  if (flaggable !== undefined) {
    const shown = Object.values(flaggable.shows).join(' ');
    const unread = words.filter((column) => !new RegExp(String.raw`\bt\.${column}\b`).test(shown));
    if (unread.length > 0) {
      faults.push(
        `Who decides on a case about "${name}" does not read ${unread.join(', ')}: let "text" of its "shows" join the texts by concat_ws, as "boycotts" does.`,
      );
    }
  }
  const own = tables[table.name]?.own;
  if (own !== undefined && 'at' in own) {
    const fields = fieldsAt(own.at);
    const missing = words.filter((column) => !fields.includes(camel(column)));
    if (missing.length > 0) {
      faults.push(
        `A member's own data leaves out ${missing.join(', ')} of "${name}": list it in shared/portability/personal-data.ts.`,
      );
    }
  }
  const withdrawal: Commitment | undefined = (ENTRY_KINDS as Readonly<Record<string, Commitment>>)[
    `${subject}-withdrawn`
  ];
  if (withdrawal?.withdraws !== true || takenBack === undefined) {
    faults.push(
      `Nobody can take back "${name}": it takes an act "${subject}-withdrawn" that takes back, which SUBJECTS of shared/core/subject-kinds.ts or a line of shared/transparency-log/entry-kinds.ts makes, and "takenBack" in its entry, by which copies forget it.`,
    );
  }
  const isEmptied = Array.isArray(takenBack) && /^\s*UPDATE /.test(takenBack.at(-1) ?? '');
  if (isEmptied && withdrawal?.to === 'end' && columns['withdrawnOn'] === undefined) {
    faults.push(
      `A withdrawn row of "${name}" stays, emptied, and the verifier calls it still there: publish the day that "takenBack" sets as "withdrawnOn", as "posts" does.`,
    );
  }
  if (takenBack === 'deleted' && flaggable !== undefined) {
    const under = entries.filter((other) => hasWordsUnder(database, entry, other));
    faults.push(
      ...under.map(
        (other) =>
          `Withdrawing a row of "${name}" deletes it, with the words that others wrote under it in "${other.name}", or fails. Let "takenBack" be SQL that empties it and clears its author, as "posts" does.`,
      ),
    );
  }
  return faults;
}

/** Whether rows of `other` with words of members cannot outlive the row of `entry` that they refer to. */
function hasWordsUnder(
  database: readonly DatabaseTable[],
  entry: PublicTable,
  other: PublicTable,
): boolean {
  const { unflaggable, columns } = other;
  const isPartOfIt =
    unflaggable !== undefined && 'with' in unflaggable && unflaggable.with === entry.name;
  const table = database.find((one) => one.name === rowStepOf(other)?.table);
  return (
    !isPartOfIt &&
    Object.values(columns).some(({ words, type }) => words && type === 'text') &&
    table?.references.some(
      ({ to, onDelete }) => to === rowStepOf(entry)?.table && onDelete !== 'n',
    ) === true
  );
}

type Schema = {
  readonly def: { readonly element?: Schema; readonly shape?: Readonly<Record<string, Schema>> };
};

/** The schema of the data export at a path, e.g. forum.posts. */
function schemaAt(path: string): Schema | undefined {
  return path
    .split('.')
    .reduce<Schema | undefined>(
      (at, name) => at?.def.shape?.[name],
      personalDataResponse as Schema,
    );
}

function fieldsAt(path: string): string[] {
  const schema = schemaAt(path);
  return Object.keys((schema?.def.element ?? schema)?.def.shape ?? {});
}

function camel(column: string): string {
  return column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
