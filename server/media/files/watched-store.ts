import { classifyDatabaseError } from '#server/database/classify-database-error.ts';
import { requireStoredFileName, StoreUnavailable, type FileStore } from './file-store.ts';

/** Milliseconds after the last success from which `health` starts a check. */
const CHECK_AFTER_MS = 30_000;

type Operation = 'read' | 'write';
/** Called with the error when an operation starts to fail, and with null when it works again. */
export type StoreReport = (operation: Operation, error: unknown) => void;

export type StoreHealth = Readonly<Record<Operation, boolean>>;
export type WatchedStore = FileStore & {
  /** The last known state, immediately; starts a check in the background where it is old. */
  health(): StoreHealth;
};

/**
 * Wraps a store: converts errors other than a full disk to `StoreUnavailable`, and reports each change
 * of state once instead of once a visitor.
 */
export function watchStore(
  store: FileStore,
  report: StoreReport,
  checkAfterMs = CHECK_AFTER_MS,
): WatchedStore {
  const works: Record<Operation, boolean> = { read: true, write: true };
  let lookedAt = Number.NEGATIVE_INFINITY;

  function note(operation: Operation, error: unknown): void {
    const worked = error === null;
    if (works[operation] === worked) return;
    works[operation] = worked;
    report(operation, error);
  }

  function fail(operation: Operation, error: unknown): unknown {
    note(operation, error);
    const known = error instanceof StoreUnavailable || classifyDatabaseError(error) === 'full';
    return known ? error : new StoreUnavailable(error);
  }

  async function run<Result>(operation: Operation, work: () => Promise<Result>): Promise<Result> {
    try {
      const result = await work();
      note(operation, null);
      return result;
    } catch (error) {
      throw fail(operation, error);
    }
  }

  async function check(): Promise<void> {
    lookedAt = performance.now();
    await run('write', () => store.check());
    note('read', null);
  }

  const { forgetTime } = store;
  return {
    ...(forgetTime === undefined
      ? {}
      : {
          forgetTime: async (name: string) => {
            requireStoredFileName(name);
            await run('write', () => forgetTime(name));
          },
        }),
    put: async (name, bytes) => {
      requireStoredFileName(name);
      await run('write', () => store.put(name, bytes));
    },
    get: async (name) => {
      requireStoredFileName(name);
      return run('read', () => store.get(name));
    },
    remove: async (name) => {
      requireStoredFileName(name);
      await run('write', () => store.remove(name));
    },
    async *list() {
      try {
        yield* store.list();
      } catch (error) {
        throw fail('read', error);
      }
    },
    check,
    health: () => {
      if (performance.now() - lookedAt > checkAfterMs) void check().catch(() => undefined);
      return { ...works };
    },
  };
}
