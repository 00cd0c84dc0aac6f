import type { FastifyBaseLogger } from 'fastify';
import type { Database } from './db.ts';
import type { Environment } from './env.ts';
import { forgetUnconfirmed } from './mail/actions.ts';
import { sendDigests } from './mail/digest.ts';
import { createMailer } from './mail/mailer.ts';
import type { Leader } from './once/leader.ts';
import { sendPushes } from './push/send.ts';
import type { Secrets } from './secrets.ts';
import { startTurns, type Turns } from './turns.ts';

const MINUTE_MS = 60_000;
/** Minutes between two looks for digests. */
const DIGEST_EVERY = 60;

/**
 * Sends what members asked to be sent outside: pushes each minute, digests each hour. Of several
 * processes the one that leads does.
 */
export function startOutgoing(site: {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly env: Environment;
  readonly leader: Leader;
  readonly clock: () => Date;
  readonly log: FastifyBaseLogger;
}): Turns {
  const { database, secrets, env, leader, clock, log } = site;
  const mailer = env.mail === null ? null : createMailer(env.mail);
  const origin = env.publicUrl;
  let minutes = 0;
  const run = async (signal: AbortSignal): Promise<void> => {
    const digests = minutes % DIGEST_EVERY === 0;
    minutes += 1;
    if (!(await leader.leads())) return;
    await sendPushes({ database, secrets, env }, clock());
    if (!digests) return;
    await database.prisma.$transaction((tx) => forgetUnconfirmed(tx, clock()));
    if (mailer === null || origin === null) return;
    await sendDigests({ database, secrets, mailer, origin, signal }, clock());
  };
  const turns = startTurns(MINUTE_MS, run, (error) => log.error({ err: error }, 'not sent'));
  return {
    stop: async () => {
      await turns.stop();
      mailer?.close();
    },
  };
}
