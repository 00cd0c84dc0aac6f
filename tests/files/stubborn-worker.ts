// Stands in for the image worker where it must misbehave at will.
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import sharp from 'sharp';
import { serveParentProcess } from '#server/core/worker-pool/serve-parent-process.ts';

const TOO_MUCH_MEMORY = 400 * 1024 * 1024;
const HELD_MS = 1_000;
const HASH = '0'.repeat(64);
const held: Buffer[] = [];
const never = new Promise(() => undefined);

async function answer(question: unknown): Promise<unknown> {
  const { path } = question as { path: string };
  const name = basename(path);
  if (name.startsWith('slow')) return never;
  if (name.startsWith('held')) await setTimeout(HELD_MS);
  while (name.startsWith('spinning')) Math.sqrt(2);
  if (name.startsWith('crash')) process.kill(process.pid, 'SIGSEGV');
  if (name.startsWith('greedy')) {
    held.push(Buffer.alloc(TOO_MUCH_MEMORY, 1));
    return never;
  }
  const picture = await sharp({
    create: { width: 60, height: 60, channels: 3, background: '#123' },
  })
    .webp()
    .toBuffer();
  const reading = name.startsWith('html') ? Buffer.from('<script>alert(1)</script>') : picture;
  const marks = { sourcePixels: HASH, shownPixels: HASH, dhash: HASH.slice(0, 16), layout: '' };
  return { kind: 'done', reading, thumbnail: picture, marks };
}

serveParentProcess(answer);
