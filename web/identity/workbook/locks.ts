const chains = new Map<string, Promise<unknown>>();

/** Does one thing of a name at a time, over all tabs; over this one where there are no locks. */
export function oneAtATime<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  // Sites without https have none.
  if ('locks' in navigator) {
    return navigator.locks.request(`contrenote-${name}`, work) as Promise<Result>;
  }
  const before = chains.get(name) ?? Promise.resolve();
  const after = before.then(work, work);
  chains.set(name, after);
  return after;
}
