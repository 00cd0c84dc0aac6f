import { databaseCodes } from '#server/database/errors.ts';

/** An error as it is logged. */
export type LoggedError = {
  readonly type: string;
  readonly codes?: readonly string[];
  /** The table and the rule that the database named. */
  readonly table?: string;
  readonly constraint?: string;
  readonly message: string;
  readonly stack: string;
  readonly cause?: LoggedError;
};

/**
 * What the log says of an error: where it happened and of which kind. What a database says of one
 * quotes rows and values, exact amounts and pseudonyms among them: of it only the codes.
 */
export function describeError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' };
  const codes = databaseCodes(error);
  const cause = error.cause instanceof Error ? { cause: describeError(error.cause) } : {};
  return {
    type: error.constructor.name,
    ...(codes.length === 0 ? {} : { codes }),
    ...named(error, 'table'),
    ...named(error, 'constraint'),
    message: quotesRows(error) ? 'said by the database' : error.message,
    // Its first lines repeat the message.
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
