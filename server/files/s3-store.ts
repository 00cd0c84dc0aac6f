import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { checkFileName, type FileStore, readKey } from './store.ts';

const NOT_FOUND = 404;

export type S3StoreOptions = {
  endpoint: string;
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** True where the bucket is in the path and not in the host name (MinIO, Garage, s3rver). */
  forcePathStyle: boolean;
  /** Files a page of a listing; at most 1000. */
  listPageSize?: number;
};

/** Keeps files in a bucket, which must exist, of any service that speaks S3. */
export function createS3Store(options: S3StoreOptions): FileStore {
  const { bucket: Bucket, accessKeyId, secretAccessKey } = options;
  const client = new S3Client({
    endpoint: options.endpoint,
    region: options.region,
    forcePathStyle: options.forcePathStyle,
    credentials: { accessKeyId, secretAccessKey },
    // Stores other than Amazon's often refuse, or even keep as content, the checksums that the SDK
    // adds by itself.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });

  return {
    async put(name, bytes) {
      checkFileName(name);
      const object = { Bucket, Key: name, Body: bytes, ContentType: 'image/webp' };
      await client.send(new PutObjectCommand(object));
    },

    async get(name) {
      checkFileName(name);
      try {
        const object = await client.send(new GetObjectCommand({ Bucket, Key: name }));
        if (object.Body === undefined || object.LastModified === undefined) return null;
        const bytes = Buffer.from(await object.Body.transformToByteArray());
        return { bytes, modifiedAt: object.LastModified };
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },

    async remove(name) {
      checkFileName(name);
      try {
        await client.send(new DeleteObjectCommand({ Bucket, Key: name }));
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    },

    // By the last name seen rather than by a token of version 2: all services know both, and the
    // server of the tests makes its tokens with a cipher that OpenSSL 3 no longer offers.
    async *list() {
      let Marker: string | undefined;
      do {
        const request = { Bucket, Marker, MaxKeys: options.listPageSize };
        const page = await client.send(new ListObjectsCommand(request));
        const objects = page.Contents ?? [];
        for (const { Key: name, LastModified: modifiedAt } of objects) {
          if (name !== undefined && modifiedAt !== undefined && readKey(name) !== null) {
            yield { name, modifiedAt };
          }
        }
        Marker = page.IsTruncated === true ? objects.at(-1)?.Key : undefined;
      } while (Marker !== undefined);
    },
  };
}

// A missing bucket is a 404 too, but a fault of the set-up that must not pass for "no such file".
function isNotFound(error: unknown): boolean {
  return (
    error instanceof S3ServiceException &&
    error.$metadata.httpStatusCode === NOT_FOUND &&
    error.name !== 'NoSuchBucket'
  );
}
