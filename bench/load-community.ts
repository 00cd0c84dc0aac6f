import { parseArgs } from 'node:util';
import { loadavg } from 'node:os';
import { deriveSharedDemoPassword } from '#server/portability/demo/demo-accounts.ts';
import { readEnvironment } from '#server/core/env.ts';
import { openDatabase } from '#server/operations/open-stores.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { isDay, today } from '#shared/core/days.ts';
import { LoadRefused, loadCommunity } from './community/load-rows.ts';
import { createProgress } from './community/progress.ts';
import { FULL_MEMBERS, FULL_POSTS, sizesOf } from './community/sizes.ts';

/** Fills an empty database with an invented community; see docs/community.md. */
const number = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    members: { type: 'string', default: String(FULL_MEMBERS) },
    posts: { type: 'string', default: String(FULL_POSTS) },
    seed: { type: 'string', default: '1' },
    until: { type: 'string', default: today(new Date()) },
    payouts: number,
    reviews: number,
    tasks: number,
    clients: number,
  },
});

try {
  await load();
} catch (error) {
  if (!(error instanceof LoadRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function load(): Promise<void> {
  const { until } = values;
  if (!isDay(until)) throw new LoadRefused('--until takes a day: 2026-11-01');
  const sizes = sizesOf(count('members'), count('posts'), {
    ...asked('payouts'),
    ...asked('reviews'),
    ...asked('tasks'),
    ...asked('clients'),
  });
  const env = readEnvironment(process.env);
  const database = await openDatabase(env);
  const secrets = openSecrets(env.secretKey, env.dataDir);
  const password = deriveSharedDemoPassword(secrets);
  const progress = createProgress(console.log);
  try {
    const loaded = await loadCommunity({
      database,
      sizes,
      seed: count('seed'),
      until: new Date(`${until}T00:00:00Z`),
      password,
      dataDir: env.dataDir,
      secrets,
      tell: progress.tell,
    });
    const { seconds, megabytes } = progress.end();
    const load = loadavg()[0]?.toFixed(1);
    console.log(`Loaded in ${seconds} s, with ${megabytes} MB at most; load average ${load}`);
    console.log(
      `Sign in as ${loaded.member} or ${loaded.moderator} (a moderator), password ${password}`,
    );
  } finally {
    await database.close();
  }
}

function asked<Name extends 'payouts' | 'reviews' | 'tasks' | 'clients'>(
  name: Name,
): Partial<Record<Name, number>> {
  return values[name] === undefined ? {} : ({ [name]: count(name) } as Record<Name, number>);
}

/** @throws LoadRefused unless a positive integer. */
function count(name: Exclude<keyof typeof values, 'until'>): number {
  const typed = values[name] ?? '';
  if (!/^[1-9]\d{0,7}$/.test(typed)) throw new LoadRefused(`--${name} takes a number from 1 on`);
  return Number(typed);
}
