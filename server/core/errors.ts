import type { ErrorCode, FieldCode, FieldIssues } from '#shared/core/errors.ts';

type Details = { readonly fields?: FieldIssues; readonly retryAfterSeconds?: number };

/** The one error that actions and rules throw on purpose. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldIssues | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, details: Details = {}) {
    super(code);
    this.code = code;
    this.fields = details.fields;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** Who makes room needs some minutes at least. */
const ROOM_RETRY_SECONDS = 300;

/** Refuses a write for which the disk has no room. */
export function noRoom(): AppError {
  return new AppError('no-room', { retryAfterSeconds: ROOM_RETRY_SECONDS });
}

/** Who repairs a store needs some minutes. */
const STORE_RETRY_SECONDS = 60;

/** Refuses a form with a picture while the store of pictures does not work. */
export function picturesDown(): AppError {
  return new AppError('pictures-down', { retryAfterSeconds: STORE_RETRY_SECONDS });
}

/** Refuses one field of what was typed. */
export function refuseField(name: string, code: FieldCode, limit?: string): AppError {
  return new AppError('bad-input', {
    fields: { [name]: limit === undefined ? { code } : { code, limit } },
  });
}

/** @throws AppError not-found where nothing was found. */
export function found<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new AppError('not-found');
  return value;
}

/** A refusal as a value, to say it with what else is wrong; any other error goes on. */
export function keepRefusal(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}
