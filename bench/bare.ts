import { get } from 'node:http';
import fastify from 'fastify';
import { parseArgs } from 'node:util';
import pg from 'pg';

/**
 * Bare server for comparison: one route and one query each, returning the same rows; the same bytes
 * from memory; and one synced row per write. Measures the site's overhead.
 */
const { values } = parseArgs({ options: { url: { type: 'string' } } });
const pool = new pg.Pool({ connectionString: values.url, max: 10 });
const app = fastify();

const THREADS = `
  SELECT t.*, m.pseudonym FROM forum_thread t LEFT JOIN member m ON m.id = t.member_id`;

app.get<{ Querystring: { thread: string; from: string } }>('/posts', async ({ query }) => {
  const { rows } = await pool.query({
    name: 'posts',
    text: `SELECT p.id, p.place, p.posted_at, p.edited_at, p.html, p.cards, m.pseudonym
             FROM forum_post p LEFT JOIN member m ON m.id = p.member_id
            WHERE p.thread_id = $1 AND p.place BETWEEN $2::int AND $2::int + 19 ORDER BY p.place`,
    values: [query.thread, Number(query.from)],
  });
  return rows;
});
app.get<{ Querystring: { category: string } }>('/threads', async ({ query }) => {
  const { rows } = await pool.query({
    name: 'threads',
    text: `${THREADS} WHERE t.category_id = (SELECT id FROM forum_category WHERE slug = $1)
            ORDER BY t.last_post_at DESC, t.id DESC LIMIT 30`,
    values: [query.category],
  });
  return rows;
});
app.get('/latest', async () => {
  const { rows } = await pool.query({
    name: 'latest',
    text: `${THREADS} ORDER BY t.last_post_at DESC, t.id DESC LIMIT 10`,
  });
  return rows;
});
app.get<{ Querystring: { slug: string } }>('/platform', async ({ query }) => {
  const { rows } = await pool.query({
    name: 'platform',
    text: `SELECT p.*, s.* FROM platform p JOIN platform_summary s ON s.platform_id = p.id
            WHERE p.slug = $1`,
    values: [query.slug],
  });
  return rows;
});
app.get('/ranking', async () => {
  const { rows } = await pool.query({
    name: 'ranking',
    text: `SELECT p.slug, p.name, s.* FROM platform p JOIN platform_summary s ON s.platform_id = p.id
            ORDER BY s.payouts DESC, p.name_key LIMIT 20`,
  });
  return rows;
});

/** Responses fetched once from the site, unchanged. */
const kept = new Map<string, { bytes: Buffer; encoding: string }>();
app.get<{ Querystring: { of: string } }>('/bytes', async ({ query }, reply) => {
  const { bytes, encoding } = kept.get(query.of) ?? (await fetchOnce(query.of));
  return reply.type('text/html; charset=utf-8').header('content-encoding', encoding).send(bytes);
});

await pool.query(
  'CREATE TABLE IF NOT EXISTS bench_write (id bigserial PRIMARY KEY, author text NOT NULL, said text NOT NULL)',
);
app.post<{ Body: { author: string; said: string } }>('/write', async ({ body }) => {
  const { rows } = await pool.query({
    name: 'write',
    text: 'INSERT INTO bench_write (author, said) VALUES ($1, $2) RETURNING id',
    values: [body.author, body.said],
  });
  return rows[0];
});

/** Compressed as the site sends it; Node's fetch alone would not request that. */
async function fetchOnce(address: string): Promise<{ bytes: Buffer; encoding: string }> {
  const found = await new Promise<{ bytes: Buffer; encoding: string }>((resolve, reject) => {
    get(address, { headers: { 'accept-encoding': 'br' } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({
          bytes: Buffer.concat(parts),
          encoding: response.headers['content-encoding'] ?? 'identity',
        }),
      );
    }).on('error', reject);
  });
  kept.set(address, found);
  return found;
}

process.on('SIGTERM', () => void app.close().then(() => pool.end()));
console.log(`The bare server is at ${await app.listen({ host: '127.0.0.1', port: 0 })}`);
