import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MACHINE, QUICK } from '#tests/support/child-process.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

type Ran = { status: number | null; stdout: string; stderr: string };

function readNotices(dataDir: string, ...words: string[]): Ran {
  return run('notices', dataDir, words);
}

function run(command: string, dataDir: string, words: string[]): Ran {
  return spawnSync(process.execPath, [...QUICK, `dist/server/${command}.js`, ...words], {
    encoding: 'utf8',
    env: { ...MACHINE, DATA_DIR: dataDir },
  });
}

describe('the operator', () => {
  let site: RunningSite;
  let dataDir: string;
  let id: string;
  beforeAll(async () => {
    site = await startSite();
    ({ dataDir } = site);
  });
  afterAll(async () => {
    await site.stop({ keepData: true });
    rmSync(dataDir, { recursive: true, force: true });
  });

  const send = (path: string, body: object): Promise<Response> =>
    fetch(site.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: site.url },
      body: JSON.stringify(body),
    });

  test('is told to stop the site first', async () => {
    const sent = await send('/api/notices', {
      url: `${site.url}/fr/regles`,
      reasons: 'Ce passage dit une chose fausse.',
      name: 'Awa Ndiaye',
      email: 'awa@example.org',
      goodFaith: true,
    });
    expect(sent.status).toBe(201);
    ({ id } = (await sent.json()) as { id: string });
    const reply = await send('/api/replies', {
      platform: 'appen',
      signedAs: 'Appen SA',
      text: 'Nous avons payé tout le monde le 3.',
      email: 'contact@appen.example',
      entitled: true,
    });
    expect(reply.status).toBe(201);
    const beside = readNotices(dataDir);
    expect([beside.status, beside.stderr]).toEqual([0, '']);
    await site.stop({ keepData: true });
  });

  test('reads what waits, with who sent it and until when', () => {
    const { status, stdout } = readNotices(dataDir);
    expect(status).toBe(0);
    expect(stdout).toContain('Page: /fr/regles');
    expect(stdout).toContain('From: Awa Ndiaye, awa@example.org');
    expect(stdout).toContain('Ce passage dit une chose fausse.');
    expect(stdout).toContain('waiting: Appen SA, contact@appen.example');
    expect(stdout).toMatch(/, due 2\d{3}-\d\d-\d\d \d\d:\d\d UTC, in 7[12] h/);
    expect(stdout).toContain('Waits for you.');
  });

  test('answers a notice, once and in words that are known', () => {
    expect(readNotices(dataDir, 'answer', id, 'perhaps', 'Oui.').status).toBe(2);
    expect(readNotices(dataDir, 'answer', '000000000000', 'decided', 'Oui.').status).toBe(2);
    const answered = readNotices(dataDir, 'answer', id, 'decided', 'C’est corrigé.');
    expect([answered.status, answered.stderr]).toEqual([0, '']);
    expect(answered.stdout).toContain('Write to Awa Ndiaye now, at awa@example.org.');
    expect(readNotices(dataDir, 'answer', id, 'decided', 'Encore.').status).toBe(2);
  });

  test('finds no notice any more', () => {
    expect(readNotices(dataDir).stdout).toContain('No notices wait.');
  });

  const demands = (...words: string[]): Ran => run('demands', dataDir, words);
  const what = 'L’identité de qui a écrit un avis.';
  let demand: string;

  test('writes a legal demand into the register, withheld by order, and its answer', () => {
    expect(demands('add', 'police', '2026-11-03', 'data').status).toBe(2);
    const added = demands('add', 'court', '2026-11-03', 'data', '--withheld');
    expect([added.status, added.stderr]).toEqual([0, '']);
    demand = /[0-9a-z]{12}/.exec(added.stdout)?.[0] ?? '';
    expect(demands('answer', demand, 'refused').status).toBe(0);
  });

  test('says later what was withheld, and reads the register', () => {
    expect(demands('withhold', demand).status).toBe(2);
    expect(demands('disclose', demand, what).status).toBe(0);
    const listed = demands('list').stdout;
    expect(listed).toContain(`${demand}, court, received on 2026-11-03, asks: data, refused`);
    expect(listed).toContain(what);
  });
});

test.each(['notices', 'demands'])('%s makes no database where there is none', (command) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-nowhere-'));
  const { status, stderr } = run(command, dataDir, command === 'demands' ? ['list'] : []);
  expect([status, stderr]).toEqual([1, expect.stringContaining('There is no database in')]);
  expect(readdirSync(dataDir)).toEqual([]);
  rmSync(dataDir, { recursive: true, force: true });
});
