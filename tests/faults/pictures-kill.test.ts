import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openPostgres } from '#server/database/db.ts';
import { createDiskStore } from '#server/media/files/disk-store.ts';
import { imageFileNames } from '#server/media/files/store-image.ts';
import { createS3Store } from '#server/media/files/s3-store.ts';
import type { FileStore } from '#server/media/files/file-store.ts';
import { startS3 } from '#tests/files/s3.ts';
import { HANG_MS } from '#tests/support/hang-timeout.ts';
import { LONG } from '#tests/support/full-length-runs.ts';
import { makeLoaded } from '#tests/support/load-generator.ts';
import {
  findLostPictures,
  makeUploads,
  startPictureLoad,
  type PictureLoad,
} from '#tests/support/picture-load-generator.ts';
import { startServer } from '#tests/support/postgres.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { canMakeSmallDisks, makeSmallDisk } from '#tests/support/small-disk.ts';

/**
 * Payouts with pictures, while the site and PostgreSQL are killed and the store of pictures has no
 * room or is gone: what was acknowledged stands there once, with its picture. `npm run test:faults`
 * sends 500.
 */
const UPLOADS = LONG ? 250 : 12;
const ROUNDS = LONG ? 4 : 1;
const UPLOADS_EACH = 8;
/** What is refused before a store is back. */
const REFUSED = 4;
const DISK_MB = 24;
const TIMEOUT_MS = LONG ? 3_600_000 : HANG_MS;

type Store = {
  readonly environment: Readonly<Record<string, string>>;
  readonly open: () => FileStore;
  /** What answers forms with a picture while it is broken; null where it cannot be broken here. */
  readonly refusal: string | null;
  readonly break: () => Promise<void> | void;
  readonly mend: () => Promise<void> | void;
};

const ended: (() => Promise<void> | void)[] = [];
let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  server = await startServer({ durable: true });
});
afterEach(async () => {
  for (const end of ended.splice(0).toReversed()) await end();
});
afterAll(() => server.stop());

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'contrenote-pictures-'));
  ended.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function makeDiskStore(dataDir: string): Store {
  const folder = join(dataDir, 'files');
  const open = (): FileStore => createDiskStore(folder);
  const nothing = (): void => undefined;
  if (!canMakeSmallDisks()) {
    return { environment: {}, open, refusal: null, break: nothing, mend: nothing };
  }
  const disk = makeSmallDisk(DISK_MB);
  ended.push(disk.remove);
  mkdirSync(join(disk.folder, 'files'));
  symlinkSync(join(disk.folder, 'files'), folder);
  return {
    environment: {},
    open,
    refusal: '503 no-room',
    break: () => disk.fill(0),
    mend: disk.empty,
  };
}

async function makeBucketStore(): Promise<Store> {
  const directory = makeFolder();
  const { access, port, stop } = await startS3(directory);
  let stopNow = stop;
  ended.push(() => stopNow());
  return {
    environment: {
      S3_ENDPOINT: access.endpoint,
      S3_REGION: access.region,
      S3_BUCKET: access.bucket,
      S3_ACCESS_KEY_ID: access.accessKeyId,
      S3_SECRET_ACCESS_KEY: access.secretAccessKey,
      S3_FORCE_PATH_STYLE: 'true',
    },
    open: () => createS3Store(access),
    refusal: '503 pictures-down',
    break: async () => {
      await stopNow();
      stopNow = () => Promise.resolve();
    },
    mend: async () => {
      ({ stop: stopNow } = await startS3(directory, { port }));
    },
  };
}

test.each([
  ['pictures_on_disk', 'full', makeDiskStore],
  ['pictures_in_bucket', 'lost', makeBucketStore],
] as const)(
  '%s: site and database killed, the store %s: no upload that was acknowledged is lost, none is without its files',
  async (name, broken, makeStore) => {
    const dataDir = makeFolder();
    const store = await makeStore(dataDir);
    await server.createDatabase(name);
    const DATABASE_URL = `${server.url}/${name}`;
    const environment = { DATABASE_URL, DAILY_DUMP: 'false', ...store.environment };
    let site: RunningSite = await startSite({ dataDir, environment });
    ended.push(() => site.stop({ keepData: true }));
    const database = await openPostgres(DATABASE_URL, 'the test');
    ended.push(() => database.close());
    const { members } = await makeLoaded(database, Math.ceil(UPLOADS / UPLOADS_EACH));
    const uploads = await makeUploads(members, UPLOADS);
    const load = startPictureLoad(() => site.url, uploads);
    ended.push(load.abandon);

    const faults = {
      'kill -9 of the site': async () => {
        await site.stop({ signal: 'SIGKILL', keepData: true });
        site = await startSite({ dataDir, environment });
      },
      'kill -9 of PostgreSQL': async () => {
        await server.kill();
        await refused(load, '503 busy');
        await server.start();
      },
      [`the store ${broken}`]: async () => {
        if (store.refusal === null) return;
        await store.break();
        await refused(load, store.refusal);
        await store.mend();
      },
    };
    const schedule = Array.from({ length: ROUNDS }, () => Object.values(faults)).flat();
    for (const [nth, fault] of schedule.entries()) {
      // So that each comes while pictures are under way, and some are left for after the last.
      await until(() => load.acknowledged.size >= ((nth + 1) * UPLOADS) / (schedule.length + 2));
      await fault();
    }
    await load.done;

    const answers = Object.fromEntries([...load.answers].toSorted());
    console.log(
      `${name}: ${load.acknowledged.size} uploads with pictures acknowledged through ${ROUNDS} x (${Object.keys(faults).join(', ')}); answers: ${JSON.stringify(answers)}`,
    );
    const expected = ['0', '201', '422 image-not-looked-at', '503 busy', store.refusal];
    expect(Object.keys(answers).filter((told) => !expected.includes(told))).toEqual([]);
    expect(load.acknowledged.size).toBe(UPLOADS);
    const files = store.open();
    const findLost = (): Promise<string[]> =>
      findLostPictures(database, files, load.acknowledged, uploads);
    expect(await findLost()).toEqual([]);
    // It would see one that is missing.
    const { key } = await database.prisma.screenshot.findFirstOrThrow();
    await files.remove(imageFileNames(key).reading);
    expect(await findLost()).toEqual([`${key} is not the picture that was stored`]);
  },
  TIMEOUT_MS,
);

/** Waits until so many more forms were refused in these words. */
async function refused(load: PictureLoad, told: string): Promise<void> {
  const before = load.answers.get(told) ?? 0;
  await until(() => (load.answers.get(told) ?? 0) >= before + REFUSED);
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setTimeout(10);
}
