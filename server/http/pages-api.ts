import { parse as parseQuery } from 'node:querystring';
import type { FastifyInstance, FastifyRequest, RouteHandlerMethod, RouteOptions } from 'fastify';
import findMyWay, { type HTTPVersion, type Instance } from 'find-my-way';
import { $ZodType, safeParse } from 'zod/v4/core';
import type { z } from 'zod/mini';
import { AppError } from '#server/core/errors.ts';
import type { ErrorCode } from '#shared/core/errors.ts';
import type { Api } from '#web/in-process-api.ts';
import { refuseUnstorableText } from './forms.ts';
import { VIEWER_OF_MANY, type Own, type ReadOwn } from './own.ts';
import type { Viewer } from './viewer.ts';

/** A GET route of the API. */
type Reading = {
  readonly handler: RouteHandlerMethod;
  readonly params: $ZodType | null;
  readonly query: $ZodType | null;
  readonly response: $ZodType;
  /** The route never looks up the session. */
  readonly anonymous: boolean;
  readonly readOwn: ReadOwn | null;
};

/** The API for pages, with the rights of the page's visitor or of a signed-out one. */
export type PagesApi = {
  readonly of: (request: FastifyRequest) => Api;
  readonly ofStranger: (request: FastifyRequest) => Api;
  /** What of the answer at a path is the viewer's own; null where it is an error. */
  readonly readOwn: (request: FastifyRequest, viewer: Viewer, path: string) => Promise<Own | null>;
  /**
   * With the rights of all members to whom the same applies: `owns` has what, by path. Who one of them is
   * cannot be read. All other paths are asked as by a visitor.
   */
  readonly ofMembers: (request: FastifyRequest, owns: ReadonlyMap<string, Own>) => Api;
};

/**
 * Lets pages call the API in this process: same routes, whose response schemas strip whatever they do
 * not list. No HTTP request is made, and the session is read once a page. Call before the routes are
 * registered, since it collects them by a hook.
 */
export function createPagesApi(app: FastifyInstance): PagesApi {
  const routes = findMyWay({ ignoreTrailingSlash: true, maxParamLength: 16_384 });
  app.addHook('onRoute', (route) => {
    const reading = readingOf(route);
    if (reading !== null) routes.on('GET', route.url, () => undefined, reading);
  });
  const ask = (who: object, path: string): { reading: Reading; asking: FastifyRequest } => {
    const [pathname = '', search = ''] = path.split('?');
    const { reading, params } = findReading(routes, pathname);
    const asking = Object.create(
      who,
      properties({
        method: 'GET',
        url: path,
        body: undefined,
        params: accept(reading.params, params, 'not-found'),
        query: readQuery(reading, search),
        ...(reading.anonymous ? STRANGER : {}),
      }),
    ) as FastifyRequest;
    return { reading, asking };
  };
  const askedBy = (who: object, rightsAt: (path: string) => object): Api => ({
    get: async (path, schema) => {
      const { reading, asking } = ask(who, path);
      Object.assign(asking, rightsAt(path));
      const answer: unknown = await Reflect.apply(reading.handler, app, [asking, NO_REPLY]);
      const said = safeParse(reading.response, answer);
      if (!said.success) throw said.error;
      // Most pages parse with the route's own response schema.
      return schema === reading.response
        ? (said.data as z.output<typeof schema>)
        : schema.parse(said.data);
    },
  });
  return {
    of: (request) => askedBy(request, (path) => ({ own: request.owns?.get(path) ?? null })),
    ofStranger: (request) =>
      askedBy(Object.create(request, properties(STRANGER)) as object, () => ({})),
    readOwn: async (request, viewer, path) => {
      const { reading, asking } = ask(request, path);
      return reading.readOwn === null ? null : reading.readOwn(asking, viewer);
    },
    ofMembers: (request, owns) =>
      askedBy(request, (path) => {
        const own = owns.get(path);
        return own === undefined ? STRANGER : { viewer: VIEWER_OF_MANY, sessionId: null, own };
      }),
  };
}

/** A reply that ignores the headers of an API route, whose answer is not sent as it is. */
export const NO_REPLY = { header: () => NO_REPLY };
const STRANGER = { viewer: null, sessionId: null };

function properties(values: Readonly<Record<string, unknown>>): PropertyDescriptorMap {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      { value, enumerable: true, writable: true },
    ]),
  );
}

/** The readable route of these options; null where it is not GET or has no response schema. */
function readingOf({ method, schema, handler, config }: RouteOptions): Reading | null {
  const response = (schema?.response as { 200?: unknown } | undefined)?.[200];
  if (method !== 'GET' || !(response instanceof $ZodType)) return null;
  return {
    handler,
    params: asZod(schema?.params),
    query: asZod(schema?.querystring),
    response,
    anonymous: config?.anonymous === true,
    readOwn: config?.readOwn ?? null,
  };
}

function asZod(schema: unknown): $ZodType | null {
  return schema instanceof $ZodType ? schema : null;
}

function findReading(
  routes: Instance<HTTPVersion.V1>,
  pathname: string,
): { reading: Reading; params: unknown } {
  const found = routes.find('GET', pathname);
  if (found === null) throw new AppError('not-found');
  return { reading: found.store as Reading, params: found.params };
}

/**
 * Parses a query string with the route's schema.
 * @throws AppError bad-input where the schema or PostgreSQL would reject it.
 */
function readQuery({ query }: Reading, search: string): unknown {
  const typed = { ...parseQuery(search) };
  refuseUnstorableText(typed);
  return accept(query, typed, 'bad-input');
}

/**
 * Parses a value with a schema.
 * @throws AppError with `code` where the value does not match.
 */
function accept(schema: $ZodType | null, value: unknown, code: ErrorCode): unknown {
  if (schema === null) return value;
  const parsed = safeParse(schema, value);
  if (!parsed.success) throw new AppError(code);
  return parsed.data;
}
