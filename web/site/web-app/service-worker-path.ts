/** Path of the site's one service worker: at the root, so that its scope is every page. */
export const SERVICE_WORKER_PATH = '/service-worker.js';
/** Paths of earlier workers, of the workbook and of pushes: browsers still ask for updates there. */
export const FORMER_WORKER_PATHS = ['/workbook-worker.js', '/push-worker.js'] as const;
