import type { Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type Sql } from '#server/database/sql.ts';
import type { CardReference } from '#shared/community/live-cards.ts';
import {
  renderPost,
  RENDERER_VERSION,
  findNeededRenderContext,
  type RenderContext,
  type RenderedPost,
} from './render-post.ts';

/** A rendered post, as it is stored beside its source text. */
export type PreparedPost = {
  readonly html: string;
  readonly renderer: number;
  readonly cards: CardReference[];
  /** Ids of the members mentioned by @pseudonym. */
  readonly mentionIds: string[];
  /** Ids of the quoted posts that exist. */
  readonly quotedPostIds: string[];
  /** Number of links that leave this site. */
  readonly links: number;
};

type Found = RowOf<typeof SURROUNDINGS>;

export type RenderedText = {
  readonly text: string;
  readonly members: Found['members'];
  readonly post: RenderedPost;
};

/**
 * Renders a text with current members and platforms, or takes its rendering from `ahead`, the texts
 * rendered before the transaction. `origin` is this site's, to recognise its own addresses.
 */
export async function preparePost(
  tx: Db,
  text: string,
  origin: string | null = null,
  ahead: readonly RenderedText[] = [],
): Promise<PreparedPost> {
  const { members, post } =
    ahead.find((one) => one.text === text) ?? (await renderHere(tx, text, origin));
  const { html, cards, mentions, quotes, links } = post;
  return {
    html,
    renderer: RENDERER_VERSION,
    cards,
    mentionIds: members.filter(({ key }) => mentions.includes(key)).map(({ id }) => id),
    quotedPostIds: quotes.length === 0 ? [] : await thoseThere(tx, quotes),
    links,
  };
}

async function renderHere(tx: Db, text: string, origin: string | null): Promise<RenderedText> {
  const { members, surroundings } = await loadRenderContext(tx, [text], origin);
  return { text, members, post: renderPost(text, surroundings) };
}

/**
 * Loads the members that texts may mention and the domains of all platforms: one query, or none
 * where no text mentions or links.
 */
export function loadRenderContext(
  tx: Db,
  texts: readonly string[],
  origin: string | null,
): Promise<{ members: Found['members']; surroundings: RenderContext }> {
  return findRenderContext(tx.sql, texts.map(findNeededRenderContext), origin);
}

/**
 * Loads the members and domains that texts need, where `asked` is what `findNeededRenderContext`
 * found in each text.
 */
export async function findRenderContext(
  sql: Sql,
  asked: readonly ReturnType<typeof findNeededRenderContext>[],
  origin: string | null,
): Promise<{ members: Found['members']; surroundings: RenderContext }> {
  const keys = [...new Set(asked.flatMap(({ names }) => names))];
  const [found] =
    keys.length > 0 || asked.some(({ links }) => links) ? await sql(SURROUNDINGS, [keys]) : [];
  const members = found?.members ?? [];
  const surroundings = {
    members: new Map(members.map(({ key, pseudonym }) => [key, pseudonym])),
    domains: new Set(found?.domains ?? []),
    origin,
  };
  return { members, surroundings };
}

const SURROUNDINGS = statement(
  {
    members: col.json<{ id: string; key: string; pseudonym: string }[]>(),
    domains: col.json<string[]>(),
  },
  `
  SELECT COALESCE((SELECT json_agg(json_build_object(
           'id', id, 'key', pseudonym_key, 'pseudonym', pseudonym))
           FROM member WHERE pseudonym_key = ANY($1::text[])), '[]') AS members,
         COALESCE((SELECT json_agg(text) FROM platform_name WHERE kind = 'domain'), '[]') AS domains`,
);

async function thoseThere(tx: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.sql(
    statement(
      { id: col.text },
      'SELECT id FROM forum_post WHERE id = ANY($1::text[]) AND withdrawn_on IS NULL',
    ),
    [ids],
  );
  return rows.map(({ id }) => id);
}
