import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import { parseLogList } from '#server/transparency-log/http-log-source.ts';
import { FetchFailed, fetchOk } from '#server/core/fetch-with-retry.ts';
import type { LogSource } from '#shared/transparency-log/verify-log.ts';

/** A folder of files, local or at an address. */
export type FileSource = {
  /** Name of the source in messages. */
  readonly name: string;
  /** The files are local, so that reading all of them is cheap. */
  readonly near: boolean;
  /**
   * Reads a whole file.
   * @throws FetchFailed, with status 404 for a missing file.
   */
  readonly read: (path: string) => Promise<Uint8Array>;
  readonly stream: (path: string) => Promise<Readable>;
};

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

/**
 * Opens a folder at a web address as a source of files. After a redirect, such as to a day's dump,
 * everything is read from there.
 */
export function remoteFiles(address: string): FileSource {
  let base = address.replace(/\/$/, '');
  const ask = async (path: string): Promise<Response> => {
    const response = await fetchOk(`${base}/${path}`);
    if (response.redirected && response.url.endsWith(`/${path}`)) {
      base = response.url.slice(0, -path.length - 1);
    }
    return response;
  };
  return {
    name: address,
    near: false,
    read: async (path) => new Uint8Array(await (await ask(path)).arrayBuffer()),
    stream: async (path) => {
      const { body } = await ask(path);
      return body === null ? Readable.from([]) : Readable.from(body);
    },
  };
}

/**
 * Makes a log source of the record's files in a dump or a mirror (`mirror.mjs`), which are those
 * that a site serves.
 */
export function fileLogSource(files: FileSource, folder = ''): LogSource {
  const at = (path: string): string => (folder === '' ? path : `${folder}/${path}`);
  return {
    crypto: nodeCrypto,
    fetchBytes: (path) => files.read(at(path)),
    fetchLogs: async () => {
      const text = Buffer.from(await files.read(at('log.json'))).toString();
      const logs = parseLogList(text.trimStart().startsWith('[') ? `{"logs":${text}}` : text);
      if (logs === null) throw new FetchFailed(`${files.name} has no record that this reads`);
      return logs;
    },
  };
}

export async function* readNonEmptyLines(files: FileSource, path: string): AsyncGenerator<string> {
  const lines = createInterface({ input: await files.stream(path), crlfDelay: Infinity });
  for await (const line of lines) if (line !== '') yield line;
}
