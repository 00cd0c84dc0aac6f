import type { z } from 'zod/mini';
import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { withdrawContent } from '#server/identity/accounts/withdraw-content.ts';
import type { identityGuessBody } from '#shared/directory/clients.ts';
import { today } from '#shared/core/days.ts';
import { loadClientBySlug, loadRootClientSlug } from './find-client.ts';
import {
  parseGuessSource,
  refusePersonalData,
  requireClientRight,
  requireNotAPersonTick,
} from './rules.ts';

/** Publishes the viewer's guess of who is behind a client, with its source. */
export async function publishIdentityGuess(
  tx: Db,
  viewer: Viewer,
  slug: string,
  input: z.infer<typeof identityGuessBody>,
  now: Date,
): Promise<{ id: string; slug: string }> {
  requireClientRight(viewer, 'guess');
  requireNotAPersonTick(input.notAPerson);
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'guess', now);
    const client = await loadClientBySlug(tx, slug);
    refusePersonalData(input.text, 'text');
    const guess = { text: input.text, source: parseGuessSource(input.source) };
    const id = randomId();
    await tx.clientGuess.create({
      data: {
        ...guess,
        id,
        clientId: client.id,
        createdOn: dayToDate(today(now)),
        memberId: viewer.id,
      },
    });
    await appendEntry(tx, now, { kind: 'guess-published', subject: `guess/${id}` });
    return { id, slug: client.slug };
  });
}

/** Deletes a guess of the viewer's; the transparency log keeps only that its author withdrew it. */
export async function withdrawIdentityGuess(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<{ slug: string }> {
  const guess = requireFound(await tx.clientGuess.findUnique({ where: { id } }));
  if (guess.memberId !== viewer.id) throw new AppError('not-allowed');
  await withdrawContent(tx, viewer.id, 'guess', id, now);
  return { slug: await loadRootClientSlug(tx, guess.clientId) };
}
