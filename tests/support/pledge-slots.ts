import { readFile } from 'node:fs/promises';
import {
  decryptSlots,
  type WaitingRecord,
} from '#server/collective/pledge-slots/slot-file-format.ts';

/** All waiting pledges in a slot file. @throws where it was written with another key. */
export async function readSlots(path: string, key: Buffer): Promise<WaitingRecord[]> {
  const found = decryptSlots(await readFile(path), key);
  if (found === null) throw new Error('slots of another secret');
  return found;
}
