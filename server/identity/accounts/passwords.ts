import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { AppError, refuseField } from '#server/core/errors.ts';
import { createFairTurns } from '#server/core/worker-pool/fair-turns.ts';
import { createThreadPool, type ThreadSettings } from '#server/core/worker-pool/thread-pool.ts';
import type { JudgedPassword } from './estimate.ts';

/** OWASP's first choice for argon2id (the library's default variant): 19 MiB, 2 passes, 1 lane. */
const POLICY = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Passwords worked on at once: a processor stays for pages, and libuv's threads for files. */
const AT_ONCE = Math.min(3, Math.max(1, availableParallelism() - 1));
/** Each takes some 30 ms to check, and 60 to judge and to hash. */
const MAX_WAITING = 200;
const BUSY_RETRY_SECONDS = 5;

/** An ordinary password is judged in 20 ms; the dictionaries take 50 MB. */
const JUDGE_LIMITS = { cpuMs: 200, maxWaiting: AT_ONCE, heapMb: 160 } as const;

/**
 * So much of a password is judged, and so much of one that took too long. Where the beginning is hard to
 * guess, the whole is.
 */
const JUDGED_LENGTHS = [32, 16] as const;

/** A password that somebody chooses. */
export type NewPassword = {
  readonly password: string;
  /** Who will use it. */
  readonly pseudonym: string;
  /** The form's field that it stands in. */
  readonly field: string;
  /** Where the form comes from, a network or a member: each has one password worked on at a time. */
  readonly from: string;
  /** What else can refuse the form and asks the database; before the password is judged. */
  readonly check?: () => Promise<void>;
};

/** Estimates, hashes and verifies passwords through one fair queue: nothing a visitor asks for costs more. */
export type Passwords = {
  /**
   * The hash of a new password, once it is hard to guess.
   * @throws AppError bad-input `weak` on its field; busy where too many wait; what `check` throws.
   */
  readonly hashNew: (password: NewPassword) => Promise<string>;
  /**
   * Whether a password fits; with no hash it never does, after the same work.
   * @throws AppError busy where too many wait.
   */
  readonly verify: (hashed: string | null, password: string, from: string) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

export function createPasswords(settings: ThreadSettings): Passwords {
  const judges = createThreadPool(settings, JUDGE_LIMITS);
  const turns = createFairTurns({ atOnce: AT_ONCE, maxWaiting: MAX_WAITING, tooMany: busy });

  async function isStrong(password: string, pseudonym: string): Promise<boolean> {
    for (const length of JUDGED_LENGTHS) {
      const question: JudgedPassword = { password: password.slice(0, length), pseudonym };
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
        if (!(await isStrong(password, pseudonym))) throw refuseField(field, 'weak');
        return hashPassword(password);
      }),
    verify: (hashed, password, from) => turns.run(from, () => verifyPassword(hashed, password)),
    close: () => judges.close(),
  };
}

function busy(): AppError {
  return new AppError('busy', { retryAfterSeconds: BUSY_RETRY_SECONDS });
}

/** Keyboards write an accent in one sign or in two: it is the same password. */
function fold(password: string): string {
  return password.normalize('NFKC');
}

export function hashPassword(password: string): Promise<string> {
  return hash(fold(password), POLICY);
}

let nobody: Promise<string> | null = null;

/** The hash that is tried where there is no member, so that the answer takes as long. */
export function nobodysHash(): Promise<string> {
  nobody ??= hashPassword(randomBytes(32).toString('hex'));
  return nobody;
}

/** Whether a password fits; with no hash it never does, after the same work. */
export async function verifyPassword(hashed: string | null, password: string): Promise<boolean> {
  const known = hashed ?? (await nobodysHash());
  const fits = await verify(known, fold(password)).catch(() => false);
  return hashed !== null && fits;
}
