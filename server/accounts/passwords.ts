import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { AppError } from '#server/errors.ts';

/** OWASP's first choice for argon2id (the library's default variant): 19 MiB, 2 passes, 1 lane. */
const POLICY = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes computed at once: one processor stays for pages, and the thread pool for files. */
const AT_ONCE = Math.min(3, Math.max(1, availableParallelism() - 1));
/** Hashes waiting; each takes some 30 ms. */
const MAX_WAITING = 200;
const BUSY_RETRY_SECONDS = 5;
const limited = pLimit(AT_ONCE);

/** @throws AppError busy where too many wait. */
async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (limited.pendingCount >= MAX_WAITING) {
    throw new AppError('busy', { retryAfterSeconds: BUSY_RETRY_SECONDS });
  }
  return limited(work);
}

/** Keyboards write an accent in one sign or in two: it is the same password. */
function fold(password: string): string {
  return password.normalize('NFKC');
}

/** @throws AppError busy where too many wait. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(fold(password), POLICY));
}

let nobody: Promise<string> | null = null;

/** The hash that is tried where there is no member, so that the answer takes as long. */
export function nobodysHash(): Promise<string> {
  nobody ??= hashPassword(randomBytes(32).toString('hex'));
  return nobody;
}

/**
 * Whether a password fits; with no hash it never does, after the same work.
 * @throws AppError busy where too many wait.
 */
export async function verifyPassword(hashed: string | null, password: string): Promise<boolean> {
  const known = hashed ?? (await nobodysHash());
  const fits = await inTurn(() => verify(known, fold(password)).catch(() => false));
  return hashed !== null && fits;
}
