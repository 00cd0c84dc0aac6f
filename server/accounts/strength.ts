import { AppError, refuseField } from '#server/errors.ts';
import { createThreadPool, type ThreadSettings } from '#server/processes/thread-pool.ts';
import type { JudgedPassword } from './estimate.ts';

/** An ordinary password takes 20 ms; the dictionaries take 50 MB. */
const LIMITS = { cpuMs: 200, maxWaiting: 60, heapMb: 160 } as const;
const BUSY_RETRY_SECONDS = 5;

/**
 * So much of a password is judged, and so much of one that took too long. Where the beginning is hard to
 * guess, the whole is.
 */
const JUDGED_LENGTHS = [32, 16] as const;

/** A password to judge. */
export type NewPassword = {
  readonly password: string;
  /** Who will use it. */
  readonly pseudonym: string;
  /** Where the form comes from, a network or a member: each has one password judged at a time, in turn. */
  readonly from: string;
};

/** Judges new passwords in a worker thread. */
export type Strength = {
  /**
   * Refuses a password that is easy to guess, knowing who uses it where.
   * @throws AppError bad-input `weak` on `field`; busy where too many wait.
   */
  require(field: string, password: NewPassword): Promise<void>;
  close(): Promise<void>;
};

export function createStrength(settings: ThreadSettings): Strength {
  const pool = createThreadPool(settings, LIMITS);

  async function isStrong({ password, pseudonym, from }: NewPassword): Promise<boolean> {
    for (const length of JUDGED_LENGTHS) {
      const question: JudgedPassword = { password: password.slice(0, length), pseudonym };
      const outcome = await pool.ask(question, from);
      if (outcome.kind === 'answered') return outcome.answer === true;
      if (outcome.kind !== 'too-slow') break;
    }
    throw new AppError('busy', { retryAfterSeconds: BUSY_RETRY_SECONDS });
  }

  return {
    async require(field, password) {
      if (!(await isStrong(password))) throw refuseField(field, 'weak');
    },
    close: () => pool.close(),
  };
}
