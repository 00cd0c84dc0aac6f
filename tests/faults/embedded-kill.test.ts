import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { openEmbeddedDatabase } from '#server/database/db.ts';
import { findPostmaster } from '#server/database/embedded/postmaster.ts';
import { createDiskStore } from '#server/media/files/disk-store.ts';
import { HANG_MS } from '#tests/support/hang-timeout.ts';
import { LONG } from '#tests/support/full-length-runs.ts';
import { makeLoaded } from '#tests/support/load-generator.ts';
import {
  findLostPictures,
  makeUploads,
  startPictureLoad,
} from '#tests/support/picture-load-generator.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/**
 * Payouts with pictures, while the site, the PostgreSQL that it serves, or both are killed. Killed alone,
 * PostgreSQL is started again by the site; what is left of it when the site is killed ends by itself.
 * `npm run test:faults` kills twenty-one times.
 */
const ROUNDS = LONG ? 7 : 1;
const KILLS = ROUNDS * 3;
const UPLOADS = KILLS * 5;
const UPLOADS_EACH = 8;

const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-embedded-'));
const CLUSTER = join(dataDir, 'postgres');
let site: RunningSite | null = null;
let abandon = (): void => undefined;

afterAll(async () => {
  abandon();
  await site?.stop({ keepData: true });
  rmSync(dataDir, { recursive: true, force: true });
});

test(
  'no acknowledged upload is lost, and all comes back by itself',
  async () => {
    let running = await start();
    const before = await openEmbeddedDatabase(CLUSTER, 'the test');
    const { members } = await makeLoaded(before, Math.ceil(UPLOADS / UPLOADS_EACH));
    await before.close();
    const uploads = await makeUploads(members, UPLOADS);
    const load = startPictureLoad(() => running.url, uploads);
    abandon = load.abandon;

    const killSite = async (): Promise<void> => {
      await running.stop({ signal: 'SIGKILL', keepData: true });
    };
    const faults = [
      async () => {
        await killSite();
        running = await start();
      },
      async () => {
        const killed = killServer();
        await until(() => findPostmaster(CLUSTER)?.pid !== killed);
        while ((await fetch(`${running.url}/readyz`)).status !== 200) await setTimeout(20);
      },
      async () => {
        killServer();
        await killSite();
        running = await start();
      },
    ];
    const schedule = Array.from({ length: ROUNDS }, () => faults).flat();
    for (const [nth, fault] of schedule.entries()) {
      // So that each comes while pictures are under way, and some are left for after the last.
      await until(() => load.acknowledged.size >= ((nth + 1) * UPLOADS) / (KILLS + 2));
      await fault();
    }
    await load.done;

    const answers = Object.fromEntries([...load.answers].toSorted());
    console.log(
      `${load.acknowledged.size} uploads with pictures acknowledged through ${KILLS} kills; answers: ${JSON.stringify(answers)}`,
    );
    const expected = ['0', '201', '422 image-not-looked-at', '503 busy'];
    expect(Object.keys(answers).filter((told) => !expected.includes(told))).toEqual([]);
    expect(load.acknowledged.size).toBe(UPLOADS);
    const after = await openEmbeddedDatabase(CLUSTER, 'the test');
    const files = createDiskStore(join(dataDir, 'files'));
    expect(await findLostPictures(after, files, load.acknowledged, uploads)).toEqual([]);
    await after.close();
  },
  HANG_MS * ROUNDS,
);

async function start(): Promise<RunningSite> {
  site = await startSite({ dataDir, environment: { DAILY_DUMP: 'false' } });
  return site;
}

/** Ends the server of the cluster with all its processes at once, as a loss of power would. */
function killServer(): number {
  const { pid } = findPostmaster(CLUSTER) ?? {};
  if (pid === undefined) throw new Error('no server runs');
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ');
  for (const each of [pid, ...children.map(Number)]) if (each > 0) process.kill(each, 'SIGKILL');
  return pid;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setTimeout(10);
}
