import { openS3Bucket, type S3BucketOptions } from './s3-bucket.ts';
import {
  CHECK_FILE_NAME,
  requireStoredFileName,
  type FileStore,
  imageKeyOfFile,
  StoreUnavailable,
} from './file-store.ts';

export type S3StoreOptions = S3BucketOptions;

export function createS3Store(options: S3StoreOptions): FileStore {
  const bucket = openS3Bucket(options);
  return {
    async put(name, bytes) {
      requireStoredFileName(name);
      await bucket.put(name, bytes, 'image/webp');
    },

    async get(name) {
      requireStoredFileName(name);
      const object = await bucket.get(name);
      return object === null ? null : { bytes: object.bytes, modifiedAt: object.modifiedAt };
    },

    async remove(name) {
      requireStoredFileName(name);
      await bucket.remove(name);
    },

    async *list() {
      for await (const { name, modifiedAt } of bucket.list(''))
        if (imageKeyOfFile(name) !== null) yield { name, modifiedAt };
    },

    async check() {
      await bucket.put(CHECK_FILE_NAME, Buffer.from(CHECK_FILE_NAME), 'text/plain');
      const found = await bucket.get(CHECK_FILE_NAME);
      if (found === null) throw new StoreUnavailable(new Error('what was written is not there'));
    },
  };
}
