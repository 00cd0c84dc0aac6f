import { createHash } from 'node:crypto';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { sendWithCommit } from '#server/database/transactions.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { today } from '#shared/core/days.ts';

/** Deletes idempotency records that link the member to something she withdrew. */
export async function deleteIdempotencyKeys(
  tx: Db,
  memberId: string,
  madeId: string,
): Promise<void> {
  await tx.sql(`DELETE FROM idempotency_key WHERE member_id = $1 AND result ->> 'id' = $2`, [
    memberId,
    madeId,
  ]);
}

/**
 * Makes a form idempotent: repeated submissions return the first result. A concurrent one waits for the
 * first. Without a key, `act` simply runs.
 * @throws AppError conflict where the key is reused with other content.
 */
export async function runIdempotently<Result extends Record<string, unknown>>(
  tx: Db,
  memberId: string,
  input: { readonly _key?: string | undefined },
  now: Date,
  act: () => Promise<Result>,
): Promise<Result> {
  const key = input._key;
  if (key === undefined) return act();
  const content = markOf(input);
  const taken = await tx.sql(
    `INSERT INTO idempotency_key (member_id, key, result, content, created_on)
    VALUES ($1, $2, 'null', $3, $4) ON CONFLICT DO NOTHING`,
    [memberId, key, content, today(now)],
  );
  if (taken === 0) {
    const [first] = await tx.sql(
      statement(
        { content: col.int.orNull, result: col.json<Result>() },
        'SELECT content, result FROM idempotency_key WHERE member_id = $1 AND key = $2',
      ),
      [memberId, key],
    );
    const earlier = requireFound(first);
    if (earlier.content !== null && earlier.content !== content) throw new AppError('conflict');
    return earlier.result;
  }
  const result = await act();
  const kept = [memberId, key, JSON.stringify(result)];
  sendWithCommit(tx.sql(KEEP_RESULT, kept));
  return result;
}

const KEEP_RESULT =
  'UPDATE idempotency_key SET result = $3::text::jsonb WHERE member_id = $1 AND key = $2';

/**
 * A 16-bit hash of a form's fields: enough to detect other content, too short to guess withdrawn
 * content from it. Leaves out the control fields that every form has.
 */
function markOf(input: object): number {
  const fields = Object.entries(input).filter(([name]) => !name.startsWith('_'));
  return createHash('sha256').update(JSON.stringify(fields)).digest().readUInt16BE();
}
