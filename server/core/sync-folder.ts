import { open } from 'node:fs/promises';

/**
 * Syncs a folder, so that new entries survive a power loss: fsync of a file does not sync its name. Not
 * possible on Windows, whose file system journals names.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
