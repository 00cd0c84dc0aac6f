import fastify from 'fastify';
import { parseArgs } from 'node:util';
import pg from 'pg';

/**
 * What the same rows of the forum cost with nothing around: one route, one query each, sent as they
 * come. The measure of what the site adds.
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
process.on('SIGTERM', () => void app.close().then(() => pool.end()));
console.log(`The bare server is at ${await app.listen({ host: '127.0.0.1', port: 0 })}`);
