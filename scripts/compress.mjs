import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const LARGEST_WINDOW = 24;

/** Writes compressed copies of a file, `.br` and `.gz`, beside it. */
export function compress(path) {
  const bytes = readFileSync(path);
  writeFileSync(
    `${path}.br`,
    brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_LGWIN]: LARGEST_WINDOW,
        [constants.BROTLI_PARAM_SIZE_HINT]: statSync(path).size,
      },
    }),
  );
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }));
}
