import { dateOf, type Db } from '#server/db.ts';
import { today } from '#shared/days.ts';

/**
 * Lets one form act once, however often it is sent: the first run's result answers all others.
 * A second run at the same time waits for the first. Without a key it simply acts.
 */
export async function actOnce<Result extends Record<string, unknown>>(
  tx: Db,
  memberId: string,
  key: string | undefined,
  now: Date,
  act: () => Promise<Result>,
): Promise<Result> {
  if (key === undefined) return act();
  const taken = await tx.$executeRaw`
    INSERT INTO idempotency_key (member_id, key, result, created_on)
    VALUES (${memberId}, ${key}, 'null', ${dateOf(today(now))}) ON CONFLICT DO NOTHING`;
  const where = { memberId_key: { memberId, key } };
  if (taken === 0) {
    const earlier = await tx.idempotencyKey.findUniqueOrThrow({ where });
    return earlier.result as Result;
  }
  const result = await act();
  await tx.idempotencyKey.update({ where, data: { result: JSON.parse(JSON.stringify(result)) } });
  return result;
}
