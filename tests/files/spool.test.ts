import { readdir, readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { isSpooledName, spoolUpload, UploadTooLarge } from '#server/media/files/spool-upload.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const chunks = (...sizes: number[]): Readable =>
  Readable.from(sizes.map((size) => Buffer.alloc(size, 1)));

test('an upload becomes a file that only its owner reads, until it is removed', async () => {
  const folder = await makeTemporaryFolder();
  const upload = await spoolUpload(chunks(600, 400), folder, 1000);
  expect(upload.bytes).toBe(1000);
  expect(await readFile(upload.path)).toEqual(Buffer.alloc(1000, 1));
  expect((await stat(upload.path)).mode & 0o777).toBe(0o600);
  expect((await readdir(folder)).every(isSpooledName)).toBe(true);
  await upload.remove();
  await upload.remove();
  expect(await readdir(folder)).toEqual([]);
});

test('an upload past the limit is refused and leaves nothing, however soon it fails', async () => {
  const folder = await makeTemporaryFolder();
  // Many, one after the other: some of them fail while the file is still being opened.
  for (let index = 0; index < 600; index += 1) {
    const upload = spoolUpload(chunks(600, 401), folder, 1000);
    await expect(upload).rejects.toThrow(UploadTooLarge);
  }
  expect(await readdir(folder)).toEqual([]);
});

test('an upload that breaks off leaves nothing', async () => {
  const folder = await makeTemporaryFolder();
  const broken = Readable.from(
    (async function* () {
      yield Buffer.alloc(100);
      throw new Error('the line went dead');
    })(),
  );
  await expect(spoolUpload(broken, folder)).rejects.toThrow('the line went dead');
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ['its own limit', 10_000_000],
  ['the limit of the parser', 150_000],
])('a form past %s is answered, and leaves nothing', async (_, fileSize) => {
  const folder = await makeTemporaryFolder();
  const app = fastify();
  onTestFinished(() => app.close());
  await app.register(multipart, { limits: { fileSize } });
  app.post('/', async (request, reply) => {
    const part = await request.file();
    if (part === undefined) return reply.code(400).send();
    try {
      return await spoolUpload(part.file, folder, 200_000);
    } catch (error) {
      return reply.code(error instanceof UploadTooLarge ? 413 : 500).send();
    }
  });
  const body = new FormData();
  body.append('picture', new Blob([Buffer.alloc(3_000_000)]), 'proof.png');
  const request = new Request('http://localhost/', { method: 'POST', body });
  const answer = await app.inject({
    method: 'POST',
    url: '/',
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  expect(answer.statusCode).toBe(413);
  expect(await readdir(folder)).toEqual([]);
});
