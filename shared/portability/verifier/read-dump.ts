import {
  partContent,
  type ColumnParts,
  type CommittedParts,
} from '#shared/transparency-log/commitments.ts';
import { FetchFailed } from '#shared/core/fetch-with-retry.ts';
import type { DumpedEntryRow, DumpedSubject } from './dumped-subject.ts';
import { readNonEmptyLines, type FileSource } from './file-sources.ts';
import { parseJsonOrNull } from '#shared/core/parse-json.ts';

/** A table of a dump, and which of its columns the record commits to. */
export type DumpedTable = {
  /** Name of the table's file below `whole/`. */
  readonly file: string;
  /** The kind of its rows in the record, e.g. payout. */
  readonly name: string;
  /** The columns that form the part of a row's name after the slash. */
  readonly id: readonly string[];
  /** The committed columns, by the part of a commitment that they stand in. */
  readonly columns: ColumnParts & {
    readonly facts: readonly string[];
    /** Committed only where they have a value; dumps from before there were any do not list them. */
    readonly sparse?: readonly string[];
  };
};

export type DumpedFile = { readonly path: string; readonly bytes: number; readonly sha256: string };

/** The fields of a dump's manifest that the verifier needs. */
export type VerifiedManifest = {
  readonly madeOn: string;
  /** The site's address, if given. */
  readonly site: string | null;
  /** The signed checkpoint that the dump matches. */
  readonly checkpoint: string;
  /** Days for which words and pictures are left out. */
  readonly youngDays: number;
  readonly tables: readonly DumpedTable[];
  readonly files: readonly DumpedFile[];
  /** The dump has an older format, which lacked some files. */
  readonly isOlder: boolean;
  /**
   * Names of figures that the site had yet to compute again; not given in dumps from before it listed
   * them, whose figures cannot be computed.
   */
  readonly stale?: readonly string[];
};

export type DumpRow = Readonly<Record<string, unknown>>;

/**
 * Reads a dump's manifest.
 * @throws FetchFailed when there is no readable one.
 */
export async function readDumpManifest(files: FileSource): Promise<VerifiedManifest> {
  const text = new TextDecoder().decode(await files.read('manifest.json'));
  const manifest = partedTables(parseJsonOrNull(text));
  if (!isManifest(manifest)) {
    throw new FetchFailed(`${files.name} is no dump that this reads. Take a newer verify.mjs`);
  }
  return manifest;
}

/**
 * Converts a manifest to the current format: format 3 had no added columns and no authors, and format 2
 * did not divide columns into facts and words.
 */
function partedTables(manifest: unknown): unknown {
  if (!isRow(manifest) || !Array.isArray(manifest['tables'])) return manifest;
  const tables = manifest['tables'].map((one: unknown) => {
    if (!isRow(one) || 'columns' in one) return one;
    const parts =
      'committed' in one
        ? { facts: one['committed'], words: [] }
        : { facts: one['facts'], words: one['words'] };
    return { ...one, columns: { ...parts, added: [], author: [] } };
  });
  const isOlder = manifest['tables'].every((one: unknown) => isRow(one) && !('columns' in one));
  return { ...manifest, tables, isOlder };
}

/**
 * Whether a value has the fields of a manifest; checked by hand, to keep the tool a single readable
 * file.
 */
function isManifest(value: unknown): value is VerifiedManifest {
  if (!isRow(value)) return false;
  const { madeOn, site, checkpoint, youngDays, tables, files, stale } = value;
  if (typeof madeOn !== 'string' || typeof checkpoint !== 'string') return false;
  if (typeof youngDays !== 'number') return false;
  if (site !== null && typeof site !== 'string') return false;
  if (!Array.isArray(tables) || !Array.isArray(files)) return false;
  const isText = (one: unknown): boolean => typeof one === 'string';
  const isTexts = (some: unknown): boolean => Array.isArray(some) && some.every(isText);
  const areTables = tables.every(
    (one: unknown) =>
      isRow(one) &&
      isText(one['file']) &&
      isText(one['name']) &&
      isTexts(one['id']) &&
      isRow(one['columns']) &&
      PARTS.every((part) => isTexts((one['columns'] as DumpRow)[part])) &&
      isTexts((one['columns'] as DumpRow)['sparse'] ?? []),
  );
  const areFiles = files.every(
    (one: unknown) =>
      isRow(one) &&
      isText(one['path']) &&
      typeof one['bytes'] === 'number' &&
      isText(one['sha256']),
  );
  return areTables && areFiles && (stale === undefined || isTexts(stale));
}

const PARTS = ['facts', 'added', 'words', 'author'];

function isRow(value: unknown): value is DumpRow {
  return typeof value === 'object' && value !== null;
}

export async function* readDumpRows(files: FileSource, path: string): AsyncGenerator<DumpRow> {
  for await (const line of readNonEmptyLines(files, path)) {
    const row = parseJsonOrNull(line);
    if (!isRow(row)) throw new FetchFailed(`${files.name}/${path} holds a line that is no row`);
    yield row;
  }
}

/** Returns a row's name in the record, e.g. payout/3k9…. */
export function logSubjectOfRow({ name, id }: DumpedTable, row: DumpRow): string {
  return `${name}/${id.map((column) => textOf(row[column])).join('-')}`;
}

function columnsOf(row: DumpRow, names: readonly string[]): DumpRow {
  return Object.fromEntries(names.map((column) => [column, row[column] ?? null]));
}

/** Returns the content of a row that the record commits to. */
function partsOf({ columns }: DumpedTable, row: DumpRow): CommittedParts {
  const { facts, added, words, author, sparse = [] } = columns;
  const named = [...new Set([...facts, ...added, ...words, ...author, ...sparse])];
  const isLeftOut = (column: string): boolean =>
    sparse.includes(column) && (row[column] ?? null) === null;
  return partContent(
    columnsOf(
      row,
      named.filter((column) => !isLeftOut(column)),
    ),
    columns,
  );
}

/**
 * Converts a row of a dump to a subject to compare.
 * @param removes tells whether a decision removes a subject's text.
 */
export function toDumpedSubject(
  table: DumpedTable,
  row: DumpRow,
  removes: (decision: string) => boolean,
): DumpedSubject {
  const hiddenBy = typeof row['hiddenBy'] === 'string' ? row['hiddenBy'] : null;
  const young = row['young'] === true;
  const withheld = young || (hiddenBy !== null && removes(hiddenBy));
  return {
    subject: logSubjectOfRow(table, row),
    content: partsOf(table, row),
    withheld,
    young,
    hiddenBy,
    coveredBy: typeof row['coveredBy'] === 'string' ? row['coveredBy'] : null,
    gone: typeof row['withdrawnOn'] === 'string' && !saysAnything(table, row),
    withdrawnOn: typeof row['withdrawnOn'] === 'string' ? row['withdrawnOn'] : null,
    echoes: typeof row['echoes'] === 'number' ? row['echoes'] : null,
  };
}

export function toDumpedEntryRow(table: DumpedTable, row: DumpRow): DumpedEntryRow {
  return {
    name: logSubjectOfRow(table, row),
    about: aboutOf(table.name, row),
    content: partsOf(table, row),
    also: Array.isArray(row['batch']) ? row['batch'].map((post) => `post/${textOf(post)}`) : [],
    removes: REMOVES.has(textOf(row['kind'])),
  };
}

const REMOVES: ReadonlySet<string> = new Set(['remove', 'veil']);

/** Whether a withdrawn row still shows words or pictures; the manifest of an old dump does not name these. */
function saysAnything({ columns }: DumpedTable, row: DumpRow): boolean {
  return [...columns.words, 'text', 'pictures'].some((column) => {
    const value = row[column];
    return Array.isArray(value) ? value.length > 0 : typeof value === 'string';
  });
}

/**
 * Returns the subject that a row of acts is about, e.g. `client/3k9…`, as its log entry names it.
 */
function aboutOf(name: string, row: DumpRow): string {
  const { about, check, finding, platform, clients } = row;
  if (name === 'client-changes') {
    return `client/${Array.isArray(clients) ? textOf(clients[0]) : ''}`;
  }
  if (typeof about === 'string') return about;
  if (typeof check === 'string') return `check/${check}`;
  if (typeof finding === 'string') return `finding/${finding}`;
  return `platform/${textOf(platform)}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
