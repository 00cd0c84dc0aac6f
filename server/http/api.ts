import { parse as parseQuery } from 'node:querystring';
import type { FastifyInstance, FastifyRequest, RouteHandlerMethod, RouteOptions } from 'fastify';
import findMyWay, { type HTTPVersion, type Instance } from 'find-my-way';
import { $ZodType, safeParse } from 'zod/v4/core';
import type { z } from 'zod/mini';
import { AppError } from '#server/core/errors.ts';
import type { ErrorCode } from '#shared/core/errors.ts';
import type { Api } from '#web/api.ts';
import { refuseImpossibleText } from './forms.ts';

/** A route of the API that reads, as it was registered. */
type Reading = {
  readonly handler: RouteHandlerMethod;
  readonly params: $ZodType | null;
  readonly query: $ZodType | null;
  readonly response: $ZodType;
  /** No cookie is read for it. */
  readonly anonymous: boolean;
};

/** The API as somebody's page asks it: with the rights of who asked for the page, or of a stranger. */
export type PagesApi = {
  readonly of: (request: FastifyRequest) => Api;
  readonly ofStranger: (request: FastifyRequest) => Api;
};

/**
 * Lets pages ask the API in this process: the same routes, whose schemas of answers let nothing through
 * that they do not list. No request is written and read for it, and who asks is found out once a page.
 * Made before the routes are registered, which it listens to.
 */
export function createPagesApi(app: FastifyInstance): PagesApi {
  const routes = findMyWay({ ignoreTrailingSlash: true, maxParamLength: 16_384 });
  app.addHook('onRoute', (route) => {
    const reading = readingOf(route);
    if (reading !== null) routes.on('GET', route.url, () => undefined, reading);
  });
  const askedBy = (who: object): Api => ({
    get: async (path, schema) => {
      const [pathname = '', search = ''] = path.split('?');
      const { reading, params } = findReading(routes, pathname);
      const asking = Object.create(who, {
        ...own({
          method: 'GET',
          url: path,
          body: undefined,
          params: accept(reading.params, params, 'not-found'),
          query: readQuery(reading, search),
        }),
        ...(reading.anonymous ? own(STRANGER) : {}),
      }) as FastifyRequest;
      const answer: unknown = await Reflect.apply(reading.handler, app, [asking, NO_REPLY]);
      const said = safeParse(reading.response, answer);
      if (!said.success) throw said.error;
      // Most pages ask with the very schema that the route answers by.
      return schema === reading.response
        ? (said.data as z.output<typeof schema>)
        : schema.parse(said.data);
    },
  });
  return {
    of: askedBy,
    ofStranger: (request) => askedBy(Object.create(request, own(STRANGER)) as object),
  };
}

/** The headers of an answer are nothing to a page, which sets its own. */
const NO_REPLY = { header: () => NO_REPLY };
const STRANGER = { viewer: null, sessionId: null };

function own(values: Readonly<Record<string, unknown>>): PropertyDescriptorMap {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value, enumerable: true }]),
  );
}

/** Null for a route that does not read, or answers otherwise than by a schema. */
function readingOf({ method, schema, handler, config }: RouteOptions): Reading | null {
  const response = (schema?.response as { 200?: unknown } | undefined)?.[200];
  if (method !== 'GET' || !(response instanceof $ZodType)) return null;
  return {
    handler,
    params: asZod(schema?.params),
    query: asZod(schema?.querystring),
    response,
    anonymous: config?.anonymous === true,
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

/** @throws AppError bad-input for what its schema refuses, or no database can keep. */
function readQuery({ query }: Reading, search: string): unknown {
  const typed = { ...parseQuery(search) };
  refuseImpossibleText(typed);
  return accept(query, typed, 'bad-input');
}

/** @throws AppError with `code` where it breaks the schema. */
function accept(schema: $ZodType | null, value: unknown, code: ErrorCode): unknown {
  if (schema === null) return value;
  const parsed = safeParse(schema, value);
  if (!parsed.success) throw new AppError(code);
  return parsed.data;
}
