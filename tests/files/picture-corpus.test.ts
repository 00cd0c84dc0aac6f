import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sanitizer } from '#server/media/files/sanitizer.ts';
import { areBare, drawHonest } from './picture-corpus.ts';
import { writePicture } from './pictures.ts';
import { makeFolder } from './temporary-folder.ts';
import { createRealSanitizer, tellOutcome } from './test-sanitizer.ts';

let folder: string;
let sanitizer: Sanitizer;
beforeAll(async () => {
  folder = await makeFolder();
  sanitizer = createRealSanitizer({ temporaryFolder: folder });
});
afterAll(async () => {
  await sanitizer.close();
  await rm(folder, { recursive: true, force: true });
});

test('every encoding of an accepted format comes out bare, others are refused by their name', async () => {
  const [wrong, traces]: [string[], string[]] = [[], []];
  let count = 0;
  for await (const { name, expected, bytes } of drawHonest()) {
    count += 1;
    const path = await writePicture(folder, 'file', bytes);
    const outcome = await tellOutcome(
      (async () => {
        const image = await sanitizer.sanitize(path);
        if (!areBare(image)) traces.push(name);
      })(),
    );
    if (outcome !== expected) wrong.push(`${name}: ${outcome}`);
  }
  expect(count).toBeGreaterThanOrEqual(58);
  expect(wrong).toEqual([]);
  expect(traces).toEqual([]);
});
