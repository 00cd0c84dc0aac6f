import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { S3Settings } from '#server/core/env.ts';
import { StoreUnavailable } from './file-store.ts';

const NOT_FOUND = 404;
const CONNECT_TIMEOUT_MS = 3_000;
/** Default time-out of one attempt of a request; enough for an object of some hundred kilobytes. */
const ANSWER_TIMEOUT_MS = 5_000;

export type S3BucketOptions = S3Settings & {
  /** Keys in one page of a listing; at most 1000. */
  readonly listPageSize?: number;
  /** Time-out of one attempt of a request, in milliseconds. */
  readonly answerTimeoutMs?: number;
};

/**
 * An existing bucket of any S3-compatible service. Methods throw `StoreUnavailable` where the service
 * does not answer or refuses.
 */
export type S3Bucket = {
  readonly put: (name: string, bytes: Uint8Array, contentType: string) => Promise<void>;
  readonly get: (
    name: string,
  ) => Promise<{ readonly bytes: Buffer; readonly modifiedAt: Date; readonly tag: string } | null>;
  readonly remove: (name: string) => Promise<void>;
  /** `tag` is the ETag, which changes with the content. */
  readonly list: (
    prefix: string,
  ) => AsyncIterable<{ readonly name: string; readonly modifiedAt: Date; readonly tag: string }>;
};

export function openS3Bucket(options: S3BucketOptions): S3Bucket {
  const { bucket: Bucket, accessKeyId, secretAccessKey } = options;
  const answerTimeoutMs = options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS;
  const client = new S3Client({
    endpoint: options.endpoint,
    region: options.region,
    forcePathStyle: options.forcePathStyle,
    credentials: { accessKeyId, secretAccessKey },
    // By default the SDK waits for an unresponsive service without limit.
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: answerTimeoutMs,
      socketTimeout: answerTimeoutMs,
      throwOnRequestTimeout: true,
    },
    // Many S3-compatible stores reject the SDK's default checksums, or store them as content.
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

    // Pages by the last key (ListObjects version 1 style) instead of continuation tokens: all services
    // support it, and the test server creates its tokens with a cipher that OpenSSL 3 dropped.
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

// A missing bucket is also a 404, but a configuration error rather than a missing file.
function isNotFound(error: unknown): boolean {
  return (
    error instanceof S3ServiceException &&
    error.$metadata.httpStatusCode === NOT_FOUND &&
    error.name !== 'NoSuchBucket'
  );
}
