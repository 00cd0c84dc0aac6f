import { findReservedPseudonyms } from '#server/identity/accounts/reserved-pseudonyms.ts';
import { dummyHash } from '#server/identity/accounts/password-hashing.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement, type RowOf } from '#server/database/sql.ts';
import { foldName } from '#shared/core/text.ts';
import { pseudonymChoices } from './pseudonym-choices.ts';
import type { ImportRun } from './import-run.ts';
import { analyzeWhenDoubled } from './analyze-tables.ts';

const BATCH = 500;

type Waiting = RowOf<typeof WAITING>;
type Named = Waiting & { pseudonym: string; key: string };

/**
 * Creates an account for each member of the source, with only a pseudonym and her original sign-up
 * day. No password opens the account until she claims it.
 */
export async function importMembers(run: ImportRun): Promise<void> {
  const { database, source, leftKey, report, progress } = run;
  const [{ count } = { count: 0 }] = await database.sql(COUNT, [source.id]);
  const passwordHash = await dummyHash();
  const grown = analyzeWhenDoubled(database.sql);
  progress.begin('Members', count);
  for (let left = true; left;) {
    const made = await database.prisma.$transaction((tx) =>
      bringSome(tx, source.id, passwordHash, leftKey),
    );
    for (const { original, at, name, pseudonym } of made) {
      if (name === pseudonym) continue;
      await report.tell('changed', 'member', original, at, reasonOf(name, pseudonym));
    }
    report.brought('member', made.length);
    await grown(made.length);
    progress.step(made.length);
    left = made.length > 0;
  }
  progress.end();
}

/**
 * Returns the report's reason for another pseudonym, without a name that looks like an e-mail
 * address.
 */
function reasonOf(theirs: string, ours: string): string {
  return theirs.includes('@')
    ? `was called by an address: is called "${ours}" here`
    : `was called "${theirs}": is called "${ours}" here`;
}

async function bringSome(
  tx: Db,
  source: string,
  passwordHash: string,
  leftKey: Buffer,
): Promise<Named[]> {
  const { sql } = tx;
  const waiting = await sql(WAITING, [source]);
  if (waiting.length === 0) return [];
  const named = await nameAll(tx, waiting, leftKey);
  const made = new Set(
    (await sql(INSERT, [JSON.stringify(named), passwordHash])).map(({ id }) => id),
  );
  // If somebody signed up with one of the names meanwhile, the imported member gets another name in
  // the next batch.
  const fresh = named.filter(({ ourId }) => made.has(ourId));
  await sql(KEEP, [source, JSON.stringify(fresh)]);
  if (fresh.length === 0) throw new Error('No member of this batch could be given a name.');
  return fresh;
}

/**
 * Assigns each member a free pseudonym: not used by anybody, nor left on posts by a deleted
 * account.
 */
async function nameAll(tx: Db, waiting: readonly Waiting[], leftKey: Buffer): Promise<Named[]> {
  const wishes = waiting.map((one) => ({
    one,
    choices: pseudonymChoices(one.name, one.ourId).map((pseudonym) => ({
      pseudonym,
      key: foldName(pseudonym),
    })),
  }));
  const keys = [...new Set(wishes.flatMap(({ choices }) => choices.map(({ key }) => key)))];
  const rows = await tx.sql(
    statement(
      { key: col.text },
      'SELECT pseudonym_key AS key FROM member WHERE pseudonym_key = ANY($1::text[])',
    ),
    [keys],
  );
  const left = await findReservedPseudonyms(tx, keys, leftKey);
  const taken = new Set([...rows.map(({ key }) => key), ...left]);
  return wishes.map(({ one, choices }) => {
    const choice = choices.find(({ key }) => !taken.has(key)) ?? choices.at(-1);
    if (choice === undefined) throw new Error('A member has no name to choose.');
    taken.add(choice.key);
    return { ...one, ...choice };
  });
}

const NOT_DONE = `
  FROM import_staged s WHERE s.source = $1 AND s.kind = 'member'
   AND NOT EXISTS (SELECT 1 FROM import_original o
     WHERE o.source = s.source AND o.kind = 'member' AND o.original = s.original)`;
const COUNT = statement({ count: col.int }, `SELECT count(*)::int AS count ${NOT_DONE}`);
const WAITING = statement(
  {
    original: col.text,
    at: col.text,
    ourId: col.text,
    name: col.text,
    date: col.text,
    language: col.text,
  },
  `
  SELECT s.original, s.at, s.our_id AS "ourId", s.name, s.date::text AS date,
         s.more ->> 'language' AS language ${NOT_DONE}
   ORDER BY s.date, length(s.original), s.original COLLATE "C" LIMIT ${BATCH}`,
);
const INSERT = statement(
  { id: col.text },
  `
  INSERT INTO member (id, pseudonym, pseudonym_key, password_hash, lang, created_at)
  SELECT "ourId", pseudonym, key, $2, language, date
    FROM json_to_recordset($1::json) AS row("ourId" text, pseudonym text, key text, language text,
         date timestamptz)
  ON CONFLICT DO NOTHING RETURNING id`,
);
const KEEP = `
  WITH made AS (SELECT * FROM json_to_recordset($2::json) AS row(original text, "ourId" text)),
  claim AS (INSERT INTO import_claim (member_id, source, original)
            SELECT "ourId", $1, original FROM made)
  INSERT INTO import_original (source, kind, original, our_id)
  SELECT $1, 'member', original, "ourId" FROM made`;
