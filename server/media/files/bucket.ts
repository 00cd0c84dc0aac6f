import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { StoreUnavailable } from './store.ts';

const NOT_FOUND = 404;
const CONNECT_TIMEOUT_MS = 3_000;
/** An object has some hundred kilobytes at most. */
const ANSWER_TIMEOUT_MS = 5_000;

export type BucketOptions = {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** True where the bucket is in the path and not in the host name (MinIO, Garage, s3rver). */
  readonly forcePathStyle: boolean;
  /** Files a page of a listing; at most 1000. */
  readonly listPageSize?: number;
  /** For how long one try of a request may be without an answer. */
  readonly answerTimeoutMs?: number;
};

/**
 * The objects of a bucket, which must exist, of any service that speaks S3. Each call throws
 * `StoreUnavailable` where the service does not answer or refuses it.
 */
export type Bucket = {
  readonly put: (name: string, bytes: Uint8Array, contentType: string) => Promise<void>;
  readonly get: (
    name: string,
  ) => Promise<{ readonly bytes: Buffer; readonly modifiedAt: Date; readonly tag: string } | null>;
  readonly remove: (name: string) => Promise<void>;
  /** `tag` changes with the bytes. */
  readonly list: (
    prefix: string,
  ) => AsyncIterable<{ readonly name: string; readonly modifiedAt: Date; readonly tag: string }>;
};

export function openBucket(options: BucketOptions): Bucket {
  const { bucket: Bucket, accessKeyId, secretAccessKey } = options;
  const answerTimeoutMs = options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS;
  const client = new S3Client({
    endpoint: options.endpoint,
    region: options.region,
    forcePathStyle: options.forcePathStyle,
    credentials: { accessKeyId, secretAccessKey },
    // The SDK by itself waits for ever for a service that has fallen silent.
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: answerTimeoutMs,
      socketTimeout: answerTimeoutMs,
      throwOnRequestTimeout: true,
    },
    // Stores other than Amazon's often refuse, or even keep as content, the checksums that the SDK
    // adds by itself.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return {
    async put(Key, Body, ContentType) {
      const request = new PutObjectCommand({ Bucket, Key, Body, ContentType });
      await client.send(request).catch(unavailable);
    },

    async get(Key) {
      try {
        const object = await client.send(new GetObjectCommand({ Bucket, Key }));
        if (object.Body === undefined || object.LastModified === undefined) return null;
        const bytes = Buffer.from(await object.Body.transformToByteArray());
        return { bytes, modifiedAt: object.LastModified, tag: object.ETag ?? '' };
      } catch (error) {
        if (isNotFound(error)) return null;
        return unavailable(error);
      }
    },

    async remove(Key) {
      try {
        await client.send(new DeleteObjectCommand({ Bucket, Key }));
      } catch (error) {
        if (!isNotFound(error)) unavailable(error);
      }
    },

    // By the last name seen rather than by a token of version 2: all services know both, and the
    // server of the tests makes its tokens with a cipher that OpenSSL 3 no longer offers.
    async *list(Prefix) {
      let Marker: string | undefined;
      do {
        const request = { Bucket, Prefix, Marker, MaxKeys: options.listPageSize };
        const page = await client.send(new ListObjectsCommand(request)).catch(unavailable);
        const objects = page.Contents ?? [];
        for (const { Key: name, LastModified: modifiedAt, ETag: tag = '' } of objects) {
          if (name !== undefined && modifiedAt !== undefined) yield { name, modifiedAt, tag };
        }
        Marker = page.IsTruncated === true ? objects.at(-1)?.Key : undefined;
      } while (Marker !== undefined);
    },
  };
}

function unavailable(error: unknown): never {
  throw new StoreUnavailable(error);
}

// A missing bucket is a 404 too, but a fault of the set-up that must not pass for "no such file".
function isNotFound(error: unknown): boolean {
  return (
    error instanceof S3ServiceException &&
    error.$metadata.httpStatusCode === NOT_FOUND &&
    error.name !== 'NoSuchBucket'
  );
}
