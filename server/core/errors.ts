import type { ErrorCode, FieldCode, FieldIssues } from '#shared/core/errors.ts';

type Details = { readonly fields?: FieldIssues; readonly retryAfterSeconds?: number };

/** An expected error of an action or rule; routes answer its code. */
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

/** Retry-After for a full disk: an operator needs minutes to free space. */
const ROOM_RETRY_SECONDS = 300;

/** The error that refuses a write because the disk is full. */
export function diskFullError(): AppError {
  return new AppError('no-room', { retryAfterSeconds: ROOM_RETRY_SECONDS });
}

const STORE_RETRY_SECONDS = 60;

/** The error that refuses a form with a picture while the picture store is down. */
export function pictureStoreDownError(): AppError {
  return new AppError('pictures-down', { retryAfterSeconds: STORE_RETRY_SECONDS });
}

/** A service that the site depends on does not answer; the client should retry. */
export abstract class ServiceUnavailable extends Error {}

export function fieldError(name: string, code: FieldCode, limit?: string): AppError {
  return new AppError('bad-input', {
    fields: { [name]: limit === undefined ? { code } : { code, limit } },
  });
}

/**
 * Returns the value.
 * @throws AppError not-found where it is null or undefined.
 */
export function requireFound<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new AppError('not-found');
  return value;
}

/** Returns an AppError as a value, so that several can be reported together; rethrows any other error. */
export function appErrorOrRethrow(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}
