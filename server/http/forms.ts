import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import formbody from '@fastify/formbody';
import { z } from 'zod/mini';
import { AppError } from '#server/core/errors.ts';
import type { FieldIssue } from '#shared/core/errors.ts';
import { idempotencyKey } from '#shared/core/form-fields.ts';
import type { PageAddress } from '#shared/core/paths.ts';
import { matchPagePath, pathTo } from '#shared/core/paths.ts';
import type { Language } from '#shared/core/languages.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The submitted fields before validation, with which a refused form is filled again. */
    typed: Record<string, unknown> | null;
  }
}

/**
 * Parses forms and JSON alike: empty fields count as absent. Also refuses query strings with text that
 * PostgreSQL cannot store.
 */
export async function registerForms(app: FastifyInstance): Promise<void> {
  await app.register(formbody, { bodyLimit: 256 * 1024 });
  app.decorateRequest('typed', null);
  app.addHook('preValidation', async (request) => {
    if (request.routeOptions.schema?.querystring !== undefined) refuseUnstorableText(request.query);
    if (isPlainObject(request.body)) setFormBody(request, request.body);
  });
}

/**
 * Sets the body to `fields`, and keeps the fields as they were submitted.
 * @throws AppError bad-input for text that PostgreSQL cannot store.
 */
export function setFormBody(request: FastifyRequest, fields: Record<string, unknown>): void {
  const filled = dropEmpty(fields);
  request.typed = filled;
  request.body = { ...filled, ...scopeKey(request, filled['_key']) };
  refuseUnstorableText(filled);
}

/**
 * Checks form fields or a query string for text that PostgreSQL cannot store.
 * @throws AppError bad-input on each field with such text.
 */
export function refuseUnstorableText(fields: unknown): void {
  const issues = Object.entries(fields ?? {})
    .filter(([, value]) => isImpossible(value))
    .map(([name]): [string, FieldIssue] => [name, { code: 'invalid' }]);
  if (issues.length > 0) throw new AppError('bad-input', { fields: Object.fromEntries(issues) });
}

/**
 * Scopes an idempotency key to the route and its parameters, so that it cannot replay the answer of
 * another form.
 */
function scopeKey({ routeOptions, params }: FastifyRequest, key: unknown): { _key?: string } {
  if (!idempotencyKey.safeParse(key).success) return {};
  const scoped = JSON.stringify([routeOptions.url, params, key]);
  return { _key: createHash('sha256').update(scoped).digest('hex') };
}

/**
 * Maximum nesting of a body, twice as deep as any form; deeper JSON could overflow the stack of
 * recursive code.
 */
const MAX_NESTING = 16;

/**
 * Whether a value cannot be stored: NUL characters and lone surrogates, which PostgreSQL or the
 * log's JSON refuse, and values nested too deeply.
 */
function isImpossible(value: unknown, level = 0): boolean {
  if (typeof value === 'string') return value.includes('\0') || /\p{Surrogate}/u.test(value);
  if (typeof value !== 'object' || value === null) return false;
  if (level === MAX_NESTING) return true;
  return Object.values(value).some((part) => isImpossible(part, level + 1));
}

/** The fields of a body that are valid on their own, when the body as a whole failed validation. */
export function keepValidFields<Shape extends z.core.$ZodShape>(
  schema: z.ZodMiniObject<Shape>,
  sent: unknown,
): Partial<z.infer<z.ZodMiniObject<Shape>>> {
  const fields = isPlainObject(sent) ? sent : {};
  const parts = Object.entries(schema.shape).flatMap(([name, part]) => {
    const read = z.safeParse(part, fields[name]);
    return read.success && read.data !== undefined ? [[name, read.data]] : [];
  });
  return Object.fromEntries(parts) as Partial<z.infer<z.ZodMiniObject<Shape>>>;
}

/** Whether the client is a browser that wants HTML, not a script. */
export function wantsHtml(request: FastifyRequest): boolean {
  return request.headers.accept?.includes('text/html') === true;
}

/** The language of the form's page, else of the member, else French. */
export function requestLanguage(request: FastifyRequest): Language {
  const from = request.typed?.['_from'];
  const match = typeof from === 'string' ? matchPagePath(from.split('?')[0] ?? '') : null;
  return match?.language ?? request.viewer?.language ?? 'fr';
}

export type WriteAnswer = PageAddress & {
  id?: string;
  /** Set where it differs from the language of the form's page. */
  language?: Language;
  done?: string;
  created?: boolean;
};

/**
 * Answers a write: redirects a browser (303) to the page with the result, tells a script its path as
 * JSON. `done` selects the success message of that page.
 */
export function answerWrite(
  request: FastifyRequest,
  reply: FastifyReply,
  result: WriteAnswer,
): FastifyReply {
  const query = { ...result.query, done: result.done };
  const language = result.language ?? requestLanguage(request);
  const anchor = result.anchor === undefined ? '' : `#${result.anchor}`;
  const path = `${pathTo(language, result.page, result.parameters, query)}${anchor}`;
  if (wantsHtml(request)) return reply.redirect(path, 303);
  const body = result.id === undefined ? { path } : { id: result.id, path };
  return reply.status(result.created === true ? 201 : 200).send(body);
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function dropEmpty(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== ''));
}
