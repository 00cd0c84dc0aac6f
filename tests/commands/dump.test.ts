import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { DumpManifest } from '#shared/portability/dump-manifest.ts';
import { MACHINE, QUICK } from '#tests/support/child-process.ts';
import { startSite } from '#tests/support/site.ts';

type Ran = { status: number | null; stdout: string; stderr: string };

const folder = mkdtempSync(join(tmpdir(), 'contrenote-dump-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const dump = join(folder, 'dump');

/** Runs a built command on a data folder of its own, or the one that is given. */
function run(command: 'dump' | 'import', on: string, ...args: string[]): Ran {
  return spawnSync(process.execPath, [...QUICK, `dist/server/${command}.js`, ...args], {
    encoding: 'utf8',
    env: { ...MACHINE, DATA_DIR: on },
  });
}

const empty = (): string => mkdtempSync(join(folder, 'data-'));

const site = await startSite();
const { dataDir } = site;
const whileRunning = run('dump', dataDir, dump);
await site.stop({ keepData: true });
const written = run('dump', dataDir, dump);
const copy = empty();
const taken = run('import', copy, '--dump', dump);
const again = run('import', copy, '--dump', dump);
const fork = await startSite({ dataDir: copy });
afterAll(() => fork.stop());
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const readManifest = (from: string): DumpManifest =>
  JSON.parse(readFileSync(join(from, 'manifest.json'), 'utf8')) as DumpManifest;

describe('npm run dump', () => {
  test('works beside the running site', () => {
    expect([whileRunning.status, whileRunning.stderr]).toEqual([0, '']);
  });

  test('writes figures, rows, the record and what it is, and says how much', () => {
    expect([written.status, written.stderr]).toEqual([0, '']);
    expect(written.stdout).toMatch(/^\d+ files, \d+\.\d MB, in \d+\.\d s: /);
    const manifest = readManifest(dump);
    expect(manifest.checkpoint).toContain('/record\n');
    const rows = new Map(manifest.files.map((file) => [file.path, file.rows]));
    expect(rows.get('whole/platforms.jsonl')).toBe(76);
    expect(rows.get('figures/platforms.csv')).toBe(76);
    expect([...rows.keys()]).toEqual(expect.arrayContaining(['record/checkpoint', 'README.txt']));
  });

  test('writes over a former dump, and over nothing else', () => {
    expect(run('dump', dataDir, dump).status).toBe(0);
    const other = empty();
    const refused = run('dump', dataDir, other);
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('no dump')]);
  });

  test('says how it is used', () => {
    expect(run('dump', dataDir).status).toBe(2);
  });
});

describe('npm run import -- --dump', () => {
  test('makes a site that starts and shows the same platforms, once', async () => {
    expect([taken.status, taken.stderr]).toEqual([0, '']);
    expect(taken.stdout).toContain('Its record goes on under a name of its own');
    expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('not empty')]);
    const platforms = await fetch(`${fork.url}/api/platforms`);
    expect(await platforms.json()).toMatchObject({ total: 76 });
    const page = await fetch(`${fork.url}/fr/plateformes/clickworker`);
    expect(page.status).toBe(200);
  });

  test('names the file that is broken or missing, and changes nothing', () => {
    const broken = join(folder, 'broken');
    cpSync(dump, broken, { recursive: true });
    appendFileSync(join(broken, 'whole/platforms.jsonl'), '{}\n');
    const into = empty();
    const found = run('import', into, '--dump', broken);
    expect([found.status, found.stderr]).toEqual([
      1,
      expect.stringContaining('whole/platforms.jsonl'),
    ]);
    rmSync(join(broken, 'whole/platforms.jsonl'));
    expect(run('import', into, '--dump', broken).stderr).toContain('whole/platforms.jsonl');
    expect(readdirSync(into)).toEqual([]);
  });

  test('refuses a newer format, and a folder that holds no dump', () => {
    const newer = join(folder, 'newer');
    cpSync(dump, newer, { recursive: true });
    writeFileSync(
      join(newer, 'manifest.json'),
      JSON.stringify({ ...readManifest(dump), format: 999 }),
    );
    expect(run('import', empty(), '--dump', newer).stderr).toContain('format 999');
    expect(run('import', empty(), '--dump', folder).stderr).toContain('no manifest.json');
  });
});
