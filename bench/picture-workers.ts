import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createSanitizer, type Sanitizer } from '#server/media/files/sanitizer.ts';
import { createOcrReader, type OcrReader } from '#server/media/ocr/ocr-reader.ts';

/** The processes that decode and read pictures, from their sources, and a folder for files. */
export type PictureWorkers = {
  readonly folder: string;
  readonly sanitizer: Sanitizer;
  readonly reader: OcrReader;
  readonly close: () => Promise<void>;
};

export async function openPictureWorkers(): Promise<PictureWorkers> {
  const folder = await mkdtemp(join(tmpdir(), 'contrenote-pictures-'));
  const execArgv = ['--import', 'tsx'];
  const sanitizer = createSanitizer({
    temporaryFolder: folder,
    workerPath: resolve('server/media/files/sanitizer-worker.ts'),
    execArgv,
  });
  const reader = createOcrReader({
    workerPath: resolve('server/media/ocr/ocr-worker.ts'),
    execArgv,
  });
  return {
    folder,
    sanitizer,
    reader,
    close: async () => {
      await Promise.all([sanitizer.close(), reader.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
