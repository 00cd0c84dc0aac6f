import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertEntries } from '#server/transparency-log/append-entries.ts';
import type { SequencerDeps } from '#server/transparency-log/sequencer.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  fetchCheckpoint,
  sequence,
  sequenceAll,
  sequencerOf,
} from '#tests/support/log-sequencer.ts';

// Where nothing is but the tool itself: it needs nothing but Node.
const folder = mkdtempSync(join(tmpdir(), 'contrenote-tools-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let site: TestApp;
let url: string;
beforeAll(async () => {
  for (const tool of ['witness.mjs', 'mirror.mjs'])
    copyFileSync(join('dist', 'record', tool), join(folder, tool));
  site = await createTestApp();
  // A witness signs at the moment that its own clock tells.
  site.clock.now = new Date();
  url = await site.app.listen({ host: '127.0.0.1', port: 0 });
  await sequence(site);
});

async function act(
  app: TestApp,
  count: number,
  sequencer: SequencerDeps = sequencerOf(app),
): Promise<void> {
  const acts = Array.from({ length: count }, (_, nth) => ({
    kind: 'post-published',
    subject: `post/${nth}`,
    content: nth,
  }));
  await app.database.prisma.$transaction((tx) => insertEntries(tx, app.clock.now, acts));
  await sequenceAll(sequencer, app.clock.now);
}

function run(tool: string, ...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [`${tool}.mjs`, ...args], { cwd: folder });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** A site at another address whose operator signs another past with the same key. */
async function forkOf(
  original: TestApp,
): Promise<{ app: TestApp; url: string; grow: (count: number) => Promise<void> }> {
  const app = await createTestApp();
  app.clock.now = new Date();
  const { dataDir } = app;
  const sequencer = { ...sequencerOf(original, { dataDir }), database: app.database };
  await sequenceAll(sequencer, app.clock.now);
  return {
    app,
    url: await app.app.listen({ host: '127.0.0.1', port: 0 }),
    grow: (count) => act(app, count, sequencer),
  };
}

describe('the witness', () => {
  test('signs what is consistent with what it saw, once the operator knows it', async () => {
    const first = await run('witness', url, '--name', 'union.example');
    expect(first.code).toBe(0);
    const line = /^union\.example\+[0-9a-f]{8}\+\S+$/m.exec(first.output)?.[0];
    expect(line).toBeDefined();
    // Its operator was told, and has not let it in yet.
    expect((await run('witness', url)).code).toBe(1);
    writeFileSync(join(site.dataDir, 'witnesses.txt'), `${line}\n`);
    expect(await run('witness', url)).toMatchObject({ code: 0 });
    await act(site, 300);
    const grown = await run('witness', url);
    expect(grown).toMatchObject({ code: 0 });
    expect(grown.output).toContain('349 acts: Grown, and consistent');
    const { note } = await fetchCheckpoint(site);
    expect(note.signatures.map(({ name }) => name)).toEqual([
      'site.example/record',
      'union.example',
    ]);
  });

  test('signs nothing of another past of the log that it saw, at whatever address', async () => {
    const fork = await forkOf(site);
    const seen = readFileSync(join(folder, 'witness', keptOf(url)), 'utf8');
    writeFileSync(
      join(fork.app.dataDir, 'witnesses.txt'),
      readFileSync(join(site.dataDir, 'witnesses.txt')),
    );
    const alarm = await run('witness', fork.url);
    expect(alarm.code).toBe(3);
    expect(alarm.output).toContain('fewer acts');
    await fork.grow(400);
    const again = await run('witness', fork.url);
    expect(again.code).toBe(3);
    expect(again.output).toContain('rewritten');
    expect((await fetchCheckpoint(fork.app)).note.signatures).toHaveLength(1);
    // Both pasts stay in its folder, to be shown to others.
    const alarms = readdirSync(join(folder, 'witness')).filter((name) => name.startsWith('alarm-'));
    const proof = alarms
      .map((name) => readFileSync(join(folder, 'witness', name), 'utf8'))
      .join('');
    expect(proof).toContain((JSON.parse(seen) as { note: string }).note);
    expect(proof).toContain((await fork.app.get('/record/checkpoint')).body);
  });

  test('signs a new log only once somebody looked into it', async () => {
    const restored = await createTestApp();
    restored.clock.now = new Date();
    await sequence(restored);
    const { note } = await fetchCheckpoint(restored);
    const signer = await sequencerOf(restored).keys.signerFor('site.example/record');
    const address = await restored.app.listen({ host: '127.0.0.1', port: 0 });
    writeFileSync(
      join(restored.dataDir, 'witnesses.txt'),
      readFileSync(join(site.dataDir, 'witnesses.txt')),
    );
    expect(await run('witness', address)).toMatchObject({ code: 0 });
    const former = await forkOf(restored);
    await former.grow(3);
    // The folder knows of more acts than the database has: it came back from a backup.
    const later = note.body.replace(/\n(\d+)\n/, (_, size) => `\n${Number(size) + 9}\n`);
    writeFileSync(
      join(restored.dataDir, 'record.checkpoint'),
      `${later}\n${signer.sign(later, 0)}`,
    );
    await sequence(restored);
    const asked = await run('witness', address);
    expect(asked.code).toBe(3);
    expect(asked.output).toContain('--accept');
    expect(await run('witness', address, '--accept')).toMatchObject({ code: 0 });
    expect((await fetchCheckpoint(restored)).note.signatures).toHaveLength(2);
    expect(await run('witness', address)).toMatchObject({ code: 0 });
    // The former log has ended with it: whoever carries it on elsewhere signs another past.
    expect(await run('witness', former.url)).toMatchObject({ code: 3 });
  });

  test('signs one of two pasts at most, where two runs look at once', async () => {
    const [one, other] = await Promise.all([forkOf(site), forkOf(site)]);
    await one.grow(10);
    await other.grow(11);
    const look = (address: string) =>
      run('witness', address, '--name', 'union.example', '--folder', 'at-once');
    const codes = (await Promise.all([one, other].map((fork) => look(fork.url)))).map(
      ({ code }) => code,
    );
    expect(codes.toSorted()).toEqual([0, 3]);
  });

  test('goes on after a run that was killed with the lock', async () => {
    writeFileSync(join(folder, 'witness', 'witness.lock'), '999999999 1');
    expect((await run('witness', url)).code).toBe(0);
  });

  test('trusts the key that it is told, and no other', async () => {
    const { key } = (await site.get('/api/record/log'))
      .json<{ logs: { key: string }[] }>()
      .logs.at(-1) ?? { key: '' };
    const other = await sequencerOf(await createTestApp()).keys.signerFor('site.example/record');
    const options = ['--name', 'union.example', '--folder', 'trusting'];
    const refused = await run('witness', url, ...options, '--key', other.line);
    expect(refused.code).toBe(3);
    expect(refused.output).toContain('--key');
    expect(readdirSync(join(folder, 'trusting'))).toEqual(['witness.key']);
    expect((await run('witness', url, ...options, '--key', 'no key')).code).toBe(2);
    expect((await run('witness', url, ...options, '--key', key)).code).toBe(0);
  });

  test('signs nothing where it cannot read what it saw', async () => {
    const kept = join(folder, 'trusting', keptOf(url));
    const { note } = JSON.parse(readFileSync(kept, 'utf8')) as { note: string };
    writeFileSync(kept, note.slice(0, 40));
    const damaged = await run('witness', url, '--folder', 'trusting');
    expect(damaged.code).toBe(1);
    expect(damaged.output).toContain('damaged');
  });

  test('says what it needs, and when nobody answers', async () => {
    expect((await run('witness')).code).toBe(2);
    expect((await run('witness', url, '--folder', 'other')).code).toBe(2);
    expect((await run('witness', 'http://127.0.0.1:9')).code).toBe(1);
  });
});

describe('the mirror', () => {
  test('copies all, then what is new, and the copy is checked without the site', async () => {
    expect(await run('mirror', url, 'copy')).toMatchObject({ code: 0 });
    const early = await site.get('/record/tile/0/001.p/93');
    expect(readFileSync(join(folder, 'copy/tile/0/001.p/93'))).toEqual(early.rawPayload);
    await act(site, 300);
    const grown = await run('mirror', url, 'copy');
    expect(grown.output).toContain('649 acts, 5 new files');
    for (const path of [
      'checkpoint',
      'tile/0/001',
      'tile/0/002.p/137',
      'tile/1/000.p/2',
      'tile/entries/001',
    ])
      expect(readFileSync(join(folder, 'copy', path))).toEqual(
        (await site.get(`/record/${path}`)).rawPayload,
      );
    expect((await run('mirror', url, 'copy')).output).toContain('649 acts, 0 new files');
  });

  test('goes on where it was cut short', async () => {
    rmSync(join(folder, 'copy/tile/entries/001'));
    rmSync(join(folder, 'copy/tile/0/000'));
    expect((await run('mirror', url, 'copy')).output).toContain('649 acts, 2 new files');
  });

  test('keeps nothing that does not fit', async () => {
    appendFileSync(join(folder, 'copy/tile/0/001'), 'x');
    const wrong = await run('mirror', url, 'copy');
    expect(wrong).toMatchObject({ code: 3 });
    expect(wrong.output).toContain('tile/0/001');
    const fork = await forkOf(site);
    await fork.grow(700);
    rmSync(join(folder, 'copy/tile/0/001'));
    expect(await run('mirror', fork.url, 'copy')).toMatchObject({ code: 3 });
    expect(readFileSync(join(folder, 'copy/checkpoint'), 'utf8')).toContain('\n649\n');
  });

  test('says what it needs, and when nobody answers', async () => {
    expect((await run('mirror', url)).code).toBe(2);
    expect((await run('mirror', 'http://127.0.0.1:9', 'none')).code).toBe(1);
  });
});

/** The file in which the witness keeps what it saw of a site. */
function keptOf(address: string): string {
  return `${createHash('sha256').update(new URL(address).origin).digest('hex').slice(0, 16)}.json`;
}
