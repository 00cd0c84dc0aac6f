import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { AppError, fieldError } from '#server/core/errors.ts';
import { createFairLimiter } from '#server/core/worker-pool/fair-limiter.ts';
import {
  createSingleThreadPool,
  type WorkerThreadSettings,
} from '#server/core/worker-pool/single-thread-pool.ts';
import type { PasswordWithPseudonym } from './password-strength.ts';

/** OWASP's first recommendation for argon2id (the library's default): 19 MiB, 2 iterations, 1 lane. */
const POLICY = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * Maximum number of concurrent password operations: leaves one CPU for pages, and libuv threads for
 * files.
 */
const AT_ONCE = Math.min(3, Math.max(1, availableParallelism() - 1));
/** Queue length; a check takes about 30 ms, estimating and hashing 60 ms. */
const MAX_WAITING = 200;
const BUSY_RETRY_SECONDS = 5;

/** Limits of the estimator thread: an ordinary password takes 20 ms, the dictionaries 50 MB. */
const JUDGE_LIMITS = { cpuMs: 200, maxWaiting: AT_ONCE, heapMb: 160 } as const;

/**
 * Prefix lengths that are estimated: the second if the first takes too long. A password whose prefix is
 * hard to guess is so as a whole.
 */
const JUDGED_LENGTHS = [32, 16] as const;

export type NewPassword = {
  readonly password: string;
  readonly pseudonym: string;
  /** Form field, for the error. */
  readonly field: string;
  /** The asker, a network or a member: each has one operation at a time. */
  readonly from: string;
  /** Further validation with the database; runs before the estimate. */
  readonly check?: () => Promise<void>;
};

/**
 * Estimates, hashes and verifies passwords through a fair queue, since nothing else a visitor triggers
 * costs more.
 */
export type PasswordHasher = {
  /**
   * Hashes a new password that is hard enough to guess.
   * @throws AppError bad-input `weak` on its field; busy where the queue is full; errors of `check`.
   */
  readonly hashNew: (password: NewPassword) => Promise<string>;
  /**
   * Verifies a password against a hash; null always fails, in the same time.
   * @throws AppError busy where the queue is full.
   */
  readonly verify: (hashed: string | null, password: string, from: string) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

export function createPasswordHasher(settings: WorkerThreadSettings): PasswordHasher {
  const judges = createSingleThreadPool(settings, JUDGE_LIMITS);
  const turns = createFairLimiter({ atOnce: AT_ONCE, maxWaiting: MAX_WAITING, tooMany: busy });

  async function isStrong(password: string, pseudonym: string): Promise<boolean> {
    for (const length of JUDGED_LENGTHS) {
      const question: PasswordWithPseudonym = { password: password.slice(0, length), pseudonym };
      const outcome = await judges.ask(question);
      if (outcome.kind === 'answered') return outcome.answer === true;
      if (outcome.kind !== 'too-slow') break;
    }
    throw busy();
  }

  return {
    hashNew: ({ password, pseudonym, field, from, check }) =>
      turns.run(from, async () => {
        await check?.();
        if (!(await isStrong(password, pseudonym))) throw fieldError(field, 'weak');
        return hashPassword(password);
      }),
    verify: (hashed, password, from) => turns.run(from, () => verifyPassword(hashed, password)),
    close: () => judges.close(),
  };
}

function busy(): AppError {
  return new AppError('busy', { retryAfterSeconds: BUSY_RETRY_SECONDS });
}

/** Normalises (NFKC): keyboards type an accented letter as one or two code points. */
function fold(password: string): string {
  return password.normalize('NFKC');
}

export function hashPassword(password: string): Promise<string> {
  return hash(fold(password), POLICY);
}

let nobody: Promise<string> | null = null;

/** A dummy hash, verified where there is no such member, so that timing does not reveal it. */
export function dummyHash(): Promise<string> {
  nobody ??= hashPassword(randomBytes(32).toString('hex'));
  return nobody;
}

/** Verifies a password against a hash; null always fails, in the same time. */
export async function verifyPassword(hashed: string | null, password: string): Promise<boolean> {
  const known = hashed ?? (await dummyHash());
  const fits = await verify(known, fold(password)).catch(() => false);
  return hashed !== null && fits;
}
