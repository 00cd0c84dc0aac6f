import { TILE_WIDTH } from '#shared/transparency-log/tiles.ts';
import { readCheckpoint, readNote } from '#shared/transparency-log/signed-notes.ts';
import type { LogSource } from '#shared/transparency-log/check-log.ts';
import type { FileSource } from './file-sources.ts';
import type { VerifiedManifest } from './read-dump.ts';

/** The steps of a verification: first the record is read, then the dump is compared with it. */
export type VerificationStage = 'record' | 'dump';

/** Receives the share of a stage that is done, from 0 to 1. */
export type OnProgress = (stage: VerificationStage, share: number) => void;

/** A log whose bundles of entries are counted as they are read. */
export function watchLog(log: LogSource, onProgress: OnProgress): LogSource {
  let [all, read] = [Infinity, 0];
  return {
    ...log,
    fetchBytes: async (path) => {
      const bytes = await log.fetchBytes(path);
      if (path === 'checkpoint') {
        const size = readCheckpoint(readNote(new TextDecoder().decode(bytes))?.body ?? '')?.size;
        all = Math.ceil((size ?? 0) / TILE_WIDTH);
      } else if (path.includes('tile/entries/')) {
        read += 1;
        onProgress('record', Math.min(read / all, 1));
      }
      return bytes;
    },
  };
}

/** The files of a dump whose bytes are counted as they are read. */
export function watchFiles(
  files: FileSource,
  manifest: VerifiedManifest,
  onProgress: OnProgress,
): FileSource {
  const rows = manifest.files.filter(({ path }) => isComparedRow(path));
  // A local dump is hashed whole before it is compared.
  const hashed = files.near ? manifest.files.filter(({ path }) => !path.startsWith('images/')) : [];
  const all = [...rows, ...hashed].reduce((sum, { bytes }) => sum + bytes, 0);
  let read = 0;
  return {
    ...files,
    stream: async (path) => countBytes(await files.stream(path)),
  };

  async function* countBytes(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      yield chunk;
      read += chunk.byteLength;
      onProgress('dump', Math.min(read / all, 1));
    }
  }
}

function isComparedRow(path: string): boolean {
  return path.startsWith('whole/') || path === 'record/openings.jsonl';
}
