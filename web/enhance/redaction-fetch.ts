import { OCR_FOLDER, OCR_LANGUAGES, type OcrScript } from '#shared/media/ocr-settings.ts';

/** Where the OCR engine and its data are. */
export const FOLDER = `/assets/ocr/${OCR_FOLDER}`;
/** A WebAssembly module with one vector instruction: valid only where the browser supports SIMD. */
const SIMD = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
]);

/** The engine's address without its ending: `.js` loads `.wasm`. */
export function coreAddress(): string {
  return `${FOLDER}/tesseract-core-${WebAssembly.validate(SIMD) ? 'simd-lstm' : 'lstm'}`;
}

/**
 * Fetches the engine and the data of scripts into the HTTP cache, which keeps them for a year.
 * @throws when one cannot be had.
 */
export async function fetchEngine(
  count: (bytes: number) => void = () => undefined,
  scripts: readonly OcrScript[] = ['Latin'],
): Promise<void> {
  await Promise.all(
    [`${coreAddress()}.wasm`, ...scripts.map(dataAddress)].map((url) => fetchToCache(url, count)),
  );
}

function dataAddress(script: OcrScript): string {
  return `${FOLDER}/${OCR_LANGUAGES[script]}.traineddata`;
}

async function fetchToCache(url: string, count: (bytes: number) => void): Promise<void> {
  const response = await fetch(url);
  if (!response.ok || response.body === null) throw new Error(`${url}: ${response.status}`);
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    count(value.length);
  }
}
