import type { Database, Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type RowShape } from '#server/database/sql.ts';
import { loadRenderContext } from './prepare-post.ts';
import { renderPost, RENDERER_VERSION } from './render-post.ts';

/** Posts rendered per transaction. */
const BATCH = 100;

type Row = RowOf<typeof ROW>;

const ROW = { id: col.text, text: col.text } satisfies RowShape;

/**
 * Renders posts of an older renderer version again from their source. Sends no notifications.
 * @returns how many were rendered.
 */
export async function rerenderPosts(
  { prisma }: Database,
  origin: string | null,
  signal?: AbortSignal,
): Promise<number> {
  let rendered = 0;
  let last: string | null = '';
  while (last !== null) {
    const after: string = last;
    const posts = await prisma.$transaction((tx) => renderBatch(tx, after, origin));
    rendered += posts.length;
    last = posts.length < BATCH || signal?.aborted === true ? null : (posts.at(-1)?.id ?? null);
  }
  return rendered;
}

async function renderBatch(tx: Db, after: string, origin: string | null): Promise<Row[]> {
  const { sql } = tx;
  // Locked: an edit waits for the batch, then overwrites its result.
  const posts = await sql(
    statement(
      ROW,
      `SELECT id, text FROM forum_post
      WHERE renderer < $1 AND text IS NOT NULL AND id > $2 ORDER BY id LIMIT ${BATCH} FOR UPDATE`,
    ),
    [RENDERER_VERSION, after],
  );
  if (posts.length === 0) return posts;
  const { surroundings } = await loadRenderContext(
    tx,
    posts.map(({ text }) => text),
    origin,
  );
  const made = posts.map(({ id, text }) => {
    const { html, cards } = renderPost(text, surroundings);
    return { id, html, cards };
  });
  await sql(
    `UPDATE forum_post p SET html = made.html, cards = made.cards, renderer = $1
       FROM jsonb_to_recordset($2::jsonb) AS made(id text, html text, cards jsonb)
      WHERE p.id = made.id`,
    [RENDERER_VERSION, JSON.stringify(made)],
  );
  return posts;
}
