/** Served from the root, so that it may stand before the inbox in each language. */
export const PUSH_WORKER_PATH = '/push-worker.js';
