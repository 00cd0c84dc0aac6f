import type { Viewer } from '#server/identity/accounts/viewer.ts';
import type { Sql } from '#server/database/sql.ts';
import { hidingOf, isRemoved, readable } from '#server/database/visible.ts';
import type { Card, CardReference, ForumPost } from '#shared/community/forum.ts';
import { cardsOf, loadCards } from './cards.ts';
import { author, utc } from './json.ts';
import { postRights } from './rules.ts';

/** A post as SQL builds it: its cards are still references. */
export type PostRow = Omit<ForumPost, 'cards' | 'can'> & { cards: CardReference[] };

const MINE = 'p.member_id = $1';

/** SQL: how the post `p` is hidden; of one that was taken back nothing is left to hide. */
export const POST_HIDING = `(CASE WHEN p.withdrawn_on IS NULL THEN ${hidingOf('p')} END)`;

/** SQL: the text of the post `p`, null where the viewer `$1` may not read it. */
export const POST_TEXT = readable('p', 'p.text', MINE);

/** The post `p`, written by the member `w`, as JSON; `$1` is the viewer. */
export const POST = `json_build_object(
    'id', p.id, 'place', p.place, 'author', ${author('w', 'p.withdrawn_on IS NOT NULL')}, 'postedAt', ${utc('p.posted_at')},
    'editedAt', ${utc('p.edited_at')}, 'html', ${readable('p', 'p.html', MINE)},
    'cards', COALESCE(${readable('p', 'p.cards', MINE)}, '[]'), 'hiding', ${POST_HIDING},
    'stayedBehind', p.text IS NULL AND p.withdrawn_on IS NULL AND p.hidden_by IS NULL,
    'pictures', COALESCE((SELECT json_agg(json_build_object('key', s.key,
        'width', s.width, 'height', s.height, 'thumbnailWidth', s.thumbnail_width,
        'thumbnailHeight', s.thumbnail_height) ORDER BY s.place, s.id)
      FROM screenshot s WHERE s.post_id = p.id
       AND ((${MINE}) IS TRUE OR NOT ${isRemoved('p')})), '[]'),
    'mine', COALESCE(p.member_id = $1, false))`;

/** Posts with their cards as they stand now, and what the viewer may do with each. */
export async function showPosts(
  sql: Sql,
  viewer: Viewer | null,
  rows: readonly PostRow[],
  closed: boolean,
): Promise<ForumPost[]> {
  const cards = await loadCards(sql, referencesOf(rows));
  return withCards(viewer, rows, cards, closed);
}

/** What posts name as cards. */
export function referencesOf(rows: readonly PostRow[]): CardReference[] {
  return rows.flatMap(({ cards }) => cards);
}

/** The same as `showPosts`, with cards that are loaded. */
export function withCards(
  viewer: Viewer | null,
  rows: readonly PostRow[],
  cards: ReadonlyMap<string, Card>,
  closed: boolean,
): ForumPost[] {
  return rows.map((row) => ({
    ...row,
    cards: cardsOf(row.cards, cards),
    can: postRights(viewer, {
      mine: row.mine,
      withdrawn: row.html === null,
      hidden: row.hiding !== null,
      closed,
    }),
  }));
}
