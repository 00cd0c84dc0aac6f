import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import { mirrorLog } from '#server/transparency-log/mirror-log.ts';
import { writeCheckpoint } from '#shared/transparency-log/signed-notes.ts';
import { checkLog, logFolderOf, type LogSource } from '#shared/transparency-log/check-log.ts';
import type { SeenLog } from '#shared/transparency-log/verification-findings.ts';
import { logState } from '#shared/transparency-log/log-entries.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { fetchCheckpoint, sequence, sequencerOf } from '#tests/support/log-sequencer.ts';

/** The record as others ask for it; what `kept` names comes out of a cache that keeps it for ever. */
function sourceOf(site: TestApp, kept: Record<string, Uint8Array> = {}): LogSource {
  return {
    crypto: nodeCrypto,
    fetchBytes: async (path) => {
      const own = kept[path];
      if (own !== undefined) return own;
      const response = await site.get(`/record/${path}`);
      if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode}`);
      return response.rawPayload;
    },
    fetchLogs: async () => logState.parse((await site.get('/api/record/log')).json()).logs,
  };
}

async function look(app: TestApp): Promise<SeenLog> {
  const { now } = await checkLog(sourceOf(app), null);
  if (now === null) throw new Error('not signed');
  return now;
}

/** What the site signed of acts that its backup lacks. */
async function signedLater(first: SeenLog, size: number, root: number): Promise<SeenLog> {
  const [origin = ''] = first.note.split('\n');
  const signer = await sequencerOf(site).keys.signerFor(origin);
  const body = writeCheckpoint({ origin, size, root: Buffer.alloc(32, root), extensions: [] });
  return { key: signer.line, note: `${body}\n${signer.sign(body, 0)}` };
}

let site: TestApp;
let early: SeenLog;
let late: SeenLog;
beforeEach(async () => {
  site = await createTestApp();
  await sequence(site);
  early = await look(site);
  late = await signedLater(early, 60, 1);
});

/** The database of the early look comes back; what was signed later is known beside it. */
async function restore(): Promise<void> {
  writeFileSync(join(site.dataDir, 'record.checkpoint'), late.note);
  await sequence(site);
}

test('after a restore who saw nothing that is lost is told so, calmly', async () => {
  await restore();
  expect((await checkLog(sourceOf(site), early)).finding).toBe('renewed');
  expect((await checkLog(sourceOf(site), await look(site))).finding).toBe('same');
});

test('after a restore who saw acts that are gone is warned, and nobody takes another past', async () => {
  await restore();
  const find = async (seen: SeenLog) => (await checkLog(sourceOf(site), seen)).finding;
  expect(await find(late)).toBe('restored');
  expect(await find(await signedLater(early, 55, 2))).toBe('restored');
  // As many acts as are cited, with another root: two pasts were signed.
  expect(await find(await signedLater(early, 60, 2))).toBe('forked');
  expect(await find(await signedLater(early, 61, 1))).toBe('shrunk');
});

test('a backup is no pretext to rewrite what came before it', async () => {
  await restore();
  // Of as few acts as the backup has, but not those.
  const other = await signedLater(early, 49, 3);
  expect((await checkLog(sourceOf(site), other)).finding).toBe('restored');
});

test('tiles of a new log have addresses of their own, whatever caches kept of the former', async () => {
  const path = 'tile/0/000.p/50';
  const of = { [path]: Buffer.alloc(50 * 32, 7) };
  await restore();
  const { origin } = await fetchCheckpoint(site);
  expect(logFolderOf(origin)).toMatch(/^[0-9a-z]{12}\/$/);
  expect((await checkLog(sourceOf(site, of), early)).finding).toBe('renewed');
  expect((await site.get('/record/tile/0/000.p/49')).statusCode).toBe(404);
  expect((await site.get('/record/tile/entries/000.p/49')).statusCode).toBe(404);
  const own = `/record/${logFolderOf(origin)}`;
  expect((await site.get(`${own}${path}`)).headers['cache-control']).toContain('immutable');
  expect((await site.get(`${own}tile/entries/000.p/50`)).statusCode).toBe(200);
  expect((await site.get(`${own}checkpoint`)).body).toBe(
    (await site.get('/record/checkpoint')).body,
  );
  expect((await site.get('/record/another/checkpoint')).statusCode).toBe(404);
  expect((await site.get(`/record/another/${path}`)).statusCode).toBe(404);
});

test('a copy keeps both logs, and goes on once somebody looked into what was lost', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'contrenote-test-'));
  expect(await mirrorLog(sourceOf(site), folder)).toMatchObject({ kind: 'copied', size: 49 });
  const before = readFileSync(join(folder, 'tile/0/000.p/49'));
  // It had copied what the backup lacks.
  writeFileSync(join(folder, 'seen.json'), JSON.stringify(late));
  await restore();
  const now = site.clock.now;
  const refused = await mirrorLog(sourceOf(site), folder, { now });
  expect(refused).toEqual({ kind: 'alarm', finding: 'restored' });
  const alarm = readFileSync(join(folder, 'alarm-2026-11-20.txt'), 'utf8');
  expect(alarm).toContain(late.note);
  expect(alarm).toContain((await site.get('/record/checkpoint')).body);
  const taken = await mirrorLog(sourceOf(site), folder, { accept: true, now });
  expect(taken).toMatchObject({ kind: 'copied', size: 50 });
  // Found again it is written once.
  expect(readFileSync(join(folder, 'alarm-2026-11-20.txt'), 'utf8')).toBe(alarm);
  expect(readFileSync(join(folder, 'tile/0/000.p/49'))).toEqual(before);
  expect(readFileSync(join(folder, 'checkpoints/49'), 'utf8')).toBe(early.note);
  const own = logFolderOf((await fetchCheckpoint(site)).origin);
  expect(readdirSync(join(folder, own)).toSorted()).toEqual(['checkpoint', 'checkpoints', 'tile']);
  expect(await mirrorLog(sourceOf(site), folder)).toMatchObject({ finding: 'same', files: 0 });
});

test('a copy that lost nothing goes on by itself after a restore', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'contrenote-test-'));
  await mirrorLog(sourceOf(site), folder);
  await restore();
  const done = await mirrorLog(sourceOf(site), folder);
  expect(done).toMatchObject({ kind: 'copied', finding: 'renewed', size: 50 });
});

test('a log or key that began between two answers is not called a forgery', async () => {
  const old = { logs: await sourceOf(site).fetchLogs(), note: Buffer.from(early.note) };
  await restore();
  const now = sourceOf(site);
  let [asked, settled] = [0, 0];
  const settle = async (): Promise<void> => {
    settled += 1;
  };
  const late1 = async () => ((asked += 1) === 1 ? old.logs : now.fetchLogs());
  expect((await checkLog({ ...now, fetchLogs: late1, settle }, early)).finding).toBe('renewed');
  asked = 0;
  const fetchBytes = async (path: string) =>
    path === 'checkpoint' && (asked += 1) === 1 ? old.note : now.fetchBytes(path);
  expect((await checkLog({ ...now, fetchBytes, settle }, early)).finding).toBe('renewed');
  expect(settled).toBe(2);
});
