import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { makeDataFolder } from './make-data-folder.ts';

const parent = mkdtempSync(join(tmpdir(), 'contrenote-folder-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const modeOf = (path: string): number => statSync(path).mode & 0o7777;

/** Makes a folder with this mode and these files in it. */
function make(name: string, mode: number, files: readonly string[] = []): string {
  const path = join(parent, name);
  mkdirSync(path);
  for (const file of files) writeFileSync(join(path, file), '');
  chmodSync(path, mode);
  return path;
}

describe('DATA_DIR', () => {
  test('is made with the folders above it, for its owner alone', () => {
    makeDataFolder(join(parent, 'above', 'data'));
    expect(modeOf(join(parent, 'above', 'data'))).toBe(0o700);
  });

  test.each([
    ['is empty', [], 0o755, 0o700],
    ['has the secret', ['secret.key'], 0o777, 0o700],
    ['its owner opened to a group', ['secret.key'], 0o750, 0o750],
    ['holds what is not ours, such as a home', ['letters.txt'], 0o755, 0o755],
    ['holds what is not ours, such as /tmp', ['letters.txt'], 0o1777, 0o1777],
  ])('that %s with %j has its mode afterwards', (name, files, before, after) => {
    const path = make(name.replaceAll('/', '-'), before, files);
    makeDataFolder(path);
    expect(modeOf(path).toString(8)).toBe(after.toString(8));
  });
});
