import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import type { Database, Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { randomId } from '#server/core/ids.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { hashClaimCode, type ClaimCodesFile } from './claim-code.ts';

const BATCH = 1_000;
const HEADER = 'original id,pseudonym,code';

/**
 * Makes a code for each unclaimed pseudonym of a source that has none. Codes are written to the
 * file before the database, since a code of which only the hash is known would be lost. Finally
 * keeps only valid codes in the file.
 * @returns how many pseudonyms of the source are unclaimed.
 */
export async function writeClaimCodes(
  database: Database,
  source: string,
  { path, secrets }: ClaimCodesFile,
): Promise<number> {
  for (let left = true; left;) {
    left = await database.prisma.$transaction((tx) => writeSome(tx, source, path, secrets));
  }
  const kept = await database.sql(
    statement(
      { original: col.text, hash: col.text },
      'SELECT original, code_hash AS hash FROM import_claim WHERE source = $1',
    ),
    [source],
  );
  keepValid(path, new Map(kept.map(({ original, hash }) => [original, hash])), secrets);
  return kept.length;
}

/** Invalidates all unused codes of a source, so that new ones are made. */
export async function invalidateClaimCodes(tx: Db, source: string): Promise<number> {
  const { count } = await tx.importClaim.updateMany({
    where: { source },
    data: { codeHash: null },
  });
  return count;
}

async function writeSome(tx: Db, source: string, path: string, secrets: Secrets): Promise<boolean> {
  const { sql } = tx;
  const waiting = await sql(WAITING, [source]);
  if (waiting.length === 0) return false;
  const coded = waiting.map((one) => ({ ...one, code: newCode() }));
  append(
    path,
    coded.map(({ original, pseudonym, code }) => `${original},${pseudonym},${code}\n`),
  );
  const rows = coded.map(({ memberId, code }) => ({
    memberId,
    hash: hashClaimCode(secrets, code),
  }));
  await sql(KEEP, [JSON.stringify(rows)]);
  return true;
}

/** Makes a code of sixty random bits, in three parts that are easy to read aloud. */
function newCode(): string {
  return randomId().replaceAll(/(.{4})(?=.)/g, '$1-');
}

function append(path: string, lines: readonly string[]): void {
  const file = openSync(path, 'a', 0o600);
  writeSync(file, lines.join(''));
  fsyncSync(file);
  closeSync(file);
}

/**
 * Rewrites the file with its valid codes only. Splitting lines at commas is safe: neither original
 * ids nor pseudonyms contain one.
 */
function keepValid(path: string, hashes: ReadonlyMap<string, string>, secrets: Secrets): void {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const valid = lines.filter((line) => {
    const [original = '', , code] = line.split(',');
    return code !== undefined && hashes.get(original) === hashClaimCode(secrets, code);
  });
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w', 0o600);
  writeSync(file, [HEADER, ...valid, ''].join('\n'));
  fsyncSync(file);
  closeSync(file);
  renameSync(fresh, path);
}

const WAITING = statement(
  { memberId: col.text, original: col.text, pseudonym: col.text },
  `
  SELECT c.member_id AS "memberId", c.original, m.pseudonym
    FROM import_claim c JOIN member m ON m.id = c.member_id
   WHERE c.source = $1 AND c.code_hash IS NULL
   ORDER BY length(c.original), c.original COLLATE "C" LIMIT ${BATCH} FOR UPDATE OF c`,
);
const KEEP = `
  UPDATE import_claim c SET code_hash = row.hash
    FROM json_to_recordset($1::json) AS row("memberId" text, hash text)
   WHERE c.member_id = row."memberId"`;
