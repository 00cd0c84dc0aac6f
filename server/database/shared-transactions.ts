import { AsyncResource } from 'node:async_hooks';
import pLimit from 'p-limit';
import pg from 'pg';
import { classifyDatabaseError } from './classify-database-error.ts';
import type { Db, DatabaseClient } from './db.ts';

/**
 * Runs an act in a transaction that it may share with those of other members. `member` is whose act it is: a
 * transaction has one of each member at most, since row locks do not part acts of one transaction.
 */
export type SharedTransactions = <Result>(
  member: string,
  act: (tx: Db) => Promise<Result>,
  /** Acts run in the order of this key, so that those of two transactions lock the same rows in one order. */
  lockOrder?: string,
) => Promise<Result>;

type Waiting = {
  readonly member: string;
  readonly lockOrder: string;
  /** Runs the act in the async context of its caller, and keeps its result. */
  readonly run: (tx: Db) => Promise<void>;
  readonly settle: () => void;
  readonly fail: (error: unknown) => void;
};

/** Acts a transaction at most. */
const MOST_ACTS = 20;
/** How long acts wait for the transaction before. */
const MOST_WAIT_MS = 10;
/** A shared transaction that waits for a lock for so long is undone: so one act does not delay the others for long. */
const LOCK_TIMEOUT_MS = 100;
const MOST_TRANSACTIONS = 4;
const SHARED = { lockTimeout: LOCK_TIMEOUT_MS };

/**
 * Lets acts that come while a transaction runs share the next one: they share its commit, its sync to disk, its
 * announcements and most of its writes to the socket. Where one fails, nothing of the transaction is kept, and each
 * runs again in a transaction of its own. So an act must bear to run twice, as in any transaction, and must not rely
 * on row locks against acts of other members.
 */
export function createSharedTransactions(
  prisma: Pick<DatabaseClient, '$transaction'>,
): SharedTransactions {
  let waiting: Waiting[] = [];
  let running = 0;
  let isScheduled = false;
  let patience: NodeJS.Timeout | null = null;

  const limit = pLimit(MOST_TRANSACTIONS);

  const runAlone = async ({ run, settle, fail }: Waiting): Promise<void> => {
    try {
      await prisma.$transaction(run);
      settle();
    } catch (error) {
      fail(error);
    }
  };
  const runTogether = async (acts: readonly Waiting[]): Promise<void> => {
    let isCommitting = false;
    try {
      await prisma.$transaction(async (tx) => {
        const ends = await Promise.allSettled(acts.map(({ run }) => run(tx)));
        const failed = ends.find(({ status }) => status === 'rejected');
        if (failed?.status === 'rejected') throw failed.reason;
        isCommitting = true;
      }, SHARED);
    } catch (error) {
      if (isCommitting && !isRolledBack(error)) {
        for (const { fail } of acts) fail(error);
        return;
      }
      await Promise.all(acts.map((act) => limit(runAlone, act)));
      return;
    }
    for (const { settle } of acts) settle();
  };
  const begin = async (): Promise<void> => {
    const [first, ...others] = takeActs();
    if (first === undefined) return;
    running += 1;
    if (waiting.length > 0) scheduleLater();
    await (others.length === 0 ? runAlone(first) : runTogether([first, ...others]));
    running -= 1;
    schedule();
  };
  /** Takes the oldest acts that wait, one of each member. */
  const takeActs = (): Waiting[] => {
    const taken = new Map<string, Waiting>();
    const left: Waiting[] = [];
    for (const one of waiting) {
      if (taken.size < MOST_ACTS && !taken.has(one.member)) taken.set(one.member, one);
      else left.push(one);
    }
    waiting = left;
    return [...taken.values()].toSorted((a, b) =>
      a.lockOrder < b.lockOrder ? -1 : Number(a.lockOrder > b.lockOrder),
    );
  };
  /** Begins after this turn of the event loop, with all that came in it. */
  function schedule(): void {
    if (isScheduled || waiting.length === 0 || running >= MOST_TRANSACTIONS) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      void begin();
    });
  }

  function scheduleLater(): void {
    patience ??= setTimeout(() => {
      patience = null;
      schedule();
    }, MOST_WAIT_MS).unref();
  }

  return <Result>(
    member: string,
    act: (tx: Db) => Promise<Result>,
    lockOrder = '',
  ): Promise<Result> =>
    new Promise((resolve, reject) => {
      let result: Result;
      const inContext = AsyncResource.bind(act);
      waiting.push({
        member,
        lockOrder,
        run: async (tx) => {
          result = await inContext(tx);
        },
        settle: () => resolve(result),
        fail: reject,
      });
      if (running === 0) schedule();
      else scheduleLater();
    });
}

/** Whether an error of COMMIT says that nothing was committed. When the connection is lost meanwhile, nobody knows. */
function isRolledBack(error: unknown): boolean {
  if (classifyDatabaseError(error) === 'clash') return true;
  return error instanceof pg.DatabaseError && error.severity === 'ERROR';
}
