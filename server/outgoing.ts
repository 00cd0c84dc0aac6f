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
 * processes the one that leads does. A mail server that answers slowly holds up no push.
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
  const push = async (): Promise<void> => {
    if (await leader.leads()) await sendPushes({ database, secrets, env }, clock());
  };
  let minutes = 0;
  const mail = async (signal: AbortSignal): Promise<void> => {
    const due = minutes % DIGEST_EVERY === 0;
    minutes += 1;
    if (!due || !(await leader.leads())) return;
    await database.prisma.$transaction((tx) => forgetUnconfirmed(tx, clock()));
    if (mailer === null || origin === null) return;
    await sendDigests({ database, secrets, mailer, origin, log, signal }, clock());
  };
  const failed = (error: unknown): void => log.error({ err: error }, 'not sent');
  const turns = [push, mail].map((work) => startTurns(MINUTE_MS, work, failed));
  return {
    stop: async () => {
      await Promise.all(turns.map(({ stop }) => stop()));
      mailer?.close();
    },
  };
}
