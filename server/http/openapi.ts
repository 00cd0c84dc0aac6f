import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import {
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
} from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import { errorResponse } from '#shared/core/errors.ts';
import { completeDescription, type Description } from './complete-openapi.ts';
import { operationIdOf, securityOf, SESSION_SCHEME } from './openapi-operations.ts';
import { siteOrigin } from './origin-check.ts';
import { HOST_PREFIXED_SESSION_COOKIE } from './session-cookie.ts';

const ERROR = 'Error';

/**
 * Serves the OpenAPI description of all routes with schemas, at /api/openapi.json.
 * @param named schemas that stand once and are referred to by name; the others stand where they are
 * used.
 */
export async function registerOpenApi(
  app: FastifyInstance,
  publicUrl: string | null,
  named: Readonly<Record<string, z.core.$ZodType>>,
): Promise<void> {
  const schemaRegistry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries({ [ERROR]: errorResponse, ...named })) {
    schemaRegistry.add(schema, { id });
  }
  const transform = createJsonSchemaTransform({ schemaRegistry });
  const transformObject = createJsonSchemaTransformObject({ schemaRegistry });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Contrenote',
        version: '1',
        description:
          'Everything that a page shows. Reads need no key and any origin may ask. Evidence carries rounded values and no pseudonym unless signed; a platform may still recognise its author by its own accounts. Figures: ODbL 1.0; texts: CC BY-SA 4.0.',
        license: { name: 'ODbL 1.0', url: 'https://opendatacommons.org/licenses/odbl/1-0/' },
      },
      components: {
        securitySchemes: {
          [SESSION_SCHEME]: {
            type: 'apiKey',
            in: 'cookie',
            name: HOST_PREFIXED_SESSION_COOKIE,
            description:
              'The cookie that signing in sets; without TLS its name has no prefix. A write also needs an Origin header with the origin of the site.',
          },
        },
      },
    },
    transform: (document) => {
      const { schema, url } = transform(document);
      const { route } = document;
      const method = [route.method].flat()[0] ?? 'GET';
      const anonymous = route.config?.anonymous === true;
      return {
        url,
        schema: {
          ...schema,
          operationId: operationIdOf(method, url),
          security: securityOf(method, url, anonymous),
        },
      };
    },
    transformObject: (document) =>
      completeDescription(transformObject(document) as Description, ERROR) as ReturnType<
        typeof transformObject
      >,
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, (request) => ({
    ...app.swagger(),
    servers: [{ url: siteOrigin(publicUrl, request) }],
  }));
}
