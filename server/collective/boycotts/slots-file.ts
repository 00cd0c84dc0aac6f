import { randomBytes, randomFillSync } from 'node:crypto';
import { z } from 'zod/mini';
import { seal, unseal } from '#server/core/encryption.ts';
import { id } from '#shared/core/fields.ts';
import { actForm, pledgeForm } from '#shared/collective/pledges.ts';

/** A pledge with three signatures fits in. */
const SLOT_BYTES = 2_048;
/** Of files that were written while one signature was all: what they acknowledged is read all the same. */
const FORMER_SLOT_BYTES = 1_024;
/** What sealing adds: its random start and its tag. */
const SEAL_BYTES = 28;
const SUBJECT = 'slot';

// As strict as the door: nothing that a table would refuse ever waits among the others.
const common = { boycott: id };
const waiting = z.discriminatedUnion('is', [
  z.extend(z.omit(pledgeForm, { padding: true }), { is: z.literal('pledge'), ...common }),
  z.extend(z.omit(actForm, { padding: true }), { is: z.literal('act'), ...common }),
]);
/** Stands at the end of each file, so that one of another secret is not taken for an empty one. */
const END = { is: 'end' } as const;
const slot = z.union([waiting, z.object({ is: z.literal(END.is) })]);

/** What was acknowledged and waits for its batch; bytes are base64. */
export type Waiting = z.infer<typeof waiting>;

/** What makes a record one and the same: of a pledge its key, of an act its purpose and counter too. */
export function idOf(record: Waiting): string {
  const act = record.is === 'act' ? `/${record.purpose}/${record.counter}` : '';
  return `${record.boycott}/${record.key}${act}`;
}

/** A record as its slot holds it: sealed, of the size of every other. */
export function sealSlot(key: Buffer, record: z.infer<typeof slot>): Buffer {
  const padded = JSON.stringify(record).padEnd(SLOT_BYTES - SEAL_BYTES);
  const sealed = Buffer.from(seal(key, SUBJECT, padded), 'base64');
  if (sealed.length !== SLOT_BYTES) throw new Error('a record that fits into no slot');
  return sealed;
}

/** What an empty slot holds: nobody without the key can tell it from a full one. */
export function emptySlot(): Buffer {
  return randomBytes(SLOT_BYTES);
}

/**
 * Everything that waits in the bytes of a file; what is empty, or was half written, does not open. Null
 * for a file of another secret, which nobody here may remove.
 */
export function slotsIn(bytes: Buffer, key: Buffer): Waiting[] | null {
  return slotsOf(bytes, SLOT_BYTES, key) ?? slotsOf(bytes, FORMER_SLOT_BYTES, key);
}

/** Null where no slot of this size says that the file ends. */
function slotsOf(bytes: Buffer, size: number, key: Buffer): Waiting[] | null {
  const found: Waiting[] = [];
  for (let at = 0; at + size <= bytes.length; at += size) {
    const record = openSlot(key, bytes.subarray(at, at + size));
    if (record?.is === 'end') return found;
    if (record !== null) found.push(record);
  }
  return null;
}

function openSlot(key: Buffer, sealed: Buffer): z.infer<typeof slot> | null {
  try {
    return slot.parse(JSON.parse(unseal(key, SUBJECT, sealed.toString('base64'))));
  } catch {
    return null;
  }
}

/** The bytes of a file of so many empty slots. */
export function emptySlots(key: Buffer, slots: number): Buffer {
  const empty = randomFillSync(Buffer.alloc(slots * SLOT_BYTES));
  return Buffer.concat([empty, sealSlot(key, END)]);
}

/** What is to be written, by its place in the file rather than by its slot. */
export function placeSlots(parts: ReadonlyMap<number, Buffer>): ReadonlyMap<number, Buffer> {
  return new Map([...parts].map(([slot, bytes]) => [slot * SLOT_BYTES, bytes]));
}
