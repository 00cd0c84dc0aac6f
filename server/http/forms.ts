import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import formbody from '@fastify/formbody';
import { z } from 'zod/mini';
import { AppError } from '#server/core/errors.ts';
import type { FieldIssue } from '#shared/core/errors.ts';
import { idempotencyKey } from '#shared/core/fields.ts';
import type { PageName } from '#shared/core/paths.ts';
import { matchPath, pathTo } from '#shared/core/paths.ts';
import type { Language } from '#shared/core/languages.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The form as it was sent, before a schema read it: what a refused form shows again. */
    typed: Record<string, unknown> | null;
  }
}

/**
 * Forms and JSON reach a route alike: a field left empty counts as not sent. Text that no database
 * can keep is refused in a query that a schema reads, too.
 */
export async function registerForms(app: FastifyInstance): Promise<void> {
  await app.register(formbody, { bodyLimit: 256 * 1024 });
  app.decorateRequest('typed', null);
  app.addHook('preValidation', async (request) => {
    if (request.routeOptions.schema?.querystring !== undefined) refuseImpossibleText(request.query);
    if (isPlainObject(request.body)) takeForm(request, request.body);
  });
}

/**
 * Makes `fields` the body, and keeps them as they were typed.
 * @throws AppError bad-input for text that no database can keep.
 */
export function takeForm(request: FastifyRequest, fields: Record<string, unknown>): void {
  const filled = dropEmpty(fields);
  request.typed = filled;
  request.body = { ...filled, ...scopeKey(request, filled['_key']) };
  refuseImpossibleText(filled);
}

/** @throws AppError bad-input for text that no database can keep. */
export function refuseImpossibleText(fields: unknown): void {
  const issues = Object.entries(fields ?? {})
    .filter(([, value]) => isImpossible(value))
    .map(([name]): [string, FieldIssue] => [name, { code: 'invalid' }]);
  if (issues.length > 0) throw new AppError('bad-input', { fields: Object.fromEntries(issues) });
}

/** A key stands for one form at one address: sent to another one, it must not answer for this. */
function scopeKey({ routeOptions, params }: FastifyRequest, key: unknown): { _key?: string } {
  if (!idempotencyKey.safeParse(key).success) return {};
  const scoped = JSON.stringify([routeOptions.url, params, key]);
  return { _key: createHash('sha256').update(scoped).digest('hex') };
}

/** No form nests half as deep; deeper JSON would overflow the stack of whatever walks it. */
const MAX_NESTING = 16;

/**
 * NUL and halves of a pair: PostgreSQL keeps neither, JSON of the record not the second. And what is
 * nested too deep to be read.
 */
function isImpossible(value: unknown, level = 0): boolean {
  if (typeof value === 'string') return value.includes('\0') || /\p{Surrogate}/u.test(value);
  if (typeof value !== 'object' || value === null) return false;
  if (level === MAX_NESTING) return true;
  return Object.values(value).some((part) => isImpossible(part, level + 1));
}

/** Of a form that a schema refused, those fields that can be read by themselves. */
export function readParts<Shape extends z.core.$ZodShape>(
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

/** Whether the answer goes to a person's browser rather than to a script. */
export function wantsHtml(request: FastifyRequest): boolean {
  return request.headers.accept?.includes('text/html') === true;
}

/** The language of the page that a form stands on, else of the member, else French. */
export function languageOf(request: FastifyRequest): Language {
  const from = request.typed?.['_from'];
  const match = typeof from === 'string' ? matchPath(from.split('?')[0] ?? '') : null;
  return match?.language ?? request.viewer?.language ?? 'fr';
}

/**
 * Answers a write: sends a browser on to the page where the result stands, tells a script where
 * that is. `done` names the sentence that the page greets with.
 */
export function answerWrite(
  request: FastifyRequest,
  reply: FastifyReply,
  result: {
    id?: string;
    page: PageName;
    parameters?: Record<string, string>;
    query?: Record<string, string>;
    /** The place on the page. */
    anchor?: string;
    /** Where it is not the one of the page that the form stands on. */
    language?: Language;
    done?: string;
    created?: boolean;
  },
): FastifyReply {
  const query = { ...result.query, done: result.done };
  const language = result.language ?? languageOf(request);
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
