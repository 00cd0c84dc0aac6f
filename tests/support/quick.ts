/**
 * Options of Node where a test starts a site or reads pictures: WebAssembly is compiled once, and not
 * again for speed, which takes half of a run that is over in a second.
 */
export const QUICK: readonly string[] = ['--liftoff-only'];
