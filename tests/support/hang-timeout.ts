/**
 * Time-out of a test in milliseconds, only to end one that hangs. No result depends on it: tests wait
 * for events, and a busy machine may be many times slower.
 */
export const HANG_MS = 600_000;

/** File in which hanging tests report what they wait for. */
export const HANGS = 'dist/hangs.txt';
