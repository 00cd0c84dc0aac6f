import { parseLogList } from '#shared/transparency-log/parse-log-list.ts';
import { decodeUtf8 } from '#shared/core/utf8.ts';
import { concatBytes } from '#shared/transparency-log/merkle.ts';
import { FetchFailed, fetchOk } from '#shared/core/fetch-with-retry.ts';
import type { NoteCrypto } from '#shared/transparency-log/signed-notes.ts';
import type { LogSource } from '#shared/transparency-log/check-log.ts';

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
  /**
   * Reads a file piece by piece.
   * @throws FetchFailed, with status 404 for a missing file.
   */
  readonly stream: (path: string) => Promise<AsyncIterable<Uint8Array>>;
};

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
    stream: async (path) => chunksOf((await ask(path)).body),
  };
}

/** Reads a stream by its reader, since some browsers cannot iterate over one. */
export async function* chunksOf(
  body: ReadableStream<Uint8Array> | null,
): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  if (reader === undefined) return;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/**
 * Makes a log source of the record's files in a dump or a mirror (`mirror.mjs`), which are those
 * that a site serves.
 */
export function fileLogSource(crypto: NoteCrypto, files: FileSource, folder = ''): LogSource {
  const at = (path: string): string => (folder === '' ? path : `${folder}/${path}`);
  return {
    crypto,
    fetchBytes: (path) => files.read(at(path)),
    fetchLogs: async () => {
      const text = new TextDecoder().decode(await files.read(at('log.json')));
      const logs = parseLogList(text.trimStart().startsWith('[') ? `{"logs":${text}}` : text);
      if (logs === null) throw new FetchFailed(`${files.name} has no record that this reads`);
      return logs;
    },
  };
}

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

/** Yields the lines of a file that are not empty, without their end. */
export async function* readNonEmptyLines(files: FileSource, path: string): AsyncGenerator<string> {
  let begun: Uint8Array[] = [];
  for await (const chunk of await files.stream(path)) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      const line = lineOf(begun, chunk.subarray(from, end));
      [begun, from] = [[], end + 1];
      if (line !== '') yield line;
    }
    if (from < chunk.length) begun.push(chunk.slice(from));
  }
  const last = lineOf(begun, new Uint8Array());
  if (last !== '') yield last;
}

function lineOf(begun: readonly Uint8Array[], end: Uint8Array): string {
  const bytes = begun.length === 0 ? end : concatBytes(...begun, end);
  return decodeUtf8(bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes);
}
