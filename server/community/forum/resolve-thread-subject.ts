import type { Db } from '#server/database/db.ts';
import { fieldError } from '#server/core/errors.ts';
import { resolvePlatform } from '#server/directory/platforms/resolve-platform.ts';
import type { ThreadInput } from '#shared/community/forum.ts';

/**
 * Resolves the subject of a new thread, at most one.
 * @throws AppError bad-input naming the field that does not exist or is one too many.
 */
export async function resolveThreadSubject(
  tx: Db,
  input: Pick<ThreadInput, 'platform' | 'client' | 'task' | 'proof'>,
): Promise<Partial<Record<'platformId' | 'clientId' | 'taskId' | 'payoutId', string>>> {
  const given = (['platform', 'client', 'task', 'proof'] as const).filter(
    (kind) => input[kind] !== undefined,
  );
  const [, second] = given;
  if (second !== undefined) throw fieldError(second, 'contradicts');
  const { platform, client, task, proof } = input;
  const select = { id: true };
  if (platform !== undefined) return { platformId: (await resolvePlatform(tx, platform)).id };
  if (client !== undefined) {
    const row = await tx.client.findUnique({ where: { slug: client }, select });
    if (row === null) throw fieldError('client', 'unknown-client');
    return { clientId: row.id };
  }
  if (task !== undefined) {
    const row = await tx.task.findUnique({
      where: { id: task, lastReportAt: { not: null } },
      select,
    });
    if (row === null) throw fieldError('task', 'invalid');
    return { taskId: row.id };
  }
  if (proof !== undefined) {
    const row = await tx.payout.findUnique({
      where: { id: proof, shownFrom: { not: null } },
      select,
    });
    if (row === null) throw fieldError('proof', 'invalid');
    return { payoutId: row.id };
  }
  return {};
}
