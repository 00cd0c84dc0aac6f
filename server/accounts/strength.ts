import { AppError, refuseField } from '#server/errors.ts';
import { createProcessPool } from '#server/processes/pool.ts';
import { startThread } from '#server/processes/thread.ts';
import type { JudgedPassword } from './estimate.ts';

const ESTIMATE_CPU_MS = 200;
/** Passwords waiting; an ordinary one takes 20 ms of a processor. */
const MAX_WAITING = 60;
const BUSY_RETRY_SECONDS = 5;
/** The dictionaries take 50 MB. */
const HEAP_MB = 160;
const IDLE_MS = 60_000;

/**
 * So much of a password is judged, and so much of one that took too long. Where the beginning is hard to
 * guess, the whole is.
 */
const JUDGED_LENGTHS = [32, 16] as const;

export type StrengthOptions = {
  /** The worker's file: TypeScript with `execArgv: ['--import', 'tsx']`, or its bundle. */
  readonly workerPath: string;
  readonly execArgv?: readonly string[];
  readonly cpuMs?: number;
  readonly maxWaiting?: number;
  /** Told why no thread started; passwords are answered as busy then. */
  readonly reportNotStarted?: (cause: string) => void;
};

/** Judges new passwords in a worker thread. */
export type Strength = {
  /**
   * Refuses a password that is easy to guess, knowing who uses it where.
   * @throws AppError bad-input `weak` on `field`; busy where too many wait.
   */
  require(field: string, password: string, pseudonym: string): Promise<void>;
  close(): Promise<void>;
};

export function createStrength(options: StrengthOptions): Strength {
  const pool = createProcessPool({
    start: () =>
      startThread({
        workerPath: options.workerPath,
        execArgv: options.execArgv ?? [],
        heapMb: HEAP_MB,
        cpuMs: options.cpuMs ?? ESTIMATE_CPU_MS,
      }),
    questionsPerChild: Infinity,
    maxChildren: 1,
    maxWaiting: options.maxWaiting ?? MAX_WAITING,
    idleMs: IDLE_MS,
    keepsAfter: () => true,
    reportNotStarted: options.reportNotStarted ?? (() => undefined),
  });

  async function isStrong(password: string, pseudonym: string): Promise<boolean> {
    for (const length of JUDGED_LENGTHS) {
      const question: JudgedPassword = { password: password.slice(0, length), pseudonym };
      const outcome = await pool.ask(question);
      if (outcome.kind === 'answered') return outcome.answer === true;
      if (outcome.kind !== 'too-slow') break;
    }
    throw new AppError('busy', { retryAfterSeconds: BUSY_RETRY_SECONDS });
  }

  return {
    async require(field, password, pseudonym) {
      if (!(await isStrong(password, pseudonym))) throw refuseField(field, 'weak');
    },
    close: () => pool.close(),
  };
}
