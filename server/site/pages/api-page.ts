import type { FastifyInstance } from 'fastify';
import { z } from 'zod/mini';
import type { SiteDeps } from '#server/site/deps.ts';
import { apiPage, type ApiRoute } from '#web/pages/api.tsx';
import { MEMBERS_ONLY_PATHS } from '#server/http/api-headers.ts';
import { showUnlistedPage } from './register-pages.ts';

const EXAMPLES: Readonly<Record<string, string>> = { slug: 'clickworker', platform: 'clickworker' };
/** Query strings that make an example request valid, where one parameter of several is required. */
const QUERIES: Readonly<Record<string, string>> = {
  '/api/lookup': 'domain=clickworker.com',
  '/api/domains': 'platform=clickworker',
};
/**
 * Maximum number of allowed values that the page lists; longer lists are only in the OpenAPI
 * description.
 */
const MAX_VALUES = 8;

const property = z.object({
  type: z.optional(z.unknown()),
  enum: z.optional(z.array(z.unknown())),
});
const operation = z.object({
  summary: z._default(z.string(), ''),
  parameters: z._default(
    z.array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z._default(z.boolean(), false),
        schema: z._default(property, {}),
      }),
    ),
    [],
  ),
  requestBody: z.optional(
    z.object({
      content: z.record(
        z.string(),
        z.object({
          schema: z._default(
            z.object({
              properties: z._default(z.record(z.string(), property), {}),
              required: z._default(z.array(z.string()), []),
            }),
            { properties: {}, required: [] },
          ),
        }),
      ),
    }),
  ),
});
const description = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
});

/** The description with each reference to a schema replaced by that schema, MAX_DEPTH deep. */
function resolveSchemas(openapi: unknown): unknown {
  const { schemas } = named.parse(openapi).components;
  const resolve = (value: unknown, depth: number): unknown => {
    if (Array.isArray(value)) return value.map((one) => resolve(one, depth));
    const ref = reference.safeParse(value);
    if (ref.success) {
      const schema = schemas[ref.data.$ref.slice(SCHEMA_REF.length)];
      return depth === 0 ? {} : resolve(schema, depth - 1);
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, resolve(inner, depth)]),
    );
  };
  return resolve({ paths: paths.parse(openapi).paths }, MAX_DEPTH);
}

/** A body that is named, and a field of it whose values are. */
const MAX_DEPTH = 2;
const SCHEMA_REF = '#/components/schemas/';
const paths = z.object({ paths: z.unknown() });
const named = z.object({
  components: z._default(z.object({ schemas: z._default(z.record(z.string(), z.unknown()), {}) }), {
    schemas: {},
  }),
});
const reference = z.object({ $ref: z.string().check(z.startsWith(SCHEMA_REF)) });

/** Registers the API documentation page, generated from the OpenAPI description. */
export function registerApiPage(app: FastifyInstance, deps: SiteDeps): void {
  app.get('/api', { schema: { hide: true } }, (request, reply) =>
    showUnlistedPage(deps, request, reply, apiPage, describeRoutes(app.swagger())),
  );
}

/** The routes of an OpenAPI description, by path, reads before writes. */
export function describeRoutes(openapi: unknown): ApiRoute[] {
  const { paths } = description.parse(resolveSchemas(openapi));
  return Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, described]) => ({
        method: method.toUpperCase(),
        path,
        summary: described.summary,
        parameters: [
          ...described.parameters.map(({ name, in: place, required, schema }) => ({
            name,
            place,
            required,
            values: describeValues(schema),
          })),
          ...bodyParameters(described),
        ],
        example: method === 'get' ? exampleOf(path, described) : null,
      })),
    )
    .toSorted((a, b) => order(a).localeCompare(order(b), 'en'));
}

function order({ path, method }: ApiRoute): string {
  return `${path} ${method === 'GET' ? 0 : 1}`;
}

function bodyParameters({ requestBody }: z.infer<typeof operation>): ApiRoute['parameters'] {
  const body = Object.values(requestBody?.content ?? {})[0]?.schema;
  // Internal form fields begin with "_".
  return Object.entries(body?.properties ?? {})
    .filter(([name]) => !name.startsWith('_'))
    .map(([name, schema]) => ({
      name,
      place: 'body',
      required: body?.required.includes(name) === true,
      values: describeValues(schema),
    }));
}

function describeValues(schema: z.infer<typeof property>): string {
  if (schema.enum !== undefined) {
    const more = schema.enum.length > MAX_VALUES ? ', …' : '';
    return schema.enum.slice(0, MAX_VALUES).join(', ') + more;
  }
  return typeof schema.type === 'string' ? schema.type : '';
}

/** An example address; null when a required parameter has no known valid value. */
function exampleOf(path: string, { parameters }: z.infer<typeof operation>): string | null {
  const needed = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name, schema }) => `${name}=${String(schema.enum?.[0] ?? EXAMPLES[name] ?? '{?}')}`);
  // Every site starts with platforms, none with a client.
  const address = path.startsWith('/api/platforms/')
    ? path.replaceAll(/\{(\w+)\}/g, (hole, name: string) => EXAMPLES[name] ?? hole)
    : path;
  const query = QUERIES[path] ?? needed.join('&');
  const example = query === '' ? address : `${address}?${query}`;
  return example.includes('{') || MEMBERS_ONLY_PATHS.test(path) ? null : example;
}
