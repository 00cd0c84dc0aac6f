import { randomInt } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#server/errors.ts';
import {
  SLOT_FILE,
  createSlotFile,
  emptySlot,
  idOf,
  readSlots,
  sealSlot,
  type SlotFile,
  type Waiting,
} from './slots-file.ts';

/** How much can wait at a time: batches empty the slots each minute. */
const SLOTS = 2_048;
const FULL_RETRY_SECONDS = 60;
/** A process writes to its file each minute; one that was not written to for so long is nobody's. */
const ABANDONED_MS = 600_000;

/**
 * Where pledges and acts wait for their batch: a file for each process, of slots that all have one
 * size, look alike and are filled in random order. So nothing here tells what came first.
 */
export type SlotStore = {
  /** Keeps a record; on the disk once this resolves. @throws AppError busy where no slot is free. */
  readonly put: (record: Waiting) => Promise<void>;
  /** What waits for a boycott, here and, as they were last read, in the files of other processes. */
  readonly of: (boycottId: string) => Waiting[];
  readonly boycotts: () => string[];
  /** Reads the files of other processes, also of those that ended. */
  readonly refresh: () => Promise<void>;
  /** Overwrites the slots of what has its place elsewhere. */
  readonly free: (records: readonly Waiting[]) => Promise<void>;
  /** Shows that this process lives, takes over what dead ones left, and counts the turns. */
  readonly turn: () => Promise<void>;
  /** How many turns a boycott has had something waiting here. */
  readonly turns: (boycottId: string) => number;
  readonly close: () => Promise<void>;
};

type Held = { readonly record: Waiting; slot: number; written: Promise<void> };

/** Opens the slots in a folder; its key makes full ones readable. */
export async function openSlots(
  folder: string,
  key: Buffer,
  { slots = SLOTS }: { readonly slots?: number } = {},
): Promise<SlotStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let file = await createSlotFile(folder, slots);
  const held = new Map<string, Held>();
  const turns = new Map<string, number>();
  const empty = Array.from({ length: slots }, (_, slot) => slot);
  let others: Waiting[] = [];

  const takeEmpty = (): number => {
    const at = randomInt(empty.length);
    const slot = empty[at] ?? 0;
    empty[at] = empty.at(-1) ?? 0;
    empty.pop();
    return slot;
  };
  const write = async (slot: number, bytes: Buffer): Promise<void> => {
    const to = file;
    if (await to.write(slot, bytes)) return;
    if (to === file) await writeAnew(to);
    await write(slot, bytes);
  };
  let renewing: Promise<void> | null = null;
  /** Another process took the file, with all that stood in it then: from here on there is another. */
  const writeAnew = (lost: SlotFile): Promise<void> => {
    renewing ??= (async () => {
      const next = await createSlotFile(folder, slots);
      for (const { slot, record } of held.values()) await next.write(slot, sealSlot(key, record));
      file = next;
      await lost.close();
    })().finally(() => {
      renewing = null;
    });
    return renewing;
  };
  const put = (record: Waiting): Promise<void> => {
    const id = idOf(record);
    const there = held.get(id);
    if (there !== undefined) return there.written;
    if (empty.length === 0) {
      return Promise.reject(new AppError('busy', { retryAfterSeconds: FULL_RETRY_SECONDS }));
    }
    const slot = takeEmpty();
    const written = write(slot, sealSlot(key, record)).catch((error: unknown) => {
      held.delete(id);
      empty.push(slot);
      throw error;
    });
    held.set(id, { record, slot, written });
    return written;
  };
  const namesOfOthers = async (): Promise<string[]> =>
    (await readdir(folder)).filter((name) => SLOT_FILE.test(name) && name !== file.name);
  const readOther = (name: string): Promise<Waiting[]> =>
    readSlots(join(folder, name), key).catch(ignoreMissing);
  const refresh = async (): Promise<void> => {
    others = (await Promise.all((await namesOfOthers()).map(readOther))).flat();
  };
  const adopt = async (): Promise<void> => {
    for (const name of await namesOfOthers()) {
      const path = join(folder, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }));
      if (Date.now() - mtimeMs < ABANDONED_MS) continue;
      // From here on its process, should it live after all, sees that the file is gone.
      const mine = join(folder, `${name.slice(0, -'.slots'.length)}`.replace(/.{8}$/, suffix()));
      const taken = `${mine}.slots`;
      if (!(await rename(path, taken).then(() => true, () => false))) continue;
      const records = await readSlots(taken, key).catch(ignoreMissing);
      if (records.length > empty.length) continue;
      await Promise.all(records.map(put));
      await rm(taken, { force: true });
    }
  };
  return {
    put,
    refresh,
    of: (boycottId) => [
      ...new Map(
        [...others, ...[...held.values()].map(({ record }) => record)]
          .filter(({ boycott }) => boycott === boycottId)
          .map((record) => [idOf(record), record]),
      ).values(),
    ],
    boycotts: () => [
      ...new Set([...others, ...[...held.values()].map(({ record }) => record)].map(({ boycott }) => boycott)),
    ],
    free: async (records) => {
      for (const record of records) {
        const id = idOf(record);
        const there = held.get(id);
        if (there === undefined) continue;
        await there.written;
        held.delete(id);
        await write(there.slot, emptySlot());
        empty.push(there.slot);
      }
    },
    turn: async () => {
      if (empty.length > 0) {
        const slot = takeEmpty();
        await write(slot, emptySlot()).finally(() => empty.push(slot));
      }
      await adopt();
      await refresh();
    },
    turns: (boycottId) => turns.get(boycottId) ?? 0,
    close: async () => {
      await renewing;
      await file.close();
      if (held.size === 0) await rm(join(folder, file.name), { force: true });
    },
  };
}
