import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

/** Serves the OpenAPI description of all routes with schemas, at /api/openapi.json. */
export async function registerOpenApi(app: FastifyInstance): Promise<void> {
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
    },
    transform: jsonSchemaTransform,
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
}
