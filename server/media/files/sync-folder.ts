import { open } from 'node:fs/promises';

/**
 * Makes the entries of a folder survive a power loss: syncing a file does not sync its name. Windows
 * opens no folder, and its file system keeps a log of names.
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
