import { addDays, today } from '#shared/core/days.ts';
import {
  EARLIEST_IMPORT,
  MAX_CATEGORY_NAME,
  MAX_CATEGORY_DESCRIPTION,
  importLine,
  type ImportKind,
  type ImportLine,
  type ImportLineOf,
} from '#shared/portability/imports.ts';
import { MAX_THREAD_TITLE_LENGTH } from '#shared/community/thread-title.ts';
import { deterministicId } from '#server/core/ids.ts';
import { describeValidationIssues } from '#server/portability/imports/source/describe-validation-issues.ts';

/** A validated object as a row of the staging table. Dates are ISO strings. */
export type StagedObject = {
  readonly kind: ImportKind;
  readonly original: string;
  readonly at: string;
  readonly ourId: string;
  readonly date: string | null;
  readonly parent: string | null;
  readonly parentId: string | null;
  readonly authorId: string | null;
  readonly name: string | null;
  readonly text: string | null;
  readonly number: number | null;
  readonly more: object | null;
};
export type ValidatedObject =
  | { readonly kind: 'taken'; readonly row: StagedObject; readonly notes: readonly string[] }
  | {
      readonly kind: 'refused';
      readonly what: string;
      readonly original: string;
      readonly reason: string;
    };

const UNTITLED = '(sans titre)';

/** Validates one object of an import strictly, and cleans up its texts where that loses nothing. */
export function validateObject(
  source: string,
  value: unknown,
  at: string,
  now: Date,
): ValidatedObject {
  const parsed = importLine.safeParse(value);
  if (!parsed.success) {
    return { kind: 'refused', ...namesOf(value), reason: describeValidationIssues(parsed.error) };
  }
  const line = parsed.data;
  const wrongDate = dateIssue(line.date ?? null, now);
  const refuse = (reason: string): ValidatedObject => ({
    kind: 'refused',
    what: line.kind,
    original: line.id,
    reason,
  });
  if (wrongDate !== null) return refuse(`date: ${wrongDate}`);
  const notes: string[] = [];
  const row = rowOf(source, line, at, notes);
  if (line.kind === 'post') {
    if (row.text === '') return refuse('text: empty');
    if (dateIssue(line.edited ?? null, now) !== null) {
      notes.push('the date of its last change was wrong and is gone');
      return { kind: 'taken', row: { ...row, more: null }, notes };
    }
  }
  return { kind: 'taken', row, notes };
}

function rowOf(source: string, line: ImportLine, at: string, notes: string[]): StagedObject {
  const row = {
    kind: line.kind,
    original: line.id,
    at,
    ourId: deterministicId(source, line.kind, line.id),
    date: line.date === undefined ? null : isoOf(line.date),
    ...EMPTY,
  };
  if (line.kind === 'category') return { ...row, ...categoryFields(line, notes) };
  if (line.kind === 'member') {
    return {
      ...row,
      name: removeControlCharacters(line.pseudonym),
      more: { language: line.language ?? 'fr' },
    };
  }
  const authorId = line.author == null ? null : deterministicId(source, 'member', line.author);
  if (line.kind === 'thread') {
    const title = cut(
      removeControlCharacters(line.title),
      MAX_THREAD_TITLE_LENGTH,
      'its title',
      notes,
    );
    return {
      ...row,
      authorId,
      parent: line.category,
      name: title === '' ? UNTITLED : title,
      more: line.platform == null ? null : { platform: line.platform },
    };
  }
  return {
    ...row,
    authorId,
    parent: line.thread,
    parentId: deterministicId(source, 'thread', line.thread),
    text: removeUnstorableCharacters(line.text),
    number: line.number ?? null,
    more: line.edited == null ? null : { edited: isoOf(line.edited) },
  };
}

const EMPTY = {
  parent: null,
  parentId: null,
  authorId: null,
  name: null,
  text: null,
  number: null,
  more: null,
} as const;

function categoryFields(line: ImportLineOf<'category'>, notes: string[]): Partial<StagedObject> {
  const name = cut(removeControlCharacters(line.name), MAX_CATEGORY_NAME, 'its name', notes);
  const say = cut(
    removeControlCharacters(line.say ?? ''),
    MAX_CATEGORY_DESCRIPTION,
    'what belongs there',
    notes,
  );
  return {
    parent: line.parent ?? null,
    name: name === '' ? UNTITLED : name,
    text: say,
    more: line.slug === undefined ? null : { slug: line.slug },
  };
}

function cut(text: string, most: number, what: string, notes: string[]): string {
  if (text.length <= most) return text;
  notes.push(`${what} was cut at ${most} characters`);
  return `${text.slice(0, most - 1).replace(/\p{Surrogate}$/u, '')}…`;
}

/** Removes characters that no database stores, and normalises line ends; changes nothing else. */
export function removeUnstorableCharacters(text: string): string {
  return text
    .replaceAll('\0', '')
    .replaceAll(/\p{Surrogate}/gu, '\uFFFD')
    .replaceAll(/\r\n?/g, '\n')
    .trim();
}

/** Makes a text a single line, without control and invisible characters. */
export function removeControlCharacters(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .replaceAll(/[\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g, '')
    .replaceAll(/\p{Surrogate}/gu, '\uFFFD')
    .normalize('NFC')
    .trim();
}

function isoOf(date: string): string {
  return new Date(date).toISOString();
}

function dateIssue(date: string | null, now: Date): string | null {
  if (date === null) return null;
  const at = new Date(date);
  if (Number.isNaN(at.getTime())) return 'no date';
  if (at < new Date(EARLIEST_IMPORT)) return 'before any forum';
  // The old server's clock may have been ahead of ours.
  return at.toISOString().slice(0, 10) > addDays(today(now), 1) ? 'in the future' : null;
}

function namesOf(value: unknown): { what: string; original: string } {
  if (typeof value !== 'object' || value === null) return { what: 'line', original: '' };
  const kind = 'kind' in value ? value.kind : null;
  const id = 'id' in value ? value.id : null;
  return {
    what: typeof kind === 'string' ? removeControlCharacters(kind).slice(0, 20) : 'line',
    original:
      typeof id === 'string' || typeof id === 'number'
        ? removeControlCharacters(String(id)).slice(0, 64)
        : '',
  };
}
