import type { Socket } from 'node:net';

const LONGEST_LINE = 64 * 1024;

/** The first line that comes over a socket; null where it ends before. Never more than a line is kept. */
export function readLine(socket: Socket): Promise<string | null> {
  return new Promise((resolve) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      if (text.length < LONGEST_LINE) text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end));
    });
    socket.on('error', () => resolve(null));
    socket.on('close', () => resolve(null));
  });
}
