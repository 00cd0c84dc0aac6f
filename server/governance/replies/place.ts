import type { Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireControl } from '#server/governance/domains/proof.ts';
import { AppError, found, refuseField } from '#server/core/errors.ts';
import { JUDGED, judgedFrom, loadSubject } from '#server/public-schema/subjects.ts';
import { readSubject, type SubjectKind } from '#shared/governance/cases.ts';
import { today } from '#shared/core/days.ts';
import { REPLIES_A_DAY, type ReplyInput } from '#shared/governance/replies.ts';
import type { NamedId } from './named.ts';
import { lockDomain } from './standing.ts';

/**
 * The platforms and clients named in a thing, that of its page first.
 * @throws AppError not-found.
 */
export async function namedIn(tx: Db, subject: string): Promise<NamedId[]> {
  const { kind, id } = readSubject(subject);
  const { platformId, ...loaded } = found(await loadSubject(tx, kind, id));
  const clientId = loaded.clientId ?? (await clientOf(tx, kind, id));
  const platform = platformId === null ? [] : [{ platformId }];
  const client = clientId === null ? [] : [{ clientId }];
  return kind === 'client-review' ? [...client, ...platform] : [...platform, ...client];
}

/** The client that a thing is about, although it changes none of its figures. */
async function clientOf(tx: Db, kind: SubjectKind, id: string): Promise<string | null> {
  const judged = JUDGED[kind];
  if (judged.about === undefined) return null;
  const text = `SELECT ${judged.about} AS "clientId" FROM ${judgedFrom(judged)} WHERE t.id = $1`;
  const [row] = await tx.sql(statement({ clientId: col.text.orNull }, text), [id]);
  return row?.clientId ?? null;
}

/**
 * The domain of a reply's receipt and whom it represents; null without a receipt.
 * @throws AppError bad-input when it represents nobody named there; too-many past ten a day.
 */
export async function readReceipt(
  tx: Db,
  key: Buffer,
  { receipt }: ReplyInput,
  candidates: readonly NamedId[],
  now: Date,
): Promise<{ domain: string; named: NamedId } | null> {
  if (receipt === undefined) return null;
  const { sql } = tx;
  const holder = await requireControl(sql, key, receipt, now);
  const named = await firstOf(sql, candidates, holder);
  if (named === null) throw refuseField('receipt', 'not-for-this');
  await lockDomain(tx, holder.domain);
  const [{ sent } = { sent: 0 }] = await sql(
    statement(
      { sent: col.int },
      `SELECT count(*)::int AS sent FROM reply WHERE domain = $1 AND received_on = $2::date`,
    ),
    [holder.domain, today(now)],
  );
  if (sent >= REPLIES_A_DAY) throw new AppError('too-many');
  return { domain: holder.domain, named };
}

/** Of the named ones, the one that a holder represents; merged clients are one. */
export async function firstOf(
  sql: Sql,
  candidates: readonly NamedId[],
  { platformId, clientId }: { platformId: string | null; clientId: string | null },
): Promise<NamedId | null> {
  for (const named of candidates) {
    if ('platformId' in named) {
      if (named.platformId === platformId) return named;
      continue;
    }
    const same = await sql(
      statement(
        { id: col.text },
        `SELECT c.id FROM client c JOIN client o ON o.root_id = c.root_id
        WHERE c.id = $1 AND o.id = $2`,
      ),
      [named.clientId, clientId],
    );
    if (same.length > 0) return named;
  }
  return null;
}
