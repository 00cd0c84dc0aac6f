import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { classifyDatabaseError } from '#server/database/classify-database-error.ts';
import { AppError, ServiceUnavailable, diskFullError } from '#server/core/errors.ts';
import { runAsRequest } from '#server/core/work-class.ts';
import {
  ERROR_STATUS,
  type ErrorResponse,
  type FieldCode,
  type FieldIssue,
  type FieldIssues,
} from '#shared/core/errors.ts';
import { isPlainObject, wantsHtml } from './forms.ts';
import { createRefusalLogger } from './log-refusals.ts';

/** Renders the error page for a browser; API errors are JSON. */
export type RenderErrorPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  error: AppError,
) => Promise<FastifyReply>;

/** Registers the error handler of all routes: an error page for browsers, JSON for scripts. */
export function registerErrorHandler(app: FastifyInstance, showPage: RenderErrorPage): void {
  const logRefusal = createRefusalLogger();
  app.setErrorHandler(async (thrown: FastifyError, request, reply) => {
    const error = toAppError(thrown, request);
    if (error.code === 'internal') request.log.error({ err: thrown }, 'unexpected error');
    else logRefusal(request, error, thrown);
    if (error.retryAfterSeconds !== undefined) {
      reply.header('retry-after', error.retryAfterSeconds);
    }
    reply.header('cache-control', 'no-store');
    if (wantsHtml(request)) {
      try {
        return await runAsRequest(() => showPage(request, reply, error));
      } catch (failed) {
        request.log.error({ err: failed }, 'no error page');
      }
    }
    return reply.status(ERROR_STATUS[error.code]).send(toErrorResponse(error));
  });
  app.setNotFoundHandler(async () => {
    throw new AppError('not-found');
  });
}

export function toErrorResponse(error: AppError): ErrorResponse {
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

/** Converts any error to an AppError; schema violations become field issues. */
export function toAppError(
  thrown: Error & { readonly statusCode?: number },
  request: Pick<FastifyRequest, 'body' | 'query'>,
): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof ServiceUnavailable) return new AppError('busy', { retryAfterSeconds: 30 });
  if (hasZodFastifySchemaValidationErrors(thrown)) {
    // An invalid path parameter names nothing that exists.
    if (thrown.validationContext === 'params') return new AppError('not-found');
    const sent = thrown.validationContext === 'body' ? request.body : request.query;
    return new AppError('bad-input', { fields: fieldIssues(thrown.validation, sent) });
  }
  const fault = classifyDatabaseError(thrown);
  if (fault === 'not-theirs') return new AppError('not-allowed');
  if (fault === 'orphan' || fault === 'refused') return new AppError('conflict');
  if (fault === 'full') return diskFullError();
  if (fault !== null) return new AppError('busy', { retryAfterSeconds: 5 });
  if (thrown.statusCode === 413) return new AppError('too-large');
  if (thrown.statusCode === 404) return new AppError('not-found');
  if (thrown.statusCode === 503) return new AppError('busy', { retryAfterSeconds: 5 });
  if (thrown.statusCode !== undefined && thrown.statusCode >= 400 && thrown.statusCode < 500) {
    return new AppError('bad-input');
  }
  return new AppError('internal');
}

type SchemaIssue = {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Record<string, unknown>;
};

function fieldIssues(issues: readonly SchemaIssue[], sent: unknown): FieldIssues {
  const fields: FieldIssues = {};
  for (const issue of issues) {
    const name = issue.instancePath.split('/')[1] ?? '';
    const missing = !isPlainObject(sent) || sent[name] === undefined;
    fields[name] ??= missing ? { code: 'required' } : toFieldIssue(issue);
  }
  return fields;
}

function toFieldIssue({ keyword, params }: SchemaIssue): FieldIssue {
  const text = params['origin'] === 'string';
  if (keyword === 'too_small') {
    if (text && params['minimum'] === 1) return { code: 'required' };
    return limited(text ? 'too-short' : 'too-small', params['minimum']);
  }
  if (keyword === 'too_big') return limited(text ? 'too-long' : 'too-big', params['maximum']);
  return { code: 'invalid' };
}

function limited(code: FieldCode, limit: unknown): FieldIssue {
  return limit === undefined ? { code } : { code, limit: String(limit) };
}
