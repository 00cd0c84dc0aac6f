import { RAISED_SQLSTATES, isRaisedSqlstate } from './raised-sqlstates.ts';

/** Codes of a deadlock or a serialization failure. */
const RETRYABLE: ReadonlySet<string> = new Set(['40P01', '40001', 'P2034']);
/**
 * Codes for no free connection, and for time-outs: of the statement, of its lock, or of the whole
 * transaction.
 */
const OVERLOADS: ReadonlySet<string> = new Set([
  '53300',
  '55P03',
  '57014',
  '25P03',
  '25P04',
  'P2024',
  'P2028',
]);
/**
 * Codes with which PostgreSQL shuts down, is being terminated or starts up, or Prisma lost its
 * connection.
 */
const UNREACHABLE: ReadonlySet<string> = new Set(['57P01', '57P02', '57P03', 'P1001', 'P1017']);
/** SQLSTATE class 08: connection exceptions. */
const CONNECTION_EXCEPTION = /^08[0-9A-Z]{3}$/;
/** System errors of a network connection, to the database or the picture store. */
const NETWORK_ERRORS: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** Messages of the driver for lost connections, which have no code. */
const LOST_CONNECTION: readonly string[] = [
  'Query read timeout',
  'timeout expired',
  'Connection terminated',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
];
/** Codes of a full disk, from PostgreSQL or from the system. */
const DISK_FULL: ReadonlySet<string> = new Set(['53100', 'ENOSPC', 'EDQUOT']);
/** Codes of a foreign-key violation: the parent row was deleted at the same moment. */
const FOREIGN_KEY_VIOLATION: ReadonlySet<string> = new Set(['23503', 'P2003']);

/**
 * A database failure that is not a bug of the program. Our own functions and triggers raise
 * `not-theirs` and `refused` (RAISED_SQLSTATES).
 */
export type DatabaseFault =
  'clash' | 'overload' | 'unreachable' | 'full' | 'orphan' | 'not-theirs' | 'refused';

export function classifyDatabaseError(error: unknown): DatabaseFault | null {
  const codes = databaseErrorCodes(error);
  if (codes.some((code) => RETRYABLE.has(code))) return 'clash';
  if (codes.some((code) => OVERLOADS.has(code)) || isOutOfConnections(error)) return 'overload';
  if (codes.some((code) => DISK_FULL.has(code))) return 'full';
  if (isUnreachable(error, codes)) return 'unreachable';
  if (codes.some((code) => FOREIGN_KEY_VIOLATION.has(code))) return 'orphan';
  return refusalOf(codes);
}

function refusalOf(codes: readonly string[]): DatabaseFault | null {
  const code = codes.find((one) => isRaisedSqlstate(one));
  const meaning = code === undefined ? 'bug' : RAISED_SQLSTATES[code].meaning;
  return meaning === 'bug' ? null : meaning;
}

function saidBy(error: unknown): string[] {
  const text = [error, ...causesOf(error)].map((one) => (isObject(one) ? one['message'] : null));
  return text.flatMap((message) => (typeof message === 'string' ? [message] : []));
}

/**
 * Whether the server did not answer or the connection broke, so the statement may or may not have been
 * executed.
 */
function isUnreachable(error: unknown, codes: readonly string[]): boolean {
  if (codes.some((code) => UNREACHABLE.has(code) || CONNECTION_EXCEPTION.test(code))) return true;
  const lines = [error, ...causesOf(error)].filter((one) => isObject(one));
  return (
    lines.some(
      ({ code, syscall, kind }) =>
        (typeof code === 'string' && NETWORK_ERRORS.has(code)) ||
        // PostgreSQL's socket file is removed with the server.
        (code === 'ENOENT' && syscall === 'connect') ||
        kind === 'DatabaseNotReachable' ||
        kind === 'ConnectionClosed' ||
        kind === 'SocketTimeout',
    ) || saidBy(error).some((said) => LOST_CONNECTION.some((words) => said.startsWith(words)))
  );
}

/** Whether the pool had no free connection in time; its error has no code. */
function isOutOfConnections(error: unknown): boolean {
  return error instanceof Error && error.message === 'timeout exceeded when trying to connect';
}

/** All codes of an error: the driver's, or Prisma's with the driver's inside. */
export function databaseErrorCodes(error: unknown): string[] {
  if (!isObject(error)) return [];
  return [error['code'], ...causesOf(error).map((cause) => cause['originalCode'])].filter(
    (code) => typeof code === 'string',
  );
}

/** The driver's errors inside a Prisma error, or the error itself, as a failed commit throws it. */
function causesOf(error: unknown): Record<string, unknown>[] {
  if (!isObject(error)) return [];
  const { meta } = error;
  const adapterError = isObject(meta) ? meta['driverAdapterError'] : undefined;
  return [isObject(adapterError) ? adapterError['cause'] : undefined, error['cause']].filter(
    (cause) => isObject(cause),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
