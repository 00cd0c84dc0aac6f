import { randomBytes, randomFillSync } from 'node:crypto';
import { z } from 'zod/mini';
import { encryptText, decryptText } from '#server/core/encryption.ts';
import { id } from '#shared/core/form-fields.ts';
import { pledgerActForm, pledgeForm } from '#shared/collective/pledges.ts';
import { surveyAnswerForm, surveySubject } from '#shared/collective/survey.ts';

/** Size of a slot: it fits a pledge with three signatures. */
const SLOT_BYTES = 2_048;
/**
 * Size of a slot in files from before organisers' signatures; their acknowledged records are still
 * read.
 */
const FORMER_SLOT_BYTES = 1_024;
/** Bytes that encryption adds: the nonce and the tag. */
const SEAL_BYTES = 28;
const SUBJECT = 'slot';

// The schema is as strict as the API: no record may wait here that its table would refuse.
const common = { boycott: id };
const waiting = z.discriminatedUnion('is', [
  z.extend(z.omit(pledgeForm, { padding: true }), { is: z.literal('pledge'), ...common }),
  z.extend(z.omit(pledgerActForm, { padding: true }), { is: z.literal('act'), ...common }),
  z.extend(z.omit(surveyAnswerForm, { padding: true }), { is: z.literal('answer') }),
]);
/**
 * The record in the last slot of each file: when it decrypts, the file was written with this secret
 * and is not mistaken for an empty one.
 */
const END = { is: 'end' } as const;
const slot = z.union([waiting, z.object({ is: z.literal(END.is) })]);

/** An acknowledged record that waits for its batch; byte fields are base64. */
export type WaitingRecord = z.infer<typeof waiting>;
export type WaitingAnswer = Extract<WaitingRecord, { is: 'answer' }>;

/** Returns what a record waits for: a boycott's id, or `survey/` and a year. */
export function waitingRecordSubject(record: WaitingRecord): string {
  return record.is === 'answer' ? surveySubject(record.year) : record.boycott;
}

/**
 * Returns the identity of a record: its subject and the key of the pledge or answer; for an act also its
 * purpose and counter.
 */
export function waitingRecordId(record: WaitingRecord): string {
  const act = record.is === 'act' ? `/${record.purpose}/${record.counter}` : '';
  return `${waitingRecordSubject(record)}/${record.key}${act}`;
}

/** Encodes a record as a slot: encrypted, and padded to the size of all slots. */
export function encryptSlot(key: Buffer, record: z.infer<typeof slot>): Buffer {
  const padded = JSON.stringify(record).padEnd(SLOT_BYTES - SEAL_BYTES);
  const sealed = Buffer.from(encryptText(key, SUBJECT, padded), 'base64');
  if (sealed.length !== SLOT_BYTES) throw new Error('a record that fits into no slot');
  return sealed;
}

/** Makes an empty slot, which nobody without the key can distinguish from a full one. */
export function makeEmptySlot(): Buffer {
  return randomBytes(SLOT_BYTES);
}

/**
 * Decrypts all records in a file; empty and half-written slots are left out.
 * @returns null for a file of another secret, which this process may not delete.
 */
export function decryptSlots(bytes: Buffer, key: Buffer): WaitingRecord[] | null {
  return slotsOf(bytes, SLOT_BYTES, key) ?? slotsOf(bytes, FORMER_SLOT_BYTES, key);
}

/**
 * Decrypts the records of a file with slots of this size; null unless one of them is the
 * terminator.
 */
function slotsOf(bytes: Buffer, size: number, key: Buffer): WaitingRecord[] | null {
  const found: WaitingRecord[] = [];
  for (let at = 0; at + size <= bytes.length; at += size) {
    const record = openSlot(key, bytes.subarray(at, at + size));
    if (record?.is === 'end') return found;
    if (record !== null) found.push(record);
  }
  return null;
}

function openSlot(key: Buffer, sealed: Buffer): z.infer<typeof slot> | null {
  try {
    return slot.parse(JSON.parse(decryptText(key, SUBJECT, sealed.toString('base64'))));
  } catch {
    return null;
  }
}

/** Makes the bytes of a file with this many empty slots, and the terminator. */
export function makeEmptySlots(key: Buffer, slots: number): Buffer {
  const empty = randomFillSync(Buffer.alloc(slots * SLOT_BYTES));
  return Buffer.concat([empty, encryptSlot(key, END)]);
}

export function slotOffsets(parts: ReadonlyMap<number, Buffer>): ReadonlyMap<number, Buffer> {
  return new Map([...parts].map(([slot, bytes]) => [slot * SLOT_BYTES, bytes]));
}
