import type { Bucket } from '#server/media/files/bucket.ts';
import {
  isLongAgo,
  isSlotName,
  newSlotName,
  type SlotFile,
  type SlotPlace,
} from './slots-place.ts';

const FOLDER = 'pledges/';
const TYPE = 'application/octet-stream';
/** Beside a file that was taken from its process. */
const TAKEN = '.taken';
/** By then a process that lived after all has long seen it. */
const TAKEN_KEPT_MS = 86_400_000;

type Read = { readonly tag: string; readonly bytes: Buffer };

/** A bucket, where the machines have no disk in common. An object is always written as a whole. */
export function openSlotBucket(bucket: Bucket): SlotPlace {
  const read = new Map<string, Read>();
  let tags = new Map<string, { readonly tag: string; readonly modifiedAt: Date }>();
  return {
    create: (bytes) => createFile(bucket, Buffer.from(bytes)),
    names: async () => {
      const found = new Map<string, { readonly tag: string; readonly modifiedAt: Date }>();
      for await (const { name: key, tag, modifiedAt } of bucket.list(FOLDER)) {
        const name = key.slice(FOLDER.length);
        if (isSlotName(name)) found.set(name, { tag, modifiedAt });
        else if (name.endsWith(TAKEN) && Date.now() - modifiedAt.getTime() > TAKEN_KEPT_MS)
          await bucket.remove(key);
      }
      tags = found;
      for (const name of read.keys()) if (!found.has(name)) read.delete(name);
      return [...found.keys()];
    },
    read: async (name) => {
      const known = read.get(name);
      if (known !== undefined && known.tag === tags.get(name)?.tag) return known.bytes;
      const object = await bucket.get(FOLDER + name);
      if (object === null) return null;
      read.set(name, object);
      return object.bytes;
    },
    isAbandoned: async (name) => {
      const found = tags.get(name);
      return found !== undefined && isLongAgo(found.modifiedAt);
    },
    // An object cannot be renamed: first it is said to be taken, then it is read. Its process, should
    // it live, writes first and then looks: one of the two sees the other.
    claim: async (name) => {
      await bucket.put(FOLDER + name + TAKEN, Buffer.from('taken'), TYPE);
      read.delete(name);
      tags.delete(name);
      return name;
    },
    remove: (name) => bucket.remove(FOLDER + name),
  };
}

/** Writes that come while one is under way go together with the next one. */
async function createFile(bucket: Bucket, bytes: Buffer): Promise<SlotFile> {
  const name = newSlotName();
  const key = FOLDER + name;
  await bucket.put(key, bytes, TYPE);
  let [underway, next]: [Promise<boolean>, Promise<boolean> | null] = [Promise.resolve(true), null];
  const send = async (): Promise<boolean> => {
    await bucket.put(key, Buffer.from(bytes), TYPE);
    return (await bucket.get(key + TAKEN)) === null;
  };
  return {
    name,
    write: (parts) => {
      for (const [at, part] of parts) part.copy(bytes, at);
      if (next !== null) return next;
      const after = underway.then(start, start);
      function start(): Promise<boolean> {
        next = null;
        return send();
      }
      next = after;
      underway = after;
      return after;
    },
    close: () =>
      underway.then(
        () => undefined,
        () => undefined,
      ),
  };
}
