import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract } from 'tar';
import { afterAll, expect, test } from 'vitest';
import { firstDatabasePath, unpackFirstDatabase } from '#server/first-database.ts';

const folder = mkdtempSync(join(tmpdir(), 'contrenote-first-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every folder, and every file with its bytes. */
function contentsOf(root: string): Map<string, string> {
  const found = readdirSync(root, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const bytes = entry.isFile() ? readFileSync(path, 'base64') : 'a folder';
    return [path.slice(root.length), bytes] as const;
  });
  return new Map(found.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

test('a new site begins with all that the archive holds, for its own user alone', async () => {
  const expected = join(folder, 'expected');
  mkdirSync(expected);
  await extract({ file: firstDatabasePath(), cwd: expected });
  const made = join(folder, 'made');
  await unpackFirstDatabase(made);
  const contents = contentsOf(made);
  expect(contents.size).toBeGreaterThan(1_000);
  expect(contents).toEqual(contentsOf(expected));
  for (const name of ['', ...contents.keys()]) {
    expect(statSync(join(made, name)).mode & 0o077, name).toBe(0);
  }
});
