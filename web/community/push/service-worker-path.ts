/**
 * Path of the service worker for pushes: at the root, so that its scope includes the inbox in each
 * language.
 */
export const PUSH_WORKER_PATH = '/push-worker.js';
