import { OCR_FOLDER, OCR_LANGUAGES, type OcrScript } from '#shared/media/ocr-settings.ts';
import { scriptsOf } from '#shared/media/device-scripts.ts';

/** Folder of the OCR engine and its data. */
export const FOLDER = `/assets/ocr/${OCR_FOLDER}`;
/** A WebAssembly module with one vector instruction: valid only where the browser supports SIMD. */
const SIMD = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
]);

/** The engine's address without its ending: `.mjs` loads `.wasm`. */
export function coreAddress(): string {
  return `${FOLDER}/tesseract-core-${WebAssembly.validate(SIMD) ? 'simd-lstm' : 'lstm'}`;
}

/** A function called with each number of bytes that arrives. */
export type CountBytes = (bytes: number) => void;

/**
 * Fetches the engine and its Latin data into the HTTP cache, which keeps them for a year.
 * @throws when one cannot be had.
 */
export async function fetchEngine(count: CountBytes): Promise<void> {
  await Promise.all([fetchToCache(`${coreAddress()}.wasm`, count), fetchData('Latin', count)]);
}

/** Fetches the data of a script into the HTTP cache. @throws when it cannot be had. */
export function fetchData(script: OcrScript, count: CountBytes): Promise<void> {
  return fetchToCache(dataAddress(script), count);
}

export function dataAddress(script: OcrScript): string {
  return `${FOLDER}/${OCR_LANGUAGES[script]}.traineddata`;
}

/** Fetches what this device will need, while she looks for a picture. */
export async function fetchAhead(): Promise<void> {
  const ignore = (): void => undefined;
  await fetchEngine(ignore);
  for (const script of scriptsOf(navigator.languages)) await fetchData(script, ignore);
}

async function fetchToCache(url: string, count: CountBytes): Promise<void> {
  const response = await fetch(url);
  if (!response.ok || response.body === null) throw new Error(`${url}: ${response.status}`);
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    count(value.length);
  }
}
