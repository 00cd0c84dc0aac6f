import { noticeDeadline, noticeOutcome, NOTICE_OUTCOMES } from '#shared/governance/legal.ts';
import type { Database } from '#server/database/db.ts';
import { readEnvironment } from '#server/core/env.ts';
import { AppError } from '#server/core/errors.ts';
import { answerNotice, deriveNoticeKeys } from '#server/governance/legal/notice-actions.ts';
import {
  decryptOpenNotices,
  type DecryptedNotice,
} from '#server/governance/legal/notice-queries.ts';
import type { NoticeSender } from '#server/governance/legal/notice-sender-encryption.ts';
import { decryptReplies, type DecryptedReply } from '#server/governance/right-of-reply/queries.ts';
import { openSecrets, type Secrets } from '#server/core/secrets.ts';
import { CommandRefused, runCommand, withDatabase } from './run-command.ts';

/**
 * Usage of `npm run notices`, which lists and answers open legal notices. It runs on the machine that
 * has the key to the senders' names.
 */
const USAGE = [
  'Usage: npm run notices',
  `       npm run notices -- answer ID ${NOTICE_OUTCOMES.join('|')} "what you answer"`,
].join('\n');
const HOUR_MS = 3_600_000;

await runCommand(async ([verb, id, typed, ...text]) => {
  const outcome = noticeOutcome.safeParse(typed);
  const answer = text.join(' ').trim();
  const answers = verb === 'answer' && id !== undefined && outcome.success && answer !== '';
  if (verb !== undefined && !answers) throw new CommandRefused(USAGE, 2);
  const env = readEnvironment(process.env);
  await withDatabase(env, async (database) => {
    const secrets = openSecrets(env.secretKey, env.dataDir);
    if (!answers) return print(database, secrets, new Date());
    const given = { id, outcome: outcome.data, answer };
    const sender = await database.prisma
      .$transaction((tx) => answerNotice(tx, deriveNoticeKeys(secrets), given, new Date()))
      .catch((error: unknown) => {
        throw error instanceof AppError ? new CommandRefused(explain(id, error), 2) : error;
      });
    console.log(describeAnswered(id, sender));
  });
});

function explain(id: string, { code }: AppError): string {
  return code === 'not-found'
    ? `There is no notice ${id}.`
    : `Notice ${id} is answered already, or moderators answer it by a case.`;
}

async function print({ sql }: Database, secrets: Secrets, now: Date): Promise<void> {
  const notices = await decryptOpenNotices(sql, deriveNoticeKeys(secrets).senders);
  const lines = notices.map((notice) => describe(notice, now));
  console.log(lines.length === 0 ? 'No notices wait.' : lines.join('\n\n'));
  const replies = await decryptReplies(sql, secrets.keyFor('replies'));
  if (replies.length > 0) console.log(`\n${replies.map(describeReply).join('\n')}`);
}

function describe(notice: DecryptedNotice, now: Date): string {
  const { id, receivedOn, receivedAt, caseId, url, reasons, sender } = notice;
  const { name, email, aboutMinors } = sender;
  return [
    `Notice ${id}, received on ${receivedOn}, ${timeLeft(noticeDeadline(receivedAt), now)}`,
    ...(aboutMinors ? ['Said to be about sexual abuse of minors: look at it first.'] : []),
    caseId === null ? 'Waits for you.' : `Waits for moderators, case ${caseId}.`,
    `Page: ${url}`,
    `From: ${name ?? 'no name'}, ${email ?? 'no e-mail'}`,
    reasons,
  ].join('\n');
}

function timeLeft(dueAt: Date, now: Date): string {
  const hours = Math.round((dueAt.getTime() - now.getTime()) / HOUR_MS);
  const until = `${dueAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return hours < 0 ? `LATE by ${-hours} h, was due ${until}` : `due ${until}, in ${hours} h`;
}

function describeAnswered(id: string, { name, email }: NoticeSender): string {
  return [
    `Notice ${id} is answered. Who has its receipt can read that.`,
    ...(email === null ? [] : [`Write to ${name ?? 'the sender'} now, at ${email}.`]),
    'Name and e-mail are erased here: this is the last time that they are said.',
  ].join('\n');
}

function describeReply({ id, receivedOn, state, signedAs, email }: DecryptedReply): string {
  return `Reply ${id}, received on ${receivedOn}, ${state}: ${signedAs}, ${email ?? 'no e-mail'}`;
}
