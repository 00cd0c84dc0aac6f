import S3rver from 's3rver';
import type { S3StoreOptions } from '#server/files/s3-store.ts';

const BUCKET = 'contrenote-test';

/** Starts an S3 server on a free port of this machine, with one empty bucket. */
export async function startS3(
  directory: string,
): Promise<{ access: S3StoreOptions; stop: () => Promise<void> }> {
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: BUCKET }],
  });
  const { port } = await server.run();
  return {
    access: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      bucket: BUCKET,
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
      forcePathStyle: true,
    },
    stop: async () => {
      server.httpServer.closeAllConnections();
      await server.close();
    },
  };
}
