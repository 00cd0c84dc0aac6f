import type { BaseDeps } from '#server/http/deps.ts';
import type { Sanitizer } from './files/sanitizer.ts';
import type { WatchedStore } from './files/watched-store.ts';
import type { OcrReader } from './ocr/ocr-reader.ts';

/** Dependencies of routes that receive or serve pictures. */
export type MediaDeps = BaseDeps & {
  readonly store: WatchedStore;
  readonly sanitizer: Sanitizer;
  readonly reader: OcrReader;
  readonly temporaryFolder: string;
};
