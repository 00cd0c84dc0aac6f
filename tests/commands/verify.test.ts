import { spawn } from 'node:child_process';
import { copyFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import { dumpOf } from '#tests/support/verifier.ts';

// Where nothing is but the tool itself: it needs nothing but Node.
const folder = mkdtempSync(join(tmpdir(), 'contrenote-verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let site: TestApp;
let url: string;
beforeAll(async () => {
  copyFileSync(join('dist', 'record', 'verify.mjs'), join(folder, 'verify.mjs'));
  site = await createTestApp();
  url = await site.app.listen({ host: '127.0.0.1', port: 0 });
  await sequence(site);
  writeFileSync(join(folder, 'kept'), (await site.get('/record/checkpoint')).body);
});

function verify(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['verify.mjs', ...args], { cwd: folder });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, output }));
  });
}

test('a site is checked over HTTP, with a dump and against a checkpoint that was kept', async () => {
  const alone = await verify(url, '--since', 'kept');
  expect(alone).toMatchObject({ code: 0 });
  expect(alone.output).toContain(' acts in site.example/record, each hashed anew.');
  expect(alone.output).toContain('only the record was checked');
  cpSync(await dumpOf(site), join(folder, 'dump'), { recursive: true });
  const both = await verify(url, '--dump', 'dump');
  expect(both).toMatchObject({ code: 0 });
  expect(both.output).toContain(
    'Of what was compared, nothing was changed or removed without an entry.',
  );
});

test('a site that is busy is asked again, not before it says', async () => {
  const asked = new Map<string, number[]>();
  const busy = createServer((request, response) => {
    const path = request.url ?? '';
    const moments = asked.get(path) ?? [];
    asked.set(path, [...moments, Date.now()]);
    if (path === '/record/checkpoint' && moments.length < 2) {
      response.writeHead(503, { 'retry-after': String(moments.length * 2) }).end();
      return;
    }
    void site.app
      .inject({ url: path })
      .then(({ statusCode, rawPayload }) => response.writeHead(statusCode).end(rawPayload));
  });
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
  const { port } = busy.address() as AddressInfo;
  expect(await verify(`http://127.0.0.1:${port}`)).toMatchObject({ code: 0 });
  const [first = 0, second = 0, third = 0] = asked.get('/record/checkpoint') ?? [];
  expect(second - first).toBeGreaterThanOrEqual(990);
  expect(third - second).toBeGreaterThanOrEqual(1_990);
  busy.close();
});

test('a dump is checked without the site, and said for programs', async () => {
  const { code, output } = await verify('dump', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({
    checkpoint: { origin: 'site.example/record' },
    counts: { compared: { things: 23 + 8, factsAlone: 0, acts: 25, pictures: 0 } },
    faults: [],
  });
});

test('a platform that is renamed in the database is named, with its address', async () => {
  const { id } = await site.database.prisma.platform.findFirstOrThrow();
  await site.database.sql('UPDATE platform SET name = $2 WHERE id = $1', [id, 'Autre']);
  cpSync(await dumpOf(site), join(folder, 'changed'), { recursive: true });
  const { code, output } = await verify(url, '--dump', 'changed');
  expect(code).toBe(1);
  expect(output).toContain('2 faults:');
  expect(output).toContain(
    `- changed without an entry: platform/${id} (${url}/en/record?subject=platform/${id})`,
  );
  expect(output).toContain(`- not what follows from what is published: platform/${id} (nameKey)`);
});

test('a leaf that is dropped is named by its number', async () => {
  await site.database.prisma.$transaction(async (tx) => {
    await tx.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
    await tx.$executeRawUnsafe('DELETE FROM record_entry WHERE leaf = 12');
  });
  const { code, output } = await verify(url);
  expect(code).toBe(1);
  expect(output).toContain('- leaf dropped: leaf 12\n');
});

test('it says what it needs, and when nobody answers', async () => {
  expect((await verify()).code).toBe(2);
  expect((await verify('--what')).code).toBe(2);
  expect((await verify(url, '--since', 'nowhere')).code).toBe(2);
  expect((await verify('nowhere')).code).toBe(2);
  const nobody = await verify('http://127.0.0.1:9');
  expect(nobody.code).toBe(2);
  expect(nobody.output).toContain('does not answer');
});
