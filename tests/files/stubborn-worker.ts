// Stands in for the image worker where it must misbehave at will.
import { basename } from 'node:path';
import sharp from 'sharp';

const TOO_MUCH_MEMORY = 400 * 1024 * 1024;
const held: Buffer[] = [];

async function answer(path: string): Promise<void> {
  const name = basename(path);
  if (name.startsWith('slow')) return;
  if (name.startsWith('crash')) process.kill(process.pid, 'SIGSEGV');
  if (name.startsWith('greedy')) {
    held.push(Buffer.alloc(TOO_MUCH_MEMORY, 1));
    return;
  }
  const picture = await sharp({
    create: { width: 60, height: 60, channels: 3, background: '#123' },
  })
    .webp()
    .toBuffer();
  const reading = name.startsWith('html') ? Buffer.from('<script>alert(1)</script>') : picture;
  process.send?.({ kind: 'done', reading, thumbnail: picture });
}

process.on('message', (path: unknown) => {
  if (typeof path === 'string') void answer(path);
});
process.once('disconnect', () => process.exit());
process.send?.('ready');
