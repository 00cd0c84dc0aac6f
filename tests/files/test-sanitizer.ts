import { resolve } from 'node:path';
import {
  createSanitizer,
  type Sanitizer,
  type SanitizerOptions,
} from '#server/media/files/sanitizer.ts';
import { ImageRefused } from '#server/media/files/image-refused.ts';

/** The built one: from the sources each start takes five times as long. */
const REAL_WORKER = resolve('dist/server/sanitizer-worker.js');
const STUBBORN_WORKER = resolve('tests/files/stubborn-worker.ts');

type Choices = Omit<SanitizerOptions, 'workerPath' | 'execArgv'>;

export function createRealSanitizer(choices: Choices): Sanitizer {
  return createSanitizer({ ...choices, workerPath: REAL_WORKER });
}

/** Its worker behaves by the name of the file: see `stubborn-worker.ts`. */
export function createStubbornSanitizer(choices: Choices): Sanitizer {
  return createSanitizer({ ...choices, workerPath: STUBBORN_WORKER });
}

/** The refusal of an image, with the format detected, or 'accepted'. */
export async function tellOutcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    if (!(error instanceof ImageRefused)) throw error;
    return error.detected === null ? error.refusal : `${error.refusal} ${error.detected}`;
  }
}
