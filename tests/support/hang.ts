/**
 * After so many milliseconds a test counts as hanging and is ended. Nothing is judged by it: tests wait
 * for what happens, and a machine that is busy with other work may take many times as long as a quiet one.
 */
export const HANG_MS = 600_000;

/** Where such a test says what it waits for. */
export const HANGS = 'dist/hangs.txt';
