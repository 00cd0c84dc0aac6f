import fastify from 'fastify';
import { parseArgs } from 'node:util';
import { openPostgres } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';

/**
 * Bare server for a hundred clients: one route, one indexed query. Measures the site's overhead.
 */
const { values } = parseArgs({ options: { url: { type: 'string', default: '' } } });
const database = await openPostgres(values.url);
const app = fastify();

app.get<{ Querystring: { ids: string } }>('/bare', (request) =>
  database.sql(
    statement(
      { external_id: col.text, attrs: col.json<object>().orNull },
      `SELECT i.external_id, s.legacy->'attrs' AS attrs
       FROM client_identity i JOIN client_summary s ON s.client_id = i.client_id
      WHERE i.external_id = ANY($1::text[])`,
    ),
    [request.query.ids.split(',')],
  ),
);
process.on('SIGTERM', () => void app.close().then(() => database.close()));
console.log(`The bare server is at ${await app.listen({ host: '127.0.0.1', port: 0 })}`);
