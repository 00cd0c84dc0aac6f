import { databaseErrorCodes } from './classify-database-error.ts';

export type LoggedError = {
  readonly type: string;
  readonly codes?: readonly string[];
  readonly table?: string;
  /** Constraint that PostgreSQL's error names. */
  readonly constraint?: string;
  readonly message: string;
  readonly stack: string;
  readonly cause?: LoggedError;
};

/**
 * Describes an error for the log: its type, code and stack. Leaves out the message of a database error,
 * which quotes row values such as exact amounts and pseudonyms.
 */
export function describeErrorForLog(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' };
  const codes = databaseErrorCodes(error);
  const cause = error.cause instanceof Error ? { cause: describeErrorForLog(error.cause) } : {};
  return {
    type: error.constructor.name,
    ...(codes.length === 0 ? {} : { codes }),
    ...named(error, 'table'),
    ...named(error, 'constraint'),
    message: quotesRows(error) ? 'said by the database' : error.message,
    // The first lines of the stack repeat the message.
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...cause,
  };
}

function named(error: object, what: 'table' | 'constraint'): Record<string, string> {
  const name: unknown = Reflect.get(error, what);
  return typeof name === 'string' ? { [what]: name } : {};
}

function quotesRows(error: Error): boolean {
  return 'severity' in error || 'clientVersion' in error || 'sqlState' in error;
}
