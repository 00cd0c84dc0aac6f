import { REFUSALS, isRefusalCode } from './code/refusals.ts';

/** Two transactions waited for each other, or one saw what the other was changing. */
const CLASHES: ReadonlySet<string> = new Set(['40P01', '40001', 'P2034']);
/** No connection or no time was left: for the statement, for its lock, or for the whole transaction. */
const OVERLOADS: ReadonlySet<string> = new Set([
  '53300',
  '55P03',
  '57014',
  '25P03',
  '25P04',
  'P2024',
  'P2028',
]);
/** What PostgreSQL says as it ends, is ended or comes back; and the client, where its line broke. */
const UNREACHABLE: ReadonlySet<string> = new Set(['57P01', '57P02', '57P03', 'P1001', 'P1017']);
/** A class of states: whatever is wrong with the line. */
const LINE = /^08[0-9A-Z]{3}$/;
/** What the system says of a line: to the database, or to where the pictures are. */
const SYSTEM_LINE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** A line that is cut, or falls silent, has no code: the driver says so in words. */
const CUT: readonly string[] = [
  'Query read timeout',
  'timeout expired',
  'Connection terminated',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
];
/** No room on the disk: said by PostgreSQL, or by the system of a file. */
const FULL: ReadonlySet<string> = new Set(['53100', 'ENOSPC', 'EDQUOT']);
/** What a row belongs to was deleted in the same moment. */
const ORPHANS: ReadonlySet<string> = new Set(['23503', 'P2003']);

/** What went wrong in the database, where nothing was wrong with the program. */
export type DatabaseFault =
  'clash' | 'overload' | 'unreachable' | 'full' | 'orphan' | 'not-theirs' | 'refused';

export function databaseFault(error: unknown): DatabaseFault | null {
  const codes = databaseCodes(error);
  if (codes.some((code) => CLASHES.has(code))) return 'clash';
  if (codes.some((code) => OVERLOADS.has(code)) || isOutOfConnections(error)) return 'overload';
  if (codes.some((code) => FULL.has(code))) return 'full';
  if (isUnreachable(error, codes)) return 'unreachable';
  if (codes.some((code) => ORPHANS.has(code))) return 'orphan';
  return refusalOf(codes);
}

function refusalOf(codes: readonly string[]): DatabaseFault | null {
  const code = codes.find((one) => isRefusalCode(one));
  const meaning = code === undefined ? 'bug' : REFUSALS[code].meaning;
  return meaning === 'bug' ? null : meaning;
}

function saidBy(error: unknown): string[] {
  const text = [error, ...causesOf(error)].map((one) => (isObject(one) ? one['message'] : null));
  return text.flatMap((message) => (typeof message === 'string' ? [message] : []));
}

/** Whether nothing answered, or the line broke: what was asked may have been done or not. */
function isUnreachable(error: unknown, codes: readonly string[]): boolean {
  if (codes.some((code) => UNREACHABLE.has(code) || LINE.test(code))) return true;
  const lines = [error, ...causesOf(error)].filter((one) => isObject(one));
  return (
    lines.some(
      ({ code, syscall, kind }) =>
        (typeof code === 'string' && SYSTEM_LINE.has(code)) ||
        // The socket of PostgreSQL is a file, which is gone with it.
        (code === 'ENOENT' && syscall === 'connect') ||
        kind === 'DatabaseNotReachable' ||
        kind === 'ConnectionClosed' ||
        kind === 'SocketTimeout',
    ) || saidBy(error).some((said) => CUT.some((words) => said.startsWith(words)))
  );
}

/** The pool of connections gives its own error no code. */
function isOutOfConnections(error: unknown): boolean {
  return error instanceof Error && error.message === 'timeout exceeded when trying to connect';
}

/** The codes that an error carries: the driver's own, or the client's with the driver's inside. */
export function databaseCodes(error: unknown): string[] {
  if (!isObject(error)) return [];
  return [error['code'], ...causesOf(error).map((cause) => cause['originalCode'])].filter(
    (code) => typeof code === 'string',
  );
}

/** The driver's own errors: inside the client's or, of what a commit refuses, by themselves. */
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
