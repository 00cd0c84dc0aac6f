/** Two transactions waited for each other, or one saw what the other was changing. */
const CLASHES: ReadonlySet<string> = new Set(['40P01', '40001', 'P2034']);
/** No connection or no time was left. */
const OVERLOADS: ReadonlySet<string> = new Set(['53300', '57014', 'P2024', 'P2028']);
/** What a row belongs to was deleted in the same moment. */
const ORPHANS: ReadonlySet<string> = new Set(['23503', 'P2003']);

/** A rule that the database itself holds was broken, such as who may decide. */
const REFUSALS: ReadonlySet<string> = new Set(['23514']);

/** What went wrong in the database, where nothing was wrong with the program. */
export type DatabaseFault = 'clash' | 'overload' | 'orphan' | 'refusal';

export function databaseFault(error: unknown): DatabaseFault | null {
  const codes = databaseCodes(error);
  if (codes.some((code) => CLASHES.has(code))) return 'clash';
  if (codes.some((code) => OVERLOADS.has(code)) || isOutOfConnections(error)) return 'overload';
  if (codes.some((code) => REFUSALS.has(code))) return 'refusal';
  return codes.some((code) => ORPHANS.has(code)) ? 'orphan' : null;
}

/** The pool of connections gives its own error no code. */
function isOutOfConnections(error: unknown): boolean {
  return error instanceof Error && error.message === 'timeout exceeded when trying to connect';
}

/** The codes that an error carries: the driver's own, or the client's with the driver's inside. */
export function databaseCodes(error: unknown): string[] {
  if (!isObject(error)) return [];
  const { meta } = error;
  const adapterError = isObject(meta) ? meta['driverAdapterError'] : undefined;
  const cause = isObject(adapterError) ? adapterError['cause'] : undefined;
  return [error['code'], isObject(cause) ? cause['originalCode'] : undefined].filter(
    (code) => typeof code === 'string',
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Runs a transaction again where another one got in its way; it must act through `tx` alone. */
export async function retryClashes<Result>(run: () => Promise<Result>, tries = 3): Promise<Result> {
  for (let left = tries - 1; ; left -= 1) {
    try {
      return await run();
    } catch (error) {
      if (left === 0 || databaseFault(error) !== 'clash') throw error;
    }
  }
}
