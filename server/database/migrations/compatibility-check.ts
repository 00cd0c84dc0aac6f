import { CONTRACT_SUFFIX } from './contract-rules.ts';

/** One statement of a migration: its text, and a normalised form for the checks. */
type Statement = {
  /** The statement as written, with the comments above it. */
  readonly text: string;
  /**
   * The statement without comments, string literals and function bodies; a quoted name is replaced by
   * its index in `names`.
   */
  readonly shape: string;
  readonly names: readonly string[];
  /** Whether a comment explains why the statement may run beside the previous version. */
  readonly excused: boolean;
};

/** Prefix of a comment that explains why a statement may run beside the previous version. */
export const COMPATIBLE_COMMENT_PREFIX = 'beside the version before:';

const PIECES =
  /(?<comment>--[^\n]*|\/\*[^]*?\*\/)|(?<text>[eE]?'(?:[^']|'')*'|(?<tag>\$\w*\$)[^]*?\k<tag>)|"(?<name>(?:[^"]|"")*)"|(?<end>;)/g;
const NAME = String.raw`(?:"(\d+)"|([\w.]+))`;
const TABLE_CHANGE = new RegExp(
  String.raw`^ALTER TABLE (?:IF EXISTS )?(?:ONLY )?${NAME} (.*)$`,
  'i',
);
const NEW_TABLE = new RegExp(
  String.raw`^CREATE (?:(?:TEMP|TEMPORARY|UNLOGGED) )?TABLE (?:IF NOT EXISTS )?${NAME}`,
  'i',
);
const INDEX = new RegExp(
  String.raw`^CREATE (UNIQUE )?INDEX (CONCURRENTLY )?(?:IF NOT EXISTS )?(?:${NAME} )?ON (?:ONLY )?${NAME}`,
  'i',
);
const TAKEN = new RegExp(
  String.raw`^(?:DELETE FROM|TRUNCATE(?: TABLE)?|LOCK(?: TABLE)?|DROP TABLE(?: IF EXISTS)?) (?:ONLY )?${NAME}`,
  'i',
);

/**
 * Finds what in a migration would break or block processes of the previous version, one sentence each.
 * It cannot evaluate conditions; a reviewer has to.
 */
export function findBreakingStatements(script: string): string[] {
  const statements = readStatements(script);
  const made = madeTables(statements);
  const alone =
    statements.length > 1 && statements.some(({ shape }) => /\bCONCURRENTLY\b/i.test(shape))
      ? ['An index that is built beside others (CONCURRENTLY) stands in a migration of its own.']
      : [];
  const found = statements
    .flatMap(eachChange)
    .filter(({ excused }) => !excused)
    .flatMap((statement) =>
      breaksOf(statement, made).map((why) => `${why}: ${firstLine(statement.text)}`),
    );
  return [...alone, ...found];
}

/** One of the migrations that a migration is split into: the suffix of its name, and its SQL. */
export type MigrationPart = { readonly ending: string; readonly script: string };

/**
 * Splits a generated migration into parts that can run beside the previous version, in this order:
 * additions, each index on its own, validation of constraints, and last the `_contract` with removals.
 * Statements that cannot be made safe stay in the first part, where `findBreakingStatements` reports them.
 */
export function splitMigration(script: string): MigrationPart[] {
  const statements = readStatements(script).flatMap(eachChange);
  const made = madeTables(statements);
  const dropped = new Set(
    statements.flatMap(({ shape, names }) =>
      /\bDROP\b/i.test(shape) ? lastName(shape, names) : [],
    ),
  );
  const adds: string[] = [];
  const indexes: string[] = [];
  const checks: string[] = [];
  const takes: string[] = [];
  for (const statement of statements) {
    const { text, shape, names } = statement;
    const breaks = breaksOf(statement, made).length > 0;
    const rule = /^ALTER TABLE "(\d+)" ADD CONSTRAINT "(\d+)" (?:FOREIGN KEY|CHECK)/i.exec(shape);
    // An object re-created under the same name can only be created after the old one is dropped.
    const again =
      /^CREATE|\bADD\b/i.test(shape) && named(shape, names).some((of) => dropped.has(of));
    if (!breaks && !again) adds.push(text);
    else if (again) takes.push(text);
    else if (rule !== null) {
      adds.push(text.replace(/;$/, ' NOT VALID;'));
      const [table, name] = [names[Number(rule[1])], names[Number(rule[2])]];
      checks.push(`ALTER TABLE "${table}" VALIDATE CONSTRAINT "${name}";`);
    } else if (/^CREATE INDEX /i.test(shape))
      indexes.push(text.replace(/CREATE INDEX/i, '$& CONCURRENTLY'));
    else if (/^ALTER TABLE .* ADD COLUMN/i.test(shape)) adds.push(text);
    else takes.push(text);
  }
  return [
    { ending: '', script: joined(adds) },
    ...indexes.map((text, index) => ({ ending: `_index_${index + 1}`, script: joined([text]) })),
    { ending: '_checked', script: joined(checks) },
    { ending: CONTRACT_SUFFIX, script: joined(takes) },
  ].filter((part) => part.script !== '');
}

function joined(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('\n');
}

function readStatements(script: string): Statement[] {
  const statements: Statement[] = [];
  let [text, shape] = ['', ''];
  let [names, excused]: [string[], boolean] = [[], false];
  let at = 0;
  const end = (): void => {
    const said = shape.replaceAll(/\s+/g, ' ').trim();
    if (said !== '') statements.push({ text: text.trim(), shape: said, names, excused });
    [text, shape, names, excused] = ['', '', [], false];
  };
  for (const piece of script.matchAll(PIECES)) {
    const before = script.slice(at, piece.index);
    [text, shape, at] = [text + before + piece[0], shape + before, piece.index + piece[0].length];
    const { comment, name, end: ends } = piece.groups ?? {};
    if (comment !== undefined) excused ||= comment.includes(COMPATIBLE_COMMENT_PREFIX);
    else if (ends !== undefined) end();
    else if (name === undefined) shape += "''";
    else shape += `"${names.push(name) - 1}"`;
  }
  [text, shape] = [text + script.slice(at), shape + script.slice(at)];
  end();
  return statements;
}

/** Splits an ALTER TABLE with several actions into one statement each. */
function eachChange(statement: Statement): Statement[] {
  const change = TABLE_CHANGE.exec(statement.shape);
  const start = /^(?:--[^\n]*\n)?ALTER TABLE "[^"]+"/i.exec(statement.text);
  const actions = actionsIn(change?.[3] ?? '');
  if (start === null || actions.length < 2) return [statement];
  const rest = actionsIn(statement.text.slice(start[0].length).replace(/;$/, ''));
  return rest.flatMap((action) =>
    readStatements(`${start[0]} ${action.replace(/^(\w+ \w+) +/, '$1 ')};`).map((one) => ({
      ...one,
      excused: statement.excused,
    })),
  );
}

function breaksOf({ shape, names }: Statement, made: ReadonlySet<string>): string[] {
  const isNew = (quoted: string | undefined, plain: string | undefined): boolean =>
    made.has(quoted === undefined ? (plain ?? '') : (names[Number(quoted)] ?? ''));
  const change = TABLE_CHANGE.exec(shape);
  if (change !== null) {
    const [, quoted, plain, actions] = change;
    return isNew(quoted, plain) ? [] : actionsIn(actions ?? '').flatMap(breaksOfChange);
  }
  const index = INDEX.exec(shape);
  if (index !== null) {
    const [, unique, beside, , , quoted, plain] = index;
    if (isNew(quoted, plain)) return [];
    if (unique !== undefined) return ['A new rule that the version before does not know'];
    return beside === undefined ? ['Writes wait for it without CONCURRENTLY'] : [];
  }
  const taken = TAKEN.exec(shape);
  if (taken !== null && isNew(taken[1], taken[2])) return [];
  if (/^(?:DROP|DELETE|TRUNCATE|REVOKE)\b/i.test(shape)) return ['It takes something away'];
  if (/^LOCK\b/i.test(shape)) return ['Everybody waits for it'];
  if (/^ALTER\b.*\b(?:DROP|RENAME|SET SCHEMA)\b/i.test(shape)) return ['It takes something away'];
  return [];
}

/** What one action of an ALTER TABLE breaks, one sentence each. */
function breaksOfChange(action: string): string[] {
  if (/^(?:DROP|RENAME|SET SCHEMA)\b/i.test(action)) return ['It takes something away'];
  if (/^ALTER\b/i.test(action)) {
    if (/ (?:SET DATA )?TYPE /i.test(action)) return ['It changes a type'];
    if (/ SET NOT NULL$/i.test(action)) return ['A new rule that the version before does not know'];
    if (/ DROP DEFAULT$/i.test(action)) return ['It takes something away'];
    if (/ DROP NOT NULL$/i.test(action)) return ['The version before expects a value in each row'];
    return [];
  }
  if (/^ADD (?:CONSTRAINT|PRIMARY KEY|UNIQUE|FOREIGN KEY|CHECK|EXCLUDE)\b/i.test(action)) {
    return / NOT VALID$/i.test(action) ? [] : ['Writes wait for it without NOT VALID'];
  }
  if (!/^ADD\b/i.test(action)) return [];
  return [
    ...(/\bNOT NULL\b/i.test(action) && !/\bDEFAULT\b/i.test(action)
      ? ['The version before writes rows without it: it needs a DEFAULT']
      : []),
    ...(/\b(?:DEFAULT [^,]*\(|GENERATED|SERIAL|BIGSERIAL)/i.test(action)
      ? ['Each row is written anew while everybody waits']
      : []),
    ...(/\b(?:UNIQUE|PRIMARY KEY|REFERENCES|CHECK)\b/i.test(action)
      ? ['Writes wait for its rule: add that by itself']
      : []),
  ];
}

function madeTables(statements: readonly Statement[]): Set<string> {
  return new Set(
    statements.flatMap(({ shape, names }) => {
      const [, quoted, plain] = NEW_TABLE.exec(shape) ?? [];
      return quoted === undefined ? (plain ?? []) : (names[Number(quoted)] ?? []);
    }),
  );
}

/** Splits a list at its commas outside of parentheses, literals and quotes. */
function actionsIn(list: string): string[] {
  const parts = list.match(
    /(?:'(?:[^']|'')*'|"[^"]*"|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|[^,])+/g,
  );
  return (parts ?? []).map((part) => part.trim());
}

/** Names of the index, constraint or column that a statement creates. */
function named(shape: string, names: readonly string[]): string[] {
  const of =
    /^(?:CREATE (?:UNIQUE )?INDEX|ALTER TABLE "\d+" ADD (?:CONSTRAINT|COLUMN)) "(\d+)"/i.exec(
      shape,
    );
  return of === null ? [] : [names[Number(of[1])] ?? ''];
}

function lastName(shape: string, names: readonly string[]): string[] {
  const all = [...shape.matchAll(/"(\d+)"/g)];
  return all.slice(-1).map((match) => names[Number(match[1])] ?? '');
}

function firstLine(text: string): string {
  const said = text.split('\n').filter((line) => !line.startsWith('--'));
  return said[0]?.slice(0, 120) ?? '';
}
