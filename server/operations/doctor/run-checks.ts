import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { readBackupDates } from '#server/portability/backup/backup-dates.ts';
import type { Environment } from '#server/core/env.ts';
import { hasDatabase, openDatabase } from '#server/operations/open-stores.ts';
import { parseCheckpointNote } from '#server/transparency-log/verify-after-restore.ts';
import { readWitnesses } from '#server/transparency-log/cosignatures.ts';
import { readLastNote } from '#server/transparency-log/sequencer.ts';
import { readReferenceTables } from '#server/directory/reference-data/read-reference-tables.ts';
import { today } from '#shared/core/days.ts';
import type { DatabaseFacts } from './database-facts.ts';
import type { Finding } from './findings.ts';
import { findOutdatedPackages } from './outdated-packages.ts';
import { readDatabaseFacts } from './queries.ts';
import { checkDiskSpace, checkNodeVersion, checkPackages, checkReferenceTables } from './checks.ts';
import { checkKeys, checkLogSigningKey, checkPublicSiteSettings } from './settings-checks.ts';
import {
  checkBackups,
  checkDatabase,
  judgeDestruction,
  checkJobs,
  checkModerators,
  checkModerationQueues,
  checkTransparencyLog,
} from './site-checks.ts';
import { checkPictureStore } from './store-check.ts';

const HEALTH_TIMEOUT_MS = 3_000;

type Doctor = {
  readonly env: Environment;
  readonly root: string;
  /** Whether the npm registry may be queried. */
  readonly online: boolean;
  readonly now: Date;
};

/** Runs all checks that an operator needs, also one who takes over the site. */
export async function runDoctorChecks({ env, root, online, now }: Doctor): Promise<Finding[]> {
  const day = today(now);
  const facts = await readDatabase(env, join(root, 'prisma', 'migrations'), now);
  const runs = await answers(env);
  const disk = await statfs(existsSync(env.dataDir) ? env.dataDir : root);
  return [
    checkNodeVersion(process.versions.node, day),
    checkPackages(online ? await findOutdatedPackages(root) : null),
    checkPublicSiteSettings(env),
    await checkKeys(env),
    ...checkBackups(await readBackupDates(env.dataDir), now),
    await checkPictureStore(env),
    checkDiskSpace(disk.bavail * disk.bsize, typeof facts === 'string' ? null : facts.bytes),
    runs
      ? { about: 'Site', state: 'fine', say: `answers on port ${env.port}.` }
      : {
          about: 'Site',
          state: 'look',
          say: `does not answer on port ${env.port}. If it runs on another, give that here too: PORT=3001 npm run doctor`,
        },
    ...checkReferenceTables(readReferenceTables(join(root, 'prisma', 'seed'), env.dataDir), day),
    ...(typeof facts === 'string'
      ? [{ about: 'Database', state: 'bad', say: facts } as const]
      : [checkJobs(facts.jobs, runs, now), ...(await judgeFacts(env, facts, now))]),
  ];
}

async function judgeFacts(env: Environment, facts: DatabaseFacts, now: Date): Promise<Finding[]> {
  const witnesses = await readWitnesses(env.dataDir);
  const kept = parseCheckpointNote(await readLastNote(env.dataDir))?.size ?? null;
  const key = await checkLogSigningKey(env, facts);
  return [
    checkDatabase(facts),
    checkModerators(facts, today(now)),
    checkModerationQueues(facts),
    judgeDestruction(facts, now),
    ...checkTransparencyLog(facts, witnesses.length, kept, now),
    ...(key === null ? [] : [key]),
  ];
}

/** Reads the database's facts; returns the reason where they cannot be read. */
async function readDatabase(
  env: Environment,
  migrations: string,
  now: Date,
): Promise<DatabaseFacts | string> {
  if (!hasDatabase(env)) {
    return `there is none in ${env.dataDir}. Start the site once, or set DATA_DIR.`;
  }
  try {
    const database = await openDatabase(env);
    try {
      return await readDatabaseFacts(database, migrations, now);
    } finally {
      await database.close();
    }
  } catch (error) {
    return textOf(error);
  }
}

async function answers({ host, port }: Environment): Promise<boolean> {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const signal = AbortSignal.timeout(HEALTH_TIMEOUT_MS);
  const response = await fetch(`http://${name}:${port}/readyz`, { signal }).catch(() => null);
  return response?.ok === true;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
