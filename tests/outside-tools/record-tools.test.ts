import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertEntries } from '#server/transparency-log/append-entries.ts';
import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import { mirrorLog } from '#server/transparency-log/mirror-log.ts';
import { requestCosignatures } from '#server/transparency-log/request-cosignatures.ts';
import { httpLogSource } from '#shared/transparency-log/http-log-source.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { sequence, sequencerOf } from '#tests/support/log-sequencer.ts';

/**
 * What others wrote takes the record as it is: Go's transparency log packages and the witness
 * of Sigsum. Needs Debian's golang-go, golang-golang-x-mod-dev, sigsum-go and openssh-client.
 */

const ACTS = 1_000;
const PORT = 7385;

const scratch = mkdtempSync(join(tmpdir(), 'contrenote-outside-'));
let site: TestApp;
let url: string;
const started: ChildProcess[] = [];

beforeAll(async () => {
  site = await createTestApp();
  // A witness signs at the moment that its own clock tells.
  site.clock.now = new Date();
  url = await site.app.listen({ host: '127.0.0.1', port: 0 });
  await act(ACTS);
});
afterAll(() => {
  for (const child of started) child.kill();
  rmSync(scratch, { recursive: true, force: true });
});

async function act(count: number, app = site): Promise<void> {
  const acts = Array.from({ length: count }, (_, nth) => ({
    kind: 'post-published',
    subject: `post/${nth}`,
    content: nth,
  }));
  await app.database.prisma.$transaction((tx) => insertEntries(tx, app.clock.now, acts));
  await sequence(app);
}

test('Go’s sumdb packages accept signature, tiles, entries and proofs', async () => {
  const folder = join(scratch, 'mirror');
  expect(await mirrorLog(httpLogSource(nodeCrypto, url), folder)).toMatchObject({ kind: 'copied' });
  const { key } = await site.database.prisma.recordLog.findFirstOrThrow();
  const checkWithGo = (): string =>
    execFileSync('go', ['run', join(import.meta.dirname, 'check-record.go'), folder, key], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        GO111MODULE: 'off',
        GOPATH: '/usr/share/gocode',
        GOCACHE: join(scratch, 'go'),
      },
    });
  const size = await site.database.prisma.recordEntry.count({ where: { leaf: { not: null } } });
  expect(Number(checkWithGo())).toBe(size);
  // It can fail: one changed byte of an entry.
  const entries = join(folder, 'tile', 'entries', '001');
  const bytes = readFileSync(entries);
  writeFileSync(entries, bytes.fill(0x41, 40, 41));
  expect(checkWithGo).toThrow();
});

test('a witness of Sigsum cosigns the site’s checkpoints', async () => {
  const sigsum = await createTestApp();
  sigsum.clock.now = new Date();
  const { database, dataDir } = sigsum;
  // Its witness takes logs alone whose name tells their key.
  const { keys } = sequencerOf(sigsum);
  const { publicKey } = (await keys.signerFor('any')).key;
  const origin = `sigsum.org/v1/tree/${createHash('sha256').update(publicKey).digest('hex')}`;
  const { line } = await keys.signerFor(origin);
  await database.prisma.recordLog.create({
    data: { number: 1, began: 'first', origin, key: line, cites: '', beganOn: new Date() },
  });
  const [witnessKey, logKey] = [join(scratch, 'witness'), join(scratch, 'log.pub')];
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', witnessKey]);
  writeFileSync(logKey, execFileSync('sigsum-key', ['from-vkey'], { input: line }));
  const hash = execFileSync('sigsum-key', ['to-hash', '-k', `${witnessKey}.pub`], {
    encoding: 'utf8',
  });
  const name = `sigsum.org/v1/witness/${hash.trim()}`;
  const verifierKey = execFileSync(
    'sigsum-key',
    ['to-vkey', '-k', `${witnessKey}.pub`, '-n', name, '-t', 'cosignature/v1'],
    { encoding: 'utf8' },
  );
  const arguments_ = Object.entries({
    '-k': witnessKey,
    '--log-key': logKey,
    '--state-file': join(scratch, 'state'),
  }).flat();
  // Debian builds it without its module, so Go takes its routes for those of before 1.22.
  const env = { ...process.env, GODEBUG: 'httpmuxgo121=0' };
  started.push(
    spawn('sigsum-witness', [...arguments_, `127.0.0.1:${PORT}`], { env, stdio: 'inherit' }),
  );
  await expect
    .poll(() =>
      fetch(`http://127.0.0.1:${PORT}`).then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  writeFileSync(join(dataDir, 'witnesses.txt'), `${verifierKey.trim()} http://127.0.0.1:${PORT}\n`);
  const warnings: unknown[] = [];
  const log = { warn: (told: unknown) => warnings.push(told) };
  for (const more of [1, 300]) {
    await act(more, sigsum);
    await requestCosignatures({ database, dataDir, log }, new Date());
    expect(warnings).toEqual([]);
  }
  expect(await database.prisma.recordCosignature.count()).toBe(2);
});
