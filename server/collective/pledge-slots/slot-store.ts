import { randomInt } from 'node:crypto';
import { AppError } from '#server/core/errors.ts';
import { createCoalescedRead } from './coalesced-read.ts';
import {
  makeEmptySlot,
  makeEmptySlots,
  waitingRecordId,
  waitingRecordSubject,
  decryptSlots,
  slotOffsets,
  encryptSlot,
  type WaitingAnswer,
  type WaitingRecord,
} from './slot-file-format.ts';
import { openSlotFolder, type SlotFile, type SlotFileStorage } from './slot-folder.ts';

/** Number of slots, the maximum of waiting records; batches empty the slots each minute. */
const SLOTS = 2_048;
const FULL_RETRY_SECONDS = 60;
/**
 * Minimum milliseconds between two reads of other processes' files for requests about unknown
 * pledges.
 */
const LOOK_INTERVAL_MS = 1_000;

/**
 * Stores pledges, acts and answers to the survey until their batch: one file per process, with slots of equal size that
 * look alike and are filled in random order, so that nothing reveals the order of arrival.
 */
export type SlotStore = {
  /** Stores a record; durable once this resolves. @throws AppError busy when no slot is empty. */
  readonly put: (record: WaitingRecord) => Promise<void>;
  /**
   * Returns the records waiting for a boycott: of this process and, as of the last read, of the
   * others.
   */
  readonly of: (boycottId: string) => Exclude<WaitingRecord, WaitingAnswer>[];
  /** Returns the answers waiting for a year's survey, as `of` does. */
  readonly answersOf: (year: number) => WaitingAnswer[];
  /**
   * Returns the subjects (`waitingRecordSubject`) with waiting records: how many, and the number of runs
   * for which they have waited.
   */
  readonly waiting: () => ReadonlyMap<string, { readonly runs: number; readonly records: number }>;
  /** Rereads the records that wait in other processes' files, dead processes included. */
  readonly refresh: () => Promise<void>;
  /** Rereads as `refresh` does, for anonymous requests: concurrent callers share one read. */
  readonly look: () => Promise<void>;
  /** Overwrites the slots of records that are in the tables now. */
  readonly free: (records: readonly WaitingRecord[]) => Promise<void>;
  /**
   * Runs each minute: writes, to show that this process is alive, and takes over the files of dead
   * ones.
   */
  readonly turn: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Held = {
  readonly record: WaitingRecord;
  readonly slot: number;
  readonly written: Promise<void>;
};

/** Opens a slot store in a folder or other storage; `key` encrypts the slots. */
export async function openSlotStore(
  folder: string | SlotFileStorage,
  key: Buffer,
  { slots = SLOTS }: { readonly slots?: number } = {},
): Promise<SlotStore> {
  const place = typeof folder === 'string' ? await openSlotFolder(folder) : folder;
  const held = new Map<string, Held>();
  const file = await openOwnFile(place, key, slots, () =>
    [...held.values()].map(({ slot, record }) => [slot, encryptSlot(key, record)]),
  );
  const empty = Array.from({ length: slots }, (_, slot) => slot);
  const turns = new Map<string, number>();
  let others: WaitingRecord[] = [];

  const all = (): WaitingRecord[] => [...others, ...[...held.values()].map(({ record }) => record)];
  const takeEmpty = (): number => {
    const at = randomInt(empty.length);
    const [slot = 0] = empty.splice(at, 1);
    return slot;
  };
  const put = async (record: WaitingRecord): Promise<void> => {
    const id = waitingRecordId(record);
    const there = held.get(id);
    if (there !== undefined) return there.written;
    if (empty.length === 0) throw new AppError('busy', { retryAfterSeconds: FULL_RETRY_SECONDS });
    const slot = takeEmpty();
    const written = file.write(new Map([[slot, encryptSlot(key, record)]]));
    held.set(id, { record, slot, written });
    try {
      await written;
    } catch (error) {
      held.delete(id);
      empty.push(slot);
      throw error;
    }
  };
  const refresh = async (): Promise<void> => {
    const names = await otherFiles(place, file.name());
    const read = await Promise.all(names.map((name) => readOther(place, name, key)));
    others = read.flatMap((records) => records ?? []);
  };
  const look = createCoalescedRead(refresh, LOOK_INTERVAL_MS);
  const takeOver = async (): Promise<void> => {
    for (const name of await otherFiles(place, file.name())) {
      if (!(await place.isAbandoned(name))) continue;
      const there = await readOther(place, name, key);
      if (there === null || there.length > empty.length) continue;
      const taken = await place.claim(name);
      if (taken === null) continue;
      await Promise.all(((await readOther(place, taken, key)) ?? []).map(put));
      await place.remove(taken);
    }
  };
  return {
    put,
    refresh,
    look,
    of: (boycottId) =>
      once(all().flatMap((one) => (one.is !== 'answer' && one.boycott === boycottId ? [one] : []))),
    answersOf: (year) =>
      once(all().flatMap((one) => (one.is === 'answer' && one.year === year ? [one] : []))),
    waiting: () => {
      const found = new Map<string, { runs: number; records: number }>();
      for (const record of once(all())) {
        const subject = waitingRecordSubject(record);
        const { records } = found.get(subject) ?? { records: 0 };
        found.set(subject, { runs: turns.get(subject) ?? 0, records: records + 1 });
      }
      return found;
    },
    free: async (records) => {
      const mine = records.flatMap((record) => held.get(waitingRecordId(record)) ?? []);
      await Promise.all(mine.map(({ written }) => written));
      const freed = mine.filter(({ record }) => held.delete(waitingRecordId(record)));
      await file.write(new Map(freed.map(({ slot }) => [slot, makeEmptySlot()])));
      empty.push(...freed.map(({ slot }) => slot));
    },
    turn: async () => {
      // When no slot is empty, the batch that follows writes to the file anyway.
      if (empty.length > 0) {
        const slot = takeEmpty();
        await file.write(new Map([[slot, makeEmptySlot()]]));
        empty.push(slot);
      }
      await takeOver();
      await refresh();
      const waiting = new Set(all().map(waitingRecordSubject));
      for (const subject of turns.keys()) if (!waiting.has(subject)) turns.delete(subject);
      for (const subject of waiting) turns.set(subject, (turns.get(subject) ?? 0) + 1);
    },
    close: () => file.close(held.size === 0),
  };
}

/** Returns each record once: it can be in two files while one is taken over. */
function once<Kind extends WaitingRecord>(records: readonly Kind[]): Kind[] {
  return [...new Map(records.map((record) => [waitingRecordId(record), record])).values()];
}

/**
 * Opens this process's slot file; creates a new one with the same records when another process took
 * it over.
 */
async function openOwnFile(
  place: SlotFileStorage,
  key: Buffer,
  slots: number,
  full: () => (readonly [number, Buffer])[],
) {
  let file = await place.create(makeEmptySlots(key, slots));
  // Files taken over by other processes are closed only at the end: a write may still be under way.
  const lost: SlotFile[] = [];
  let renewing: Promise<void> | null = null;
  const renew = async (): Promise<void> => {
    const next = await place.create(makeEmptySlots(key, slots));
    await next.write(slotOffsets(new Map(full())));
    lost.push(file);
    file = next;
  };
  const write = async (parts: ReadonlyMap<number, Buffer>): Promise<void> => {
    const to = file;
    if (await to.write(slotOffsets(parts))) return;
    if (to === file) {
      renewing ??= renew().finally(() => {
        renewing = null;
      });
      await renewing;
    }
    await write(parts);
  };
  return {
    name: (): string => file.name,
    write,
    close: async (remove: boolean): Promise<void> => {
      await renewing;
      await Promise.all([file, ...lost].map((one) => one.close()));
      if (remove) await place.remove(file.name);
    },
  };
}

async function otherFiles(place: SlotFileStorage, own: string): Promise<string[]> {
  return (await place.names()).filter((name) => name !== own);
}

/**
 * Reads the records in another process's file; none when it was just taken over, since they are
 * then in another file.
 * @returns null for a file of another secret, which this process may not delete.
 */
async function readOther(
  place: SlotFileStorage,
  name: string,
  key: Buffer,
): Promise<WaitingRecord[] | null> {
  const bytes = await place.read(name);
  return bytes === null ? [] : decryptSlots(bytes, key);
}
