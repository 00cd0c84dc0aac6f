import type { Plugin } from 'vite';

/** Prisma's loading of its query compiler, as `prisma generate` writes it. */
const LOADING =
  /const \{ wasm \} = await import\("([^"]+)"\)\s+return await decodeBase64AsWasm\(wasm\)/;
/** Characters to escape, and texts in which an escape would stand for itself. */
const BEYOND_ASCII = /(String\.raw`(?:[^`\\]|\\.)*`)|[^\0-\x7f]/gs;

/** Makes the server's bundles take less memory. */
export const leanServer: Plugin = {
  name: 'lean-server',
  enforce: 'pre',
  /** Prisma imports its compiler as a text of 4.4 MB, and the module keeps that text twice. */
  transform(code, id) {
    if (!id.endsWith('/prisma/generated/internal/class.ts')) return null;
    if (!LOADING.test(code)) throw new Error(`${id} loads its compiler in another way.`);
    return code.replace(
      LOADING,
      (_, path) => `const { readFile } = await import('node:fs/promises')
    const text = await readFile(new URL(import.meta.resolve("${path}")), 'latin1')
    return decodeBase64AsWasm(text.slice(text.indexOf('"') + 1, text.lastIndexOf('"')))`,
    );
  },
  /** V8 keeps sources, and with two bytes a character where one of them is not ASCII. */
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      chunk.code = chunk.code.replaceAll(
        BEYOND_ASCII,
        (found, raw) => raw ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
    }
  },
};
