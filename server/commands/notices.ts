import { noticeDueAt, noticeOutcome, NOTICE_OUTCOMES } from '#shared/governance/legal.ts';
import type { Database } from '#server/database/db.ts';
import { BadEnvironment, readEnvironment } from '#server/core/env.ts';
import { AppError } from '#server/core/errors.ts';
import { answerNotice, noticeKeys } from '#server/governance/legal/actions.ts';
import { openNotices, type OpenedNotice } from '#server/governance/legal/queries.ts';
import type { Sender } from '#server/governance/legal/sealing.ts';
import { hasDatabase, openDatabase } from '#server/operations/open.ts';
import { openReplies, type OpenedReply } from '#server/governance/replies/queries.ts';
import { openSecrets, type Secrets } from '#server/core/secrets.ts';

/** Lists and answers open legal notices; for the operator, on the machine that has the key. */
const USAGE = [
  'Usage: npm run notices',
  `       npm run notices -- answer ID ${NOTICE_OUTCOMES.join('|')} "what you answer"`,
].join('\n');
const HOUR_MS = 3_600_000;

process.exitCode = await run(process.argv.slice(2), process.env);

/** Exit code: 0 done, 1 not possible now, 2 wrong usage. */
async function run(words: string[], source: NodeJS.ProcessEnv): Promise<0 | 1 | 2> {
  const [verb, id, typed, ...text] = words;
  const outcome = noticeOutcome.safeParse(typed);
  const answer = text.join(' ').trim();
  const answers = verb === 'answer' && id !== undefined && outcome.success && answer !== '';
  if (verb !== undefined && !answers) return refuse(USAGE, 2);
  try {
    const env = readEnvironment(source);
    if (!hasDatabase(env)) {
      return refuse(
        `There is no database in ${env.dataDir}. Start the site once, or set DATA_DIR.`,
        1,
      );
    }
    const database = await openDatabase(env);
    try {
      const secrets = openSecrets(env.secretKey, env.dataDir);
      if (!answers) await print(database, secrets, new Date());
      else {
        const given = { id, outcome: outcome.data, answer };
        const sender = await database.prisma.$transaction((tx) =>
          answerNotice(tx, noticeKeys(secrets), given, new Date()),
        );
        console.log(describeAnswered(id, sender));
      }
    } finally {
      await database.close();
    }
    return 0;
  } catch (error) {
    if (error instanceof AppError) return refuse(explain(id ?? '', error), 2);
    if (!(error instanceof BadEnvironment)) throw error;
    return refuse(error.message, 1);
  }
}

function refuse<Code>(sentence: string, code: Code): Code {
  console.error(sentence);
  return code;
}

function explain(id: string, { code }: AppError): string {
  return code === 'not-found'
    ? `There is no notice ${id}.`
    : `Notice ${id} is answered already, or moderators answer it by a case.`;
}

async function print({ sql }: Database, secrets: Secrets, now: Date): Promise<void> {
  const notices = await openNotices(sql, noticeKeys(secrets).senders);
  const lines = notices.map((notice) => describe(notice, now));
  console.log(lines.length === 0 ? 'No notices wait.' : lines.join('\n\n'));
  const replies = await openReplies(sql, secrets.keyFor('replies'));
  if (replies.length > 0) console.log(`\n${replies.map(describeReply).join('\n')}`);
}

function describe(notice: OpenedNotice, now: Date): string {
  const { id, receivedOn, receivedAt, caseId, url, reasons, sender } = notice;
  const { name, email, aboutMinors } = sender;
  return [
    `Notice ${id}, received on ${receivedOn}, ${timeLeft(noticeDueAt(receivedAt), now)}`,
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

function describeAnswered(id: string, { name, email }: Sender): string {
  return [
    `Notice ${id} is answered. Who has its receipt can read that.`,
    ...(email === null ? [] : [`Write to ${name ?? 'the sender'} now, at ${email}.`]),
    'Name and e-mail are erased here: this is the last time that they are said.',
  ].join('\n');
}

function describeReply({ id, receivedOn, state, signedAs, email }: OpenedReply): string {
  return `Reply ${id}, received on ${receivedOn}, ${state}: ${signedAs}, ${email ?? 'no e-mail'}`;
}
