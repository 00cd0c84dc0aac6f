/**
 * What Node is told where a test opens the embedded database or has pictures read: to compile these
 * once, and not again for speed. A run that is over in a second never gains what that costs, which
 * is half of its time.
 */
export const QUICK: readonly string[] = ['--liftoff-only'];
