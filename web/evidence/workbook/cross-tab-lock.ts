const chains = new Map<string, Promise<unknown>>();

/** Serialises work by name across tabs (Web Locks); within this tab if unsupported. */
export function withCrossTabLock<Result>(
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  // Unavailable without https.
  if ('locks' in navigator) {
    return navigator.locks.request(`contrenote-${name}`, work) as Promise<Result>;
  }
  const before = chains.get(name) ?? Promise.resolve();
  const after = before.then(work, work);
  chains.set(name, after);
  return after;
}
