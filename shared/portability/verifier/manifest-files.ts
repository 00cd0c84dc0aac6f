import type { VerifiedManifest } from './read-dump.ts';

/** Whether a dump has a file: one of an older format may lack it. */
export function hasFile({ files }: VerifiedManifest, path: string): boolean {
  return files.some((file) => file.path === path);
}
