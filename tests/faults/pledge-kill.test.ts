import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countPledges } from '#server/collective/pledges/pledge-batches.ts';
import { moveAllWaitingRecords, openSlotsOfSite } from '#server/collective/pledges/open-slots.ts';
import { issueBlindToken } from '#server/collective/pledges/blind-tokens.ts';
import { openEmbeddedDatabase, openPostgres, type Database } from '#server/database/db.ts';
import { findRunningServerUrl } from '#server/database/embedded/embedded-server.ts';
import { applyMigrationsAndSqlFiles } from '#server/database/migrations/apply-sql-files.ts';
import { seedPlatforms } from '#server/evidence/standings/seed-platforms.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { LONG } from '#tests/support/full-length-runs.ts';
import {
  makePledging,
  makeWorker,
  preparePledge,
  signAct,
  type Pledger,
} from '#tests/support/pledges.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/**
 * The server is killed at any moment while members pledge, take pledges back, and batches run: what was
 * acknowledged is counted once, and what was taken back is not.
 * CONTRENOTE_FAULTS=long does it more often.
 */

const ROUNDS = LONG ? 8 : 2;
const MEMBERS = ROUNDS * 15;
const SENDERS = 4;
const WITHDRAW = { purpose: 'withdraw', counter: 0, value: '' };

const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-pledges-'));
const DATABASE = join(dataDir, 'postgres');
const clock = () => new Date();
let boycott: string;
const waiting: Pledger[] = [];
const kept = new Map<string, Pledger>();
const unsure = new Set<string>();
const takenBack = new Set<string>();
let site: RunningSite | null = null;

beforeAll(async () => {
  const database = await openEmbeddedDatabase(DATABASE);
  await applyMigrationsAndSqlFiles(database, join(process.cwd(), 'prisma', 'migrations'));
  await seedPlatforms(database, join(process.cwd(), 'prisma', 'seed'), clock());
  const bare = { database, dataDir, clock: { now: clock(), advanceDays: () => undefined } };
  boycott = await makePledging(bare, { threshold: 1_000 });
  const secrets = openSecrets(null, dataDir);
  const [pair] = await database.prisma.boycottKey.findMany({ where: { boycottId: boycott } });
  const publicKey = Buffer.from(pair?.publicKey ?? []).toString('base64');
  for (let nth = 0; nth < MEMBERS; nth += 1) {
    const { id, pseudonym } = await makeWorker(bare);
    const viewer = { id, pseudonym, language: 'fr', roles: [], established: true } as const;
    const { blinded, finish } = preparePledge(boycott, 'established', publicKey);
    const bytes = Buffer.from(blinded, 'base64');
    const { signature } = await issueBlindToken(
      { database, secrets, clock },
      viewer,
      boycott,
      bytes,
    );
    waiting.push(finish(signature.toString('base64')));
  }
  await database.close();
});
afterAll(async () => {
  await site?.stop({ keepData: true });
  rmSync(dataDir, { recursive: true, force: true });
});

test.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
  'killed while members pledge: what was acknowledged counts once (time %i)',
  async () => {
    const running = await startSite({ dataDir, environment: { LOG_LEVEL: 'debug' } });
    site = running;
    const stopped = new AbortController();
    const busy = [
      ...Array.from({ length: SENDERS }, () => sendOn(running, stopped.signal)),
      runBatches(stopped.signal),
    ];
    // In the middle of it, however fast the machine is: of all rounds some pledges are left.
    const enough = kept.size + randomInt(3, 13);
    while (kept.size < enough) await setTimeout(5);
    await setTimeout(randomInt(20));
    await running.stop({ signal: 'SIGKILL', keepData: true });
    stopped.abort();
    await Promise.all(busy);
    site = null;
    expect(namesPledges(running.output())).toBe(false);
    await checkCount();
  },
);

test('what was not acknowledged is sent again, as browsers do, and all of it is there', async () => {
  const running = await startSite({ dataDir });
  site = running;
  await sendOn(running, new AbortController().signal);
  await moveBesideSite();
  await running.stop({ keepData: true });
  site = null;
  expect(waiting).toEqual([]);
  expect(kept.size).toBe(MEMBERS);
  // The last batch moved all, also what processes had acknowledged that were killed.
  const { keys, counted } = await checkCount();
  expect(new Set(keys)).toEqual(counted);
});

/** Sends pledges one after the other, and takes some of them back, until the server is gone. */
async function sendOn(to: RunningSite, signal: AbortSignal): Promise<void> {
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { key } = next.body;
    if (!(await send(to, 'pledges', next.body))) {
      waiting.push(next);
      unsure.add(key);
      if (signal.aborted) return;
      await setTimeout(20);
      continue;
    }
    kept.set(key, next);
    if (randomInt(4) > 0) continue;
    unsure.add(key);
    if (!(await send(to, 'acts', signAct(next, WITHDRAW)))) continue;
    unsure.delete(key);
    takenBack.add(key);
  }
}

/** Whether it was acknowledged. */
async function send({ url }: RunningSite, what: string, body: object): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/api/boycotts/${boycott}/${what}`, {
      method: 'POST',
      headers: { origin: url, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    await answer.json();
    return answer.status === 200;
  } catch {
    return false;
  }
}

/** As a backup does, so that batches run much more often than each minute. */
async function runBatches(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await moveBesideSite().catch(() => undefined);
    await setTimeout(50);
  }
}

async function moveBesideSite(): Promise<void> {
  const url = findRunningServerUrl(DATABASE);
  if (url === null) return;
  const database = await openPostgres(url);
  try {
    await moveAllWaitingRecords({ dataDir, s3: null, secretKey: null }, database);
  } finally {
    await database.close();
  }
}

/** Counts what the dead process left, as the next one will. */
async function checkCount(): Promise<{ keys: string[]; counted: ReadonlySet<string> }> {
  const database = await openEmbeddedDatabase(DATABASE);
  const slots = await openSlotsOfSite({ dataDir, s3: null }, openSecrets(null, dataDir));
  try {
    await slots.refresh();
    const keys = await readKeys(database);
    const places = [
      ...keys,
      ...slots.of(boycott).flatMap((one) => (one.is === 'pledge' ? [one.key] : [])),
    ];
    const withdrawn = new Set([
      ...(await readWithdrawn(database)),
      ...slots.of(boycott).flatMap((one) => (one.is === 'act' ? [one.key] : [])),
    ]);
    const counted = new Set(places.filter((key) => !withdrawn.has(key)));
    expect(keys.length).toBe(new Set(keys).size);
    const { established } = await countPledges(database.prisma, slots, boycott);
    expect(established).toBe(counted.size);
    for (const key of kept.keys()) {
      if (unsure.has(key)) continue;
      expect([key, counted.has(key)]).toEqual([key, !takenBack.has(key)]);
    }
    // Nothing is counted that nobody sent.
    for (const key of counted) expect(kept.has(key) || unsure.has(key)).toBe(true);
    return { keys, counted };
  } finally {
    await slots.close();
    await database.close();
  }
}

async function readKeys({ prisma }: Database): Promise<string[]> {
  const rows = await prisma.boycottPledge.findMany({ where: { boycottId: boycott } });
  return rows.map(({ key }) => Buffer.from(key).toString('base64'));
}

async function readWithdrawn({ prisma }: Database): Promise<string[]> {
  const rows = await prisma.boycottAct.findMany({ where: { boycottId: boycott } });
  return rows.map(({ key }) => Buffer.from(key).toString('base64'));
}

/** Whether the log, at its most talkative, says anything of them. */
function namesPledges(output: string): boolean {
  return [boycott, '/pledges', '/acts', ...kept.keys()].some((text) => output.includes(text));
}
