import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '#server/env.ts';
import { StoreUnavailable } from '#server/files/store.ts';
import { openStore } from '#server/open.ts';
import type { Finding } from './findings.ts';

/** Whether pictures can be stored and read: a small file is written, read and, on a disk, removed. */
export async function judgeStore(env: Environment): Promise<Finding> {
  const about = 'Pictures';
  const folder = join(env.dataDir, 'files');
  const where = env.s3 === null ? folder : `the bucket ${env.s3.bucket} at ${env.s3.endpoint}`;
  // No command makes folders where DATA_DIR was mistyped.
  if (env.s3 === null && !existsSync(folder)) return { about, state: 'fine', say: 'none yet.' };
  try {
    const store = await openStore(env);
    await store.check();
    return { about, state: 'fine', say: `${where} takes and gives files.` };
  } catch (error) {
    const said = describeFault(error instanceof StoreUnavailable ? error.cause : error);
    const setting = env.s3 === null ? 'DATA_DIR' : 'S3_*';
    return {
      about,
      state: 'bad',
      say: `${where} does not work: ${said}. Check it, and ${setting}.`,
    };
  }
}

/** The name or code of a fault, which the message alone often leaves out, and its message. */
function describeFault(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  const name = 'code' in fault ? String(fault.code) : fault.name;
  return fault.message === '' || fault.message.startsWith(name)
    ? fault.message || name
    : `${name}: ${fault.message}`;
}
