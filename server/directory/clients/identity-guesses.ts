import type { z } from 'zod/mini';
import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import type { identityGuessBody } from '#shared/directory/clients.ts';
import { today } from '#shared/core/days.ts';
import { loadClientBySlug } from './find-client.ts';
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
