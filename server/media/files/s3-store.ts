import { openBucket, type BucketOptions } from './s3-bucket.ts';
import {
  CHECK_NAME,
  checkFileName,
  type FileStore,
  readKey,
  StoreUnavailable,
} from './file-store.ts';

export type S3StoreOptions = BucketOptions;

/** Stores files in an existing bucket of any S3-compatible service. */
export function createS3Store(options: S3StoreOptions): FileStore {
  const bucket = openBucket(options);
  return {
    async put(name, bytes) {
      checkFileName(name);
      await bucket.put(name, bytes, 'image/webp');
    },

    async get(name) {
      checkFileName(name);
      const object = await bucket.get(name);
      return object === null ? null : { bytes: object.bytes, modifiedAt: object.modifiedAt };
    },

    async remove(name) {
      checkFileName(name);
      await bucket.remove(name);
    },

    async *list() {
      for await (const { name, modifiedAt } of bucket.list(''))
        if (readKey(name) !== null) yield { name, modifiedAt };
    },

    async check() {
      await bucket.put(CHECK_NAME, Buffer.from(CHECK_NAME), 'text/plain');
      const found = await bucket.get(CHECK_NAME);
      if (found === null) throw new StoreUnavailable(new Error('what was written is not there'));
    },
  };
}
