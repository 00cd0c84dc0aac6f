import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { packBackup } from '#server/portability/backup/pack-backup.ts';
import { writeBackup } from '#server/portability/backup/write-backup.ts';
import { readEnvironment } from '#server/core/env.ts';
import { createTestApp, type TestApp } from './app.ts';
import { decide, makeHands } from './decisions.ts';
import { makePayout } from './factories.ts';
import { makePost, makeThread } from './forum.ts';
import { MACHINE, QUICK } from './child-process.ts';
import { sequence } from './log-sequencer.ts';

export type Ran = { code: number | null; stdout: string; stderr: string };

/** Runs a built command without blocking this process. */
export function runCommand(
  command: 'backup' | 'restore' | 'doctor',
  environment: Record<string, string>,
  ...args: string[]
): Promise<Ran> {
  const child = spawn(process.execPath, [...QUICK, `dist/server/${command}.js`, ...args], {
    env: { ...MACHINE, ...environment },
  });
  const ran = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (ran.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (ran.stderr += chunk.toString()));
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, ...ran }));
  });
}

export async function emptyDatabase(): Promise<string> {
  const url = inject('postgresUrl');
  const name = `empty_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  await client.end();
  return `${url}/${name}`;
}

/** A site whose rows refer to each other in cycles, with a picture and a signed transparency log. */
export async function makeSite(): Promise<TestApp> {
  const site = await createTestApp();
  const hands = await makeHands(site);
  const payout = await makePayout(site, { screenshot: true });
  const thread = await makeThread(site, { title: 'Paie-t-elle "encore" ?\\', payoutId: payout.id });
  const text = 'Ligne\nsuivante, « guillemets », \u{1F600}.';
  const postId = await makePost(site, thread.id, { member: thread.member, text });
  // A decision refers to content that refers back to it, so no order of tables satisfies both.
  await decide(site, hands, { kind: 'post', id: postId }, 'hide');
  await decide(site, hands, { kind: 'payout', id: payout.id }, 'hide');
  await sequence(site);
  return site;
}

/** A backup of a test's site, without its keys. */
export async function saveSite(
  { database, store, dataDir, clock }: TestApp,
  path: string,
  passphrase: string | null,
): Promise<void> {
  const env = readEnvironment({ DATA_DIR: dataDir });
  const saved = { database, store, env, siteVersion: 'of a test' };
  const madeAt = clock.now;
  await packBackup(path, { passphrase, madeAt }, async (put) => {
    await writeBackup(saved, { withKeys: false, madeAt }, put);
  });
}
