import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Two classes of work with separate connections and time-outs, so that long jobs take no connection
 * from requests.
 */
export type WorkClass = 'request' | 'background';

const current = new AsyncLocalStorage<WorkClass>();

export function runAsRequest<Result>(run: () => Result): Result {
  return current.run('request', run);
}

/** Runs a function as background work, also inside a request. */
export function runAsBackground<Result>(run: () => Result): Result {
  return current.run('background', run);
}

/**
 * The class of the current work. Outside of requests it is background: jobs, commands and startup have
 * no short time-outs.
 */
export function currentWorkClass(): WorkClass {
  return current.getStore() ?? 'background';
}
