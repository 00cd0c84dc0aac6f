import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  COUNTS,
  IMPORT_COMMAND,
  countsOf,
  freshSite,
  runImport,
} from '#tests/support/import-command.ts';
import { writeJsonLines } from '#tests/support/generated-forum.ts';
import { MACHINE } from '#tests/support/child-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'contrenote-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Everything of the forum that a second run must leave as it is. */
async function pictureOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query(
    `SELECT md5(string_agg(p.id || p.thread_id || p.place || p.posted_at || COALESCE(p.member_id, '')
            || p.text || p.html, '' ORDER BY p.id)) AS picture FROM forum_post p`,
  );
  return JSON.stringify(rows);
}

describe('killed in the middle', () => {
  const forum = { members: 800, threads: 100, posts: 2_600 };
  let path: string;
  beforeAll(async () => {
    path = join(folder, 'killed.jsonl');
    await writeJsonLines(path, forum);
  });

  test('at several moments and run again, every count is exact, and nothing comes twice', async () => {
    const { environment, client } = await freshSite(folder);
    const moments = [
      'SELECT count(*) > 600 AS now FROM import_staged',
      'SELECT count(*) >= 500 AS now FROM member',
      'SELECT count(*) >= 500 AS now FROM forum_post',
      'SELECT count(*) >= 1500 AS now FROM forum_post',
    ];
    let killed = 0;
    for (const moment of moments) {
      const child = spawn(process.execPath, [...IMPORT_COMMAND, path], {
        env: { ...MACHINE, ...environment },
        stdio: 'ignore',
      });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      for (;;) {
        const { rows } = await client.query<{ now: boolean }>(moment);
        if (rows[0]?.now === true || child.exitCode !== null) break;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      if (child.exitCode === null) killed += 1;
      child.kill('SIGKILL');
      await ended;
    }
    // The last moments may come too late; most must have cut something short.
    expect(killed).toBeGreaterThanOrEqual(3);
    const { status, stdout, stderr } = runImport(environment, path);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/Brought: .* in [\d.]+ s \(\d+ a second\)/);
    expect((await client.query(COUNTS)).rows).toEqual([countsOf(forum)]);

    const before = await pictureOf(client);
    const again = runImport(environment, path);
    expect(again.stdout).toContain('Brought: 0 categories, 0 members, 0 threads, 0 posts');
    expect((await client.query(COUNTS)).rows).toEqual([countsOf(forum)]);
    expect(await pictureOf(client)).toBe(before);

    // One working code for each, readable by its owner alone.
    const codes = join(environment['DATA_DIR'] ?? '', 'import-ancien-codes.csv');
    const lines = readFileSync(codes, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(forum.members + 1);
    expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(forum.members + 1);
    expect(statSync(codes).mode & 0o777).toBe(0o600);

    // A later copy of the old site: what is new comes behind what is here.
    const later = join(folder, 'later.jsonl');
    await writeJsonLines(later, { ...forum, posts: forum.posts + 300 });
    const places = 'SELECT id, place FROM forum_post ORDER BY id';
    const old = (await client.query<{ id: string; place: number }>(places)).rows;
    expect(runImport(environment, later).stdout).toContain('0 threads, 300 posts');
    const now = new Map(
      (await client.query<{ id: string; place: number }>(places)).rows.map(({ id, place }) => [
        id,
        place,
      ]),
    );
    expect(now.size).toBe(forum.posts + 300);
    for (const { id, place } of old) expect(now.get(id)).toBe(place);
    const grown = countsOf({ ...forum, posts: forum.posts + 300 });
    expect((await client.query(COUNTS)).rows).toEqual([grown]);
    await client.end();
  });
});
