import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract } from 'tar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publishDumpWhenDue } from '#server/portability/dump/publish-daily.ts';
import { publishDump, type PublishDumpDeps } from '#server/portability/dump/publish-dump.ts';
import { ARCHIVE_RATE } from '#server/portability/dump/routes.ts';
import { openLogSigningKeys } from '#server/transparency-log/signing-keys.ts';
import { readEnvironment } from '#server/core/env.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { dumpManifest } from '#shared/portability/dump-manifest.ts';
import { dumpsResponse, type DumpsResponse } from '#shared/portability/published-dumps.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makePayout } from '#tests/support/factories.ts';

const DAY = '2026-11-20';
const WHOLE = `/dump/${DAY}/contrenote-whole-${DAY}.tar.gz`;
const scratch = mkdtempSync(join(tmpdir(), 'contrenote-dumped-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let site: TestApp;
let parts: PublishDumpDeps;
beforeAll(async () => {
  site = await createTestApp();
  parts = partsOf(site);
  // Old enough that its picture is in the dump.
  await makePayout(site, { screenshot: true, publishedOn: '2026-09-01', askedOn: '2026-08-20' });
});

function partsOf({ database, store, dataDir }: TestApp): PublishDumpDeps {
  const env = readEnvironment({ DATA_DIR: dataDir });
  const keys = openLogSigningKeys(env, openSecrets(null, dataDir));
  return { database, store, keys, publicUrl: null, dataDir };
}
const list = async (of = site): Promise<DumpsResponse> =>
  dumpsResponse.parse((await of.get('/api/dumps')).json());
const fetchWith = (url: string, headers: Record<string, string>) =>
  site.app.inject({ url, headers: { host: 'localhost', ...headers } });
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test('before the first dump the page says so, and nothing can be downloaded', async () => {
  expect(await list()).toEqual({ daily: true, dumps: [] });
  expect((await site.get('/fr/donnees')).body).toContain(
    'Le premier export n’est pas encore écrit',
  );
  for (const path of ['/dump/latest', '/dump/latest/whole.tar.gz', WHOLE, `/dump/${DAY}`]) {
    expect((await site.get(path)).statusCode, path).toBe(404);
  }
});

describe('the dump of a day', () => {
  beforeAll(async () => {
    expect(await publishDump(parts, site.clock.now)).toBe(DAY);
  });

  test('lists its archives with their true sizes and hashes', async () => {
    const { dumps } = await list();
    expect(dumps.map(({ day }) => day)).toEqual([DAY]);
    const archives = dumps[0]?.archives ?? [];
    expect(archives.map(({ archive, licence }) => [archive, licence])).toEqual([
      ['figures', 'ODbL-1.0'],
      ['whole', 'CC-BY-SA-4.0'],
    ]);
    for (const { name, bytes, sha256: hash } of archives) {
      const { rawPayload } = await site.get(`/dump/${DAY}/${name}`);
      expect([rawPayload.length, sha256(rawPayload)]).toEqual([bytes, hash]);
    }
    expect((await site.get(`/dump/${DAY}`)).json()).toEqual(dumps[0]);
  });

  test('unpacks into a whole dump, and the figures into tables alone', async () => {
    for (const archive of ['whole', 'figures']) {
      const folder = join(scratch, archive);
      const file = join(scratch, `${archive}.tar.gz`);
      const { rawPayload } = await site.get(`/dump/${DAY}/contrenote-${archive}-${DAY}.tar.gz`);
      writeFileSync(file, rawPayload);
      mkdirSync(folder);
      await extract({ file, cwd: folder, strict: true });
    }
    const root = join(scratch, 'whole', `contrenote-${DAY}`);
    const manifest = dumpManifest.parse(
      JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8')),
    );
    for (const { path, bytes, sha256: hash } of manifest.files) {
      const content = readFileSync(join(root, path));
      expect([path, content.length, sha256(content)]).toEqual([path, bytes, hash]);
    }
    const figures = readdirSync(join(scratch, 'figures', `contrenote-${DAY}`));
    expect(figures.toSorted()).toEqual(['LICENSE-figures.txt', 'README.txt', 'figures']);
  });

  test('gives every file by itself, to any origin, without a cookie', async () => {
    const { body } = await site.get(`/dump/${DAY}/manifest.json`);
    const { files } = dumpManifest.parse(JSON.parse(body));
    expect(files.length).toBeGreaterThan(30);
    for (const { path, sha256: hash } of files) {
      const { rawPayload, headers, statusCode } = await site.get(`/dump/${DAY}/${path}`);
      expect([path, statusCode, sha256(rawPayload)]).toEqual([path, 200, hash]);
      expect(headers['access-control-allow-origin']).toBe('*');
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  test('goes on after a line that broke: the parts are the whole', async () => {
    const whole = await site.get(WHOLE);
    expect(whole.headers['accept-ranges']).toBe('bytes');
    const { etag } = whole.headers;
    const half = Math.floor(whole.rawPayload.length / 2);
    const first = await fetchWith(WHOLE, { range: `bytes=0-${half - 1}` });
    const resumed = { range: `bytes=${half}-`, 'if-range': String(etag) };
    const rest = await fetchWith(WHOLE, resumed);
    expect([first.statusCode, rest.statusCode]).toEqual([206, 206]);
    expect(rest.headers['content-range']).toBe(
      `bytes ${half}-${whole.rawPayload.length - 1}/${whole.rawPayload.length}`,
    );
    expect(Buffer.concat([first.rawPayload, rest.rawPayload]).equals(whole.rawPayload)).toBe(true);
    const past = await fetchWith(WHOLE, { range: `bytes=${whole.rawPayload.length}-` });
    expect([past.statusCode, past.headers['content-range'], past.body]).toEqual([
      416,
      `bytes */${whole.rawPayload.length}`,
      '',
    ]);
    const other = await fetchWith(WHOLE, { ...resumed, 'if-range': '"another"' });
    expect([other.statusCode, other.rawPayload.length]).toEqual([200, whole.rawPayload.length]);
  });

  test('keeps its mark, so that nobody downloads twice what she has', async () => {
    const { etag } = (await site.get(WHOLE)).headers;
    expect((await site.get(WHOLE)).headers.etag).toBe(etag);
    expect((await fetchWith(WHOLE, { 'if-none-match': String(etag) })).statusCode).toBe(304);
    const head = await site.app.inject({ method: 'HEAD', url: WHOLE });
    expect([head.statusCode, head.headers.etag, head.body]).toEqual([200, etag, '']);
  });

  test('is found at the address of the latest', async () => {
    for (const [path, leadsTo] of [
      ['/dump/latest', `/dump/${DAY}`],
      ['/dump/latest/whole.tar.gz', WHOLE],
      ['/dump/latest/manifest.json', `/dump/${DAY}/manifest.json`],
      ['/dump/latest/whole/posts.jsonl', `/dump/${DAY}/whole/posts.jsonl`],
    ]) {
      const { statusCode, headers } = await site.get(path ?? '');
      expect([path, statusCode, headers.location]).toEqual([path, 302, leadsTo]);
      expect((await site.get(leadsTo ?? '')).statusCode).toBe(200);
    }
  });

  test('is listed for programs, and for people on a page of its own', async () => {
    expect((await site.get('/dump')).json()).toEqual(await list());
    const person = await fetchWith('/dump', { accept: 'text/html', 'accept-language': 'en' });
    expect([person.statusCode, person.headers.location]).toEqual([303, '/donnees']);
    const page = (await site.get('/en/data')).body;
    expect(page).toContain(`href="${WHOLE}"`);
    expect(page).toContain((await list()).dumps[0]?.archives[1]?.sha256);
    expect(page).toContain(`wget -c http://localhost${WHOLE}`);
    expect(page).toContain('ODbL-1.0');
    expect((await site.get('/fr')).body).toContain('href="/fr/donnees"');
  });

  test('gives nothing that lies beside it', async () => {
    writeFileSync(join(site.dataDir, 'beside.txt'), 'private');
    for (const path of ['../beside.txt', '%2e%2e/beside.txt', '..%2fbeside.txt', '../secret.key']) {
      const { statusCode, body } = await site.get(`/dump/${path}`);
      expect(statusCode, path).toBeGreaterThanOrEqual(400);
      expect(body).not.toContain('private');
    }
    for (const path of ['/dump/2026-02-31', '/dump/yesterday']) {
      expect([404, 422], path).toContain((await site.get(path)).statusCode);
    }
  });

  test('is not written twice on one day', async () => {
    expect(await publishDump(parts, site.clock.now)).toBeNull();
  });
});

describe('the dump of the next days', () => {
  const nextDay = new Date('2026-11-21T03:00:00Z');

  test('leaves the former one in its place, also when it fails half-way', async () => {
    const former = (await site.get(WHOLE)).rawPayload;
    const broken = {
      ...parts,
      store: { ...parts.store, get: () => Promise.reject(new Error('disk')) },
    };
    await expect(publishDump(broken, nextDay)).rejects.toThrow('disk');
    expect((await list()).dumps.map(({ day }) => day)).toEqual([DAY]);
    expect(readdirSync(site.dataDir).filter((name) => name.startsWith('dump'))).toEqual(['dump']);
    await publishDump(parts, nextDay);
    expect((await list()).dumps.map(({ day }) => day)).toEqual(['2026-11-21', DAY]);
    expect((await site.get(WHOLE)).rawPayload.equals(former)).toBe(true);
    expect((await site.get('/dump/latest')).headers.location).toBe('/dump/2026-11-21');
  });

  test('takes away the one before the former', async () => {
    await publishDump(parts, new Date('2026-11-22T03:00:00Z'));
    expect((await list()).dumps.map(({ day }) => day)).toEqual(['2026-11-22', '2026-11-21']);
    expect((await site.get(WHOLE)).statusCode).toBe(404);
  });

  test('is left to the process that is at it', async () => {
    const later = new Date('2026-11-23T03:00:00Z');
    await site.database.prisma.$transaction(async (tx) => {
      await tx.sql(`SELECT pg_advisory_xact_lock(hashtextextended('daily-dump', 0))::text`);
      expect(await publishDump(parts, later)).toBeNull();
    });
    const both = await Promise.all([publishDump(parts, later), publishDump(parts, later)]);
    expect(both.filter((day) => day !== null)).toEqual(['2026-11-23']);
  });

  test('stops at once when the site is to stop, and leaves nothing half-written', async () => {
    const stopping = new AbortController();
    stopping.abort();
    const stopped = { ...parts, signal: stopping.signal };
    await expect(publishDump(stopped, new Date('2026-11-24T03:00:00Z'))).rejects.toThrow();
    expect(existsSync(join(site.dataDir, 'dump.new'))).toBe(false);
    expect((await list()).dumps.map(({ day }) => day)).toEqual(['2026-11-23', '2026-11-22']);
  });
});

test('the job writes one where none is there, and no second one by day', async () => {
  const other = await createTestApp();
  const run = (at: string): Promise<void> => publishDumpWhenDue(partsOf(other), new Date(at));
  await run('2026-11-20T15:00:00Z');
  await run('2026-11-21T15:00:00Z');
  expect((await list(other)).dumps.map(({ day }) => day)).toEqual(['2026-11-20']);
});

test('a site that publishes none says so, and still gives what lies there', async () => {
  const off = await createTestApp({ environment: { DAILY_DUMP: 'false' } });
  expect(await list(off)).toEqual({ daily: false, dumps: [] });
  expect((await off.get('/en/data')).body).toContain('This site publishes no daily dump.');
});

test('who asks without end is asked for patience', async () => {
  const statuses: number[] = [];
  for (let asked = 0; asked <= ARCHIVE_RATE.burst; asked += 1) {
    statuses.push((await site.get('/dump/2026-11-23/none.tar.gz')).statusCode);
  }
  expect(statuses.at(0)).toBe(404);
  expect(statuses.at(-1)).toBe(429);
  expect((await site.get('/dump/2026-11-23/manifest.json')).statusCode).toBe(200);
});
