import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { FolderLocked, lockFolder } from './file-lock.ts';

const parent = mkdtempSync(join(tmpdir(), 'contrenote-lock-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const folder = join(parent, 'db');
const path = `${folder}.lock`;
beforeEach(() => rmSync(path, { force: true }));

test('a folder is taken once, until it is released', () => {
  const lock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(FolderLocked);
  lock.release();
  lockFolder(folder).release();
});

test('the lock of a process that is gone is taken over, and nothing is left beside it', () => {
  writeFileSync(path, '999999999 1');
  const lock = lockFolder(folder);
  expect(readFileSync(path, 'utf8')).toMatch(`${process.pid} `);
  lock.release();
});

test('a lock is held from the moment that it is made, also while nothing is written in it yet', () => {
  writeFileSync(path, '');
  expect(() => lockFolder(folder)).toThrow(FolderLocked);
  // The process was killed between creating the file and writing its id.
  const before = new Date(Date.now() - 60_000);
  utimesSync(path, before, before);
  lockFolder(folder).release();
});
