import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Changes a file of a dump and updates its hash in the manifest. */
export function rewrite(dump: string, name: string, change: (text: string) => string): void {
  const text = change(readFileSync(join(dump, name), 'utf8'));
  writeFileSync(join(dump, name), text);
  const manifest = JSON.parse(readFileSync(join(dump, 'manifest.json'), 'utf8')) as {
    files: { path: string; bytes: number; sha256: string }[];
  };
  const files = manifest.files.map((file) =>
    file.path === name
      ? {
          ...file,
          bytes: Buffer.byteLength(text),
          sha256: createHash('sha256').update(text).digest('hex'),
        }
      : file,
  );
  writeFileSync(join(dump, 'manifest.json'), JSON.stringify({ ...manifest, files }));
}
