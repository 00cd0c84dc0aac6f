import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Kinds of work, each with connections and time-outs of its own: what runs for minutes takes none from
 * who waits for an answer.
 */
export type Work = 'request' | 'background';

const current = new AsyncLocalStorage<Work>();

/** Runs what somebody waits for. */
export function asRequest<Result>(run: () => Result): Result {
  return current.run('request', run);
}

/** Runs what nobody waits for, though a request began it. */
export function asBackground<Result>(run: () => Result): Result {
  return current.run('background', run);
}

/** Background work unless it is part of a request: jobs, commands and the start are never cut short. */
export function workNow(): Work {
  return current.getStore() ?? 'background';
}
