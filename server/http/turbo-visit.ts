import type { IncomingHttpHeaders } from 'node:http';

/** Turbo sends it with each page that it fetches to swap for the one that is shown. */
export const TURBO_HEADER = 'X-Turbo-Request-Id';

const NAME = TURBO_HEADER.toLowerCase();

/** Whether the browser shows a page of the site already, and so has script and style sheet. */
export function isTurboVisit(headers: IncomingHttpHeaders): boolean {
  return headers[NAME] !== undefined;
}
