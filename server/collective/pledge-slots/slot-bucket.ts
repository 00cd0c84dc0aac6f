import type { S3Bucket } from '#server/media/files/s3-bucket.ts';
import {
  isSlotFileAbandoned,
  isSlotFileName,
  newSlotFileName,
  type SlotFile,
  type SlotFileStorage,
} from './slot-folder.ts';

const FOLDER = 'pledges/';
const TYPE = 'application/octet-stream';
/** Suffix of the marker beside a file that was taken from its process. */
const TAKEN = '.taken';
/** Time for which a marker is kept: by then a process that was alive after all has noticed it. */
const TAKEN_KEPT_MS = 86_400_000;

type Read = { readonly tag: string; readonly bytes: Buffer };

/**
 * Opens storage of slot files in an S3 bucket, for machines without a shared disk. Objects are
 * always written whole.
 */
export function openSlotBucket(bucket: S3Bucket): SlotFileStorage {
  const read = new Map<string, Read>();
  let tags = new Map<string, { readonly tag: string; readonly modifiedAt: Date }>();
  return {
    create: (bytes) => createFile(bucket, Buffer.from(bytes)),
    names: async () => {
      const found = new Map<string, { readonly tag: string; readonly modifiedAt: Date }>();
      for await (const { name: key, tag, modifiedAt } of bucket.list(FOLDER)) {
        const name = key.slice(FOLDER.length);
        if (isSlotFileName(name)) found.set(name, { tag, modifiedAt });
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
      return found !== undefined && isSlotFileAbandoned(found.modifiedAt);
    },
    // Objects cannot be renamed: first write the marker, then read the file. The owning process, if
    // alive, writes first and then checks for the marker, so one of the two sees the other.
    claim: async (name) => {
      await bucket.put(FOLDER + name + TAKEN, Buffer.from('taken'), TYPE);
      read.delete(name);
      tags.delete(name);
      return name;
    },
    remove: (name) => bucket.remove(FOLDER + name),
  };
}

/**
 * Creates a slot file as an object. Writes that arrive while one is under way are sent together.
 */
async function createFile(bucket: S3Bucket, bytes: Buffer): Promise<SlotFile> {
  const name = newSlotFileName();
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
