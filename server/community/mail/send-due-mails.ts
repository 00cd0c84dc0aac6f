import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '#server/database/db.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { deleteUnconfirmedAddresses } from './actions.ts';
import { sendDigests } from './send-digests.ts';
import type { Mailer } from './mailer.ts';

/** Deletes unconfirmed addresses, and sends the digests that are due if the site sends mail. */
export async function sendDueMails(
  site: {
    readonly database: Database;
    readonly secrets: Secrets;
    readonly mailer: Mailer | null;
    readonly publicUrl: string | null;
    readonly log: FastifyBaseLogger;
    readonly signal: AbortSignal;
  },
  now: Date,
): Promise<void> {
  const { database, mailer, publicUrl: origin } = site;
  await database.prisma.$transaction((tx) => deleteUnconfirmedAddresses(tx, now));
  if (mailer === null || origin === null) return;
  await sendDigests({ ...site, mailer, origin }, now);
}
