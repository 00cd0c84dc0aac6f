import { readFile } from 'node:fs/promises';
import { slotsIn, type Waiting } from '#server/collective/boycotts/slots-file.ts';

/** Everything that waits in a file of slots. @throws where it is of another secret. */
export async function readSlots(path: string, key: Buffer): Promise<Waiting[]> {
  const found = slotsIn(await readFile(path), key);
  if (found === null) throw new Error('slots of another secret');
  return found;
}
