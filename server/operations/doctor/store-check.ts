import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '#server/core/env.ts';
import { StoreUnavailable } from '#server/media/files/file-store.ts';
import { openStore } from '#server/operations/open-stores.ts';
import { UnusableSetting, errorMessageOf } from '#server/core/setting-errors/unusable-setting.ts';
import type { Finding } from './findings.ts';

/** Checks that pictures can be stored: writes, reads and (on a disk) deletes a small file. */
export async function checkPictureStore(env: Environment): Promise<Finding> {
  const about = 'Pictures';
  const folder = join(env.dataDir, 'files');
  const where = env.s3 === null ? folder : `the bucket ${env.s3.bucket} at ${env.s3.endpoint}`;
  // Creates no folder, since DATA_DIR may be mistyped.
  if (env.s3 === null && !existsSync(folder)) return { about, state: 'fine', say: 'none yet.' };
  try {
    // `openStore` checks a bucket already by opening it.
    const store = await openStore(env);
    if (env.s3 === null) await store.check();
    return { about, state: 'fine', say: `${where} takes and gives files.` };
  } catch (error) {
    if (error instanceof UnusableSetting) return { about, state: 'bad', say: error.message };
    const said = errorMessageOf(error instanceof StoreUnavailable ? error.cause : error);
    return { about, state: 'bad', say: `${where} does not work: ${said}. Check it, and DATA_DIR.` };
  }
}
