import { beforeEach, expect, test } from 'vitest';
import { createNoteSigner, nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import { insertEntries } from '#server/transparency-log/append-entries.ts';
import { checkLog, findSuccession, type LogSource } from '#shared/transparency-log/check-log.ts';
import { verifyLog } from '#shared/portability/verifier/verify-log.ts';
import type { SeenLog } from '#shared/transparency-log/verification-findings.ts';
import {
  openCheckpoint,
  readVerifierKey,
  writeCheckpoint,
  type Checkpoint,
} from '#shared/transparency-log/signed-notes.ts';
import { logState, type LogDescription } from '#shared/transparency-log/log-entries.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { sequence, sequenceAll, sequencerOf } from '#tests/support/log-sequencer.ts';

/** The record as a browser asks for it; what `changed` names is answered otherwise. */
function sourceOf(site: TestApp, changed: Record<string, Uint8Array> = {}): LogSource {
  return {
    crypto: nodeCrypto,
    fetchBytes: async (path) => {
      const response = await site.get(`/record/${path}`);
      if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode}`);
      return changed[path] ?? response.rawPayload;
    },
    fetchLogs: async () => logState.parse((await site.get('/api/record/log')).json()).logs,
  };
}

/** A record whose log has its tiles below a folder, asked where they are. */
function withoutFolder({ fetchBytes }: LogSource, folder: string): LogSource['fetchBytes'] {
  return (path) => fetchBytes(path.startsWith(folder) ? path.slice(folder.length) : path);
}

async function act(site: TestApp, subject: string): Promise<void> {
  const entry = { kind: 'review-published', subject, content: subject };
  await site.database.prisma.$transaction((tx) => insertEntries(tx, site.clock.now, [entry]));
}

async function look(site: TestApp): Promise<SeenLog> {
  const { now } = await checkLog(sourceOf(site), null);
  if (now === null) throw new Error('not signed');
  return now;
}

const TODAY = '2026-11-20';

async function openedBy(logs: readonly LogDescription[], note: string): Promise<Checkpoint> {
  const key = await readVerifierKey(nodeCrypto.sha256, logs.at(-1)?.key ?? '');
  const checkpoint = key === null ? null : await openCheckpoint(nodeCrypto, note, key);
  if (checkpoint === null) throw new Error('not signed');
  return checkpoint;
}

const find = async (site: TestApp, seen: SeenLog | null): Promise<string> =>
  (await checkLog(sourceOf(site), seen)).finding;

let site: TestApp;
beforeEach(async () => {
  site = await createTestApp();
  await sequence(site);
});

test('a record that only grows is calm', async () => {
  expect(await find(site, null)).toBe('first');
  const seen = await look(site);
  expect(await find(site, seen)).toBe('same');
  for (let nth = 0; nth < 3; nth += 1) {
    await act(site, `review/${nth}`);
    await sequence(site);
    expect(await find(site, seen)).toBe('grown');
  }
});

test('what an operator could do with her key is found', async () => {
  const seen = await look(site);
  await act(site, 'review/1');
  await sequence(site);
  const grown = await look(site);
  // She goes back to the database of before, and forgets what was signed.
  const copy = await createTestApp();
  const rewrite = { ...sequencerOf(site, { dataDir: copy.dataDir }), database: copy.database };
  await sequenceAll(rewrite, copy.clock.now);
  expect(await find(copy, seen)).toBe('forked');
  expect(await find(copy, grown)).toBe('shrunk');
  await act(copy, 'review/another');
  await sequenceAll(rewrite, copy.clock.now);
  expect(await find(copy, grown)).toBe('forked');
});

test('tiles that do not fit the checkpoint are found', async () => {
  const seen = await look(site);
  await act(site, 'review/1');
  await sequence(site);
  const path = 'tile/0/000.p/50';
  for (const wrong of [new Uint8Array(50 * 32), new Uint8Array(32), new Uint8Array()]) {
    const { finding } = await checkLog(sourceOf(site, { [path]: wrong }), seen);
    expect(finding).toBe('forked');
  }
});

test('a checkpoint that nobody signed is found', async () => {
  const note = (await site.get('/record/checkpoint')).body.replace('\n49\n', '\n50\n');
  const { finding, now } = await checkLog(
    sourceOf(site, { checkpoint: new TextEncoder().encode(note) }),
    await look(site),
  );
  expect([finding, now]).toEqual(['unsigned', null]);
});

test('the key of a stranger is found, whatever the log says of how it began', async () => {
  const seen = await look(site);
  const note = (await site.get('/record/checkpoint')).body;
  const logs = await sourceOf(site).fetchLogs();
  const root = (await openedBy(logs, note)).root;
  for (const began of ['forked', 'restored', 'key-changed']) {
    // She has the server, or the domain: she cites what was truly signed, under her own key.
    const origin = `site.example/record/${began}`;
    const stranger = await createNoteSigner(origin, Buffer.alloc(32, 9));
    const body = writeCheckpoint({ origin, size: 49, root, extensions: [] });
    const log = { number: 2, began, origin, key: stranger.line, cites: note, beganOn: TODAY };
    const source = {
      ...sourceOf(site, { checkpoint: Buffer.from(`${body}\n${stranger.sign(body, 0)}`) }),
      fetchLogs: async () => [...logs, log],
    };
    expect([began, (await checkLog(source, seen)).finding]).toEqual([began, 'unconfirmed-key']);
    // Nor does it help her to list the log that people trust before her own.
    expect(await findSuccession(nodeCrypto, [...logs, log])).toEqual([log]);
    const tiles = { ...source, fetchBytes: withoutFolder(source, `${began}/`) };
    const wanted = { since: null, dump: null, key: logs.at(-1)?.key ?? '' };
    const { faults } = await verifyLog(tiles, wanted);
    expect(faults.map(({ code }) => code)).toContain('other-key');
  }
});

test('another key is calm where the former one names it', async () => {
  const seen = await look(site);
  const [one, two] = ['1'.repeat(64), '2'.repeat(64)];
  await sequenceAll(sequencerOf(site, { recordKey: one }), site.clock.now);
  expect(await find(site, seen)).toBe('new-key');
  const logs = await sourceOf(site).fetchLogs();
  expect(await findSuccession(nodeCrypto, logs)).toEqual(logs);
  const wanted = { since: null, dump: null, key: seen.key };
  expect((await verifyLog(sourceOf(site), wanted)).faults).toEqual([]);
  const under = await look(site);
  expect(await find(site, under)).toBe('same');
  await sequenceAll(sequencerOf(site, { recordKey: two }), site.clock.now);
  expect(await find(site, under)).toBe('unconfirmed-key');
  expect(await find(site, seen)).toBe('unconfirmed-key');
});
