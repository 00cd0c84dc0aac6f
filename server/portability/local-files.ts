import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FetchFailed } from '#shared/core/fetch-with-retry.ts';
import type { FileSource } from '#shared/portability/verifier/file-sources.ts';

/** A folder of this machine as a source of files. */
export function localFiles(folder: string): FileSource {
  const missing = (path: string, cause: unknown): FetchFailed =>
    new FetchFailed(`${join(folder, path)} is not there`, { cause, status: 404 });
  return {
    name: folder,
    near: true,
    read: async (path) => {
      try {
        return await readFile(join(folder, path));
      } catch (error) {
        throw missing(path, error);
      }
    },
    stream: async (path) => {
      await stat(join(folder, path)).catch((error: unknown) => {
        throw missing(path, error);
      });
      return createReadStream(join(folder, path));
    },
  };
}
