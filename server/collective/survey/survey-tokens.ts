import { createHash } from 'node:crypto';
import type { z } from 'zod/mini';
import type { SurveyYear } from '#prisma/client.ts';
import { hasBroughtSql } from '#server/collective/boycott-procedure/pledge-eligibility.ts';
import { signBlindedMessage } from '#server/collective/blind-signing/blind-signatures.ts';
import { toldLeafSql } from '#server/collective/blind-signing/recorded-content.ts';
import { openPrivateKey } from '#server/collective/blind-signing/site-keys.ts';
import { lockSubjectShared } from '#server/collective/blind-signing/subject-locks.ts';
import { AppError } from '#server/core/errors.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import type { BaseDeps } from '#server/http/deps.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { surveySubject, type ownSurveyTokenResponse } from '#shared/collective/survey.ts';
import { surveyAliasFor, surveyYearOf } from './survey-years.ts';

/** Seconds between two checkpoints: ten minutes. */
const TOLD_RETRY_SECONDS = 600;
/** Minimum age of the account of a member who is not established. */
export const MIN_SURVEY_ACCOUNT_DAYS = 30;

type TokenDeps = Pick<BaseDeps, 'database' | 'secrets' | 'clock'>;

/** Finds the survey that a member's browser requests a token for by itself; null if she can get none. */
export async function findOwnSurveyToken(
  { database, secrets, clock }: TokenDeps,
  viewer: Viewer,
): Promise<z.infer<typeof ownSurveyTokenResponse>> {
  return database.prisma.$transaction(async (tx) => {
    const now = clock();
    const row = await tx.surveyYear.findUnique({ where: { year: surveyYearOf(now) } });
    if (row === null || row.privateKey === null) return { survey: null };
    const alias = await surveyAliasFor(tx, secrets, row, viewer.id, now);
    const held =
      alias !== null &&
      (await tx.surveyTokenHolder.count({ where: { year: row.year, alias } })) > 0;
    if (!held && !(await canAnswer(tx.sql, viewer.id, now))) return { survey: null };
    return {
      survey: {
        year: row.year,
        publicKey: Buffer.from(row.publicKey).toString('base64'),
        leaf: await findToldLeaf(tx.sql, row.year),
        issued: held || alias === null,
      },
    };
  });
}

/**
 * Issues a member's browser its one token, a blind signature, for this year's survey: the same blinded
 * message gets the same signature again, another message gets none.
 * @throws AppError not-open, not-allowed for members who cannot answer, key-not-told until the public
 * record has the key, token-taken, bad-input for a number out of range.
 */
export async function issueSurveyToken(
  { database, secrets, clock }: TokenDeps,
  viewer: Viewer,
  blinded: Buffer,
): Promise<Buffer> {
  return database.prisma.$transaction(async (tx) => {
    const now = clock();
    const year = surveyYearOf(now);
    await lockSubjectShared(tx, surveySubject(year));
    const row = await tx.surveyYear.findUnique({ where: { year } });
    if (row === null || row.privateKey === null) throw new AppError('not-open');
    await keepToken(tx, { secrets, now }, row, viewer.id, blinded);
    const key = openPrivateKey(secrets, surveySubject(year), row.privateKey);
    return signBlindedMessage(key, blinded);
  });
}

/** Finds or inserts the row of a member's token. */
async function keepToken(
  tx: Db,
  { secrets, now }: Pick<TokenDeps, 'secrets'> & { readonly now: Date },
  row: SurveyYear,
  memberId: string,
  blinded: Buffer,
): Promise<void> {
  const { year } = row;
  const alias = await surveyAliasFor(tx, secrets, row, memberId, now);
  if (alias === null) throw new AppError('token-taken');
  const where = { year_alias: { year, alias } };
  const hash = createHash('sha256').update(blinded).digest();
  let held = await tx.surveyTokenHolder.findUnique({ where });
  if (held === null) {
    if (!(await canAnswer(tx.sql, memberId, now))) throw new AppError('not-allowed');
    if ((await findToldLeaf(tx.sql, year)) === null) {
      throw new AppError('key-not-told', { retryAfterSeconds: TOLD_RETRY_SECONDS });
    }
    // Of concurrent requests one inserts the row, and the others read it.
    const data = { year, alias, blindedHash: Uint8Array.from(hash) };
    await tx.surveyTokenHolder.createMany({ data: [data], skipDuplicates: true });
    held = await tx.surveyTokenHolder.findUniqueOrThrow({ where });
  }
  if (!hash.equals(held.blindedHash)) throw new AppError('token-taken');
}

/** Counts the members who could answer now. */
export async function countPossibleAnswers(sql: Sql, now: Date): Promise<number> {
  const [row] = await sql(COUNT_POSSIBLE, [now.toISOString()]);
  return row?.could ?? 0;
}

async function canAnswer(sql: Sql, memberId: string, now: Date): Promise<boolean> {
  const [row] = await sql(CAN_ANSWER, [now.toISOString(), memberId]);
  return row?.can === true;
}

async function findToldLeaf(sql: Sql, year: number): Promise<number | null> {
  const [row] = await sql(TOLD_LEAF, [surveySubject(year)]);
  return row?.leaf ?? null;
}

/**
 * SQL: whether member `m` can answer at `$1`: she is established, or has visible evidence and an account
 * of thirty days. A crowd of new accounts costs as much as one in the figures.
 */
const CAN = `(m.established_on IS NOT NULL
  OR m.created_at <= $1::timestamptz - interval '${MIN_SURVEY_ACCOUNT_DAYS} days'
     AND EXISTS (SELECT 1 FROM author a WHERE a.member_id = m.id AND ${hasBroughtSql('NULL::date')}))`;

export const CAN_ANSWER = statement(
  { can: col.bool },
  `SELECT ${CAN} AS can FROM member m WHERE m.id = $2`,
);

export const COUNT_POSSIBLE = statement(
  { could: col.int },
  `SELECT count(*)::int AS could FROM member m WHERE ${CAN}`,
);

const TOLD_LEAF = statement(
  { leaf: col.float.orNull },
  `SELECT ${toldLeafSql('$1::text', `'survey-key-told'`)} AS leaf`,
);
