import { openDatabase } from './open.ts';
import { BadEnvironment, readEnvironment } from './env.ts';
import { openNotices, type OpenedNotice } from './legal/queries.ts';
import { noticeKeys } from './legal/actions.ts';
import { FolderLocked } from './lock.ts';
import { openReplies, type OpenedReply } from './replies/queries.ts';
import { openSecrets } from './secrets.ts';

/** Prints the notices with who sent them: for the operator, on the machine that has the key. */
try {
  await printNotices();
} catch (error) {
  const expected = error instanceof BadEnvironment || error instanceof FolderLocked;
  console.error(expected ? error.message : error);
  process.exitCode = 1;
}

async function printNotices(): Promise<void> {
  const env = readEnvironment(process.env);
  const database = await openDatabase(env);
  try {
    const secrets = openSecrets(env.secretKey, env.dataDir);
    const notices = await openNotices(database.sql, noticeKeys(secrets).senders);
    console.log(notices.length === 0 ? 'No notices.' : notices.map(describe).join('\n\n'));
    const replies = await openReplies(database.sql, secrets.keyFor('replies'));
    if (replies.length > 0) console.log(`\n${replies.map(describeReply).join('\n')}`);
  } finally {
    await database.close();
  }
}

function describe({ id, receivedOn, url, reasons, sender }: OpenedNotice): string {
  const { name, email, aboutMinors } = sender;
  return [
    `Notice ${id}, received on ${receivedOn}`,
    ...(aboutMinors ? ['Said to be about sexual abuse of minors: look at it first.'] : []),
    `Page: ${url}`,
    `From: ${name ?? 'no name'}, ${email ?? 'no e-mail'}`,
    reasons,
  ].join('\n');
}

function describeReply({ id, receivedOn, state, signedAs, email }: OpenedReply): string {
  return `Reply ${id}, received on ${receivedOn}, ${state}: ${signedAs}, ${email ?? 'no e-mail'}`;
}
