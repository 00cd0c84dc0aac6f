import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { AppError } from '#server/errors.ts';
import {
  ERROR_STATUS,
  type ErrorResponse,
  type FieldCode,
  type FieldIssue,
  type FieldIssues,
} from '#shared/errors.ts';
import { wantsHtml } from './forms.ts';

/** What turns an error into a page for a person; the API's answer is JSON. */
export type ErrorPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  error: AppError,
) => Promise<FastifyReply>;

/** The one place where an error becomes an answer. */
export function registerErrors(app: FastifyInstance, showPage: ErrorPage): void {
  app.setErrorHandler(async (thrown: FastifyError, request, reply) => {
    const error = toAppError(thrown);
    if (error.code === 'internal') request.log.error({ err: thrown }, 'unexpected error');
    if (error.retryAfterSeconds !== undefined) {
      reply.header('retry-after', error.retryAfterSeconds);
    }
    reply.header('cache-control', 'no-store');
    if (wantsHtml(request)) return showPage(request, reply, error);
    return reply.status(ERROR_STATUS[error.code]).send(toWire(error));
  });
  app.setNotFoundHandler(async () => {
    throw new AppError('not-found');
  });
}

export function toWire(error: AppError): ErrorResponse {
  return {
    error: {
      code: error.code,
      ...(error.fields === undefined ? {} : { fields: error.fields }),
      ...(error.retryAfterSeconds === undefined
        ? {}
        : { retryAfterSeconds: error.retryAfterSeconds }),
    },
  };
}

function toAppError(thrown: FastifyError): AppError {
  if (thrown instanceof AppError) return thrown;
  if (hasZodFastifySchemaValidationErrors(thrown)) {
    // An address that breaks its schema names nothing that exists.
    if (thrown.validationContext === 'params') return new AppError('not-found');
    return new AppError('bad-input', { fields: fieldIssues(thrown.validation) });
  }
  if (thrown.statusCode === 413) return new AppError('too-large');
  if (thrown.statusCode === 404) return new AppError('not-found');
  if (thrown.statusCode === 503) return new AppError('busy', { retryAfterSeconds: 5 });
  if (thrown.statusCode !== undefined && thrown.statusCode >= 400 && thrown.statusCode < 500) {
    return new AppError('bad-input');
  }
  return new AppError('internal');
}

type ZodIssueParameters = {
  code?: string;
  input?: unknown;
  minimum?: number | bigint;
  maximum?: number | bigint;
  origin?: string;
};

function fieldIssues(
  issues: readonly { instancePath: string; params: Record<string, unknown>; message?: string }[],
): FieldIssues {
  const fields: FieldIssues = {};
  for (const issue of issues) {
    const name = issue.instancePath.split('/')[1] ?? '';
    fields[name] ??= toFieldIssue(issue.params['issue'] as ZodIssueParameters, issue.message);
  }
  return fields;
}

function toFieldIssue(issue: ZodIssueParameters, message: string | undefined): FieldIssue {
  const text = issue.origin === 'string';
  if (issue.code === 'too_small') {
    if (text && issue.minimum === 1) return { code: 'required' };
    return limited(text ? 'too-short' : 'too-small', issue.minimum);
  }
  if (issue.code === 'too_big') return limited(text ? 'too-long' : 'too-big', issue.maximum);
  const missing =
    issue.code === 'invalid_type' && (message?.includes('undefined') || message?.includes('NaN'));
  return { code: missing === true ? 'required' : 'invalid' };
}

function limited(code: FieldCode, limit: number | bigint | undefined): FieldIssue {
  return limit === undefined ? { code } : { code, limit: String(limit) };
}
