import type { FastifyRequest } from 'fastify';
import {
  databaseErrorCodes,
  classifyDatabaseError,
} from '#server/database/classify-database-error.ts';
import { AppError } from '#server/core/errors.ts';
import { ERROR_STATUS } from '#shared/core/errors.ts';
import { isRouteCounted } from './is-route-counted.ts';

/** Maximum number of log lines of one kind in a minute, so that an outage does not fill the disk. */
const LINES_A_MINUTE = 20;
const MINUTE_MS = 60_000;
/** Maximum number of kinds counted; a safety limit, since there are few codes, routes and faults. */
const MAX_KINDS = 1_000;

/** Log lines of one kind since `since` (`performance.now()`); `left` of them were suppressed. */
type Kind = { since: number; lines: number; left: number };

/**
 * Creates the logger of refused requests: every 503 (busy or full), and conflicts that the database
 * found. Logs error code, route and database codes, never the person. Any other AppError that an action
 * throws is no failure and is not logged.
 */
export function createRefusalLogger(): (
  request: FastifyRequest,
  told: AppError,
  thrown: unknown,
) => void {
  const kinds = new Map<string, Kind>();

  /** How many lines were suppressed before this one; null where this one is suppressed too. */
  const takeLine = (key: string): number | null => {
    const now = performance.now();
    let kind = kinds.get(key);
    if (kind === undefined || now - kind.since >= MINUTE_MS) {
      if (kinds.size >= MAX_KINDS) kinds.clear();
      const left = kind?.left ?? 0;
      kinds.set(key, (kind = { since: now, lines: 1, left: 0 }));
      return left;
    }
    kind.lines += 1;
    if (kind.lines <= LINES_A_MINUTE) return 0;
    kind.left += 1;
    return null;
  };

  return (request, told, thrown) => {
    const refusedOnPurpose = thrown instanceof AppError;
    const failed = ERROR_STATUS[told.code] === 503;
    if (!failed && (told.code !== 'conflict' || refusedOnPurpose)) return;
    const { method, routeOptions } = request;
    const route = routeOptions.url ?? 'none';
    // The site does not keep when a pledge was sent, so the log must not either.
    const where = isRouteCounted(route) ? { method, route, err: thrown } : { route: 'sealed' };
    const said = databaseErrorCodes(thrown);
    const fault = classifyDatabaseError(thrown);
    const left = takeLine(JSON.stringify([told.code, where.route, fault, said]));
    if (left === null) return;
    const line = {
      code: told.code,
      ...where,
      ...(fault === null ? {} : { fault, said }),
      ...(left === 0 ? {} : { leftOut: left }),
    };
    if (failed && !refusedOnPurpose) request.log.error(line, 'refused');
    else request.log.warn(line, 'refused');
  };
}
