import { utcTimestampSql } from '#server/database/db.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Sql } from '#server/database/sql.ts';
import {
  coveringJson,
  hidingJson,
  isRemovedSql,
  readableOrNullSql,
} from '#server/database/predicates/content-visibility.ts';
import type { ForumPost, Reaction } from '#shared/community/forum.ts';
import type { LiveCardData, CardReference } from '#shared/community/live-cards.ts';
import { pickCardsOfPost, loadCards } from './load-cards.ts';
import { forumAuthorSql } from './sql-fragments.ts';
import { postRights } from './rules.ts';

/** A post as SQL returns it: without rights, and with references in place of cards. */
export type PostRow = Omit<ForumPost, 'cards' | 'can' | 'reactions'> & {
  cards: CardReference[];
  /** Reactions of former days. */
  thanks: number;
  meToo: number;
};

/** The reactions of one member on posts of a thread. */
export type OwnReaction = { readonly post: string; readonly kind: Reaction };

const MINE = 'p.member_id = $1';

/** SQL: how post `p` is hidden; null for a withdrawn post, of which nothing is left to hide. */
export const POST_HIDING_SQL = `(CASE WHEN p.withdrawn_on IS NULL THEN ${hidingJson('p')} END)`;

/** SQL: the text of post `p`, null where viewer `$1` may not read it. */
export const POST_TEXT_SQL = readableOrNullSql('p', 'p.text', MINE);

/** SQL: post `p`, written by member `w`, as JSON; `$1` is the viewer. */
export const POST_JSON_SQL = `json_build_object(
    'id', p.id, 'place', p.place, 'author', ${forumAuthorSql('w', 'p.withdrawn_on IS NOT NULL')}, 'postedAt', ${utcTimestampSql('p.posted_at')},
    'editedAt', ${utcTimestampSql('p.edited_at')}, 'html', ${readableOrNullSql('p', 'p.html', MINE)},
    'cards', COALESCE(${readableOrNullSql('p', 'p.cards', MINE)}, '[]'), 'hiding', ${POST_HIDING_SQL},
    'covering', (CASE WHEN p.withdrawn_on IS NULL THEN ${coveringJson('p')} END),
    'stayedBehind', p.text IS NULL AND p.withdrawn_on IS NULL AND p.hidden_by IS NULL,
    'pictures', COALESCE((SELECT json_agg(json_build_object('key', s.key,
        'width', s.width, 'height', s.height, 'thumbnailWidth', s.thumbnail_width,
        'thumbnailHeight', s.thumbnail_height) ORDER BY s.place, s.id)
      FROM screenshot s WHERE s.post_id = p.id
       AND ((${MINE}) IS TRUE OR NOT ${isRemovedSql('p')})), '[]'),
    'isFirst', p.is_first, 'thanks', p.thanks, 'meToo', p.me_too,
    'mine', COALESCE(p.member_id = $1, false))`;

/** Adds to posts their current cards and the viewer's rights. */
export async function completePosts(
  sql: Sql,
  viewer: Viewer | null,
  rows: readonly PostRow[],
  closed: boolean,
): Promise<ForumPost[]> {
  const cards = await loadCards(sql, cardReferencesOf(rows));
  return completePostsWithCards(viewer, rows, cards, closed);
}

export function cardReferencesOf(rows: readonly PostRow[]): CardReference[] {
  return rows.flatMap(({ cards }) => cards);
}

/** Adds to posts their cards, which are loaded already, and the viewer's rights. */
export function completePostsWithCards(
  viewer: Viewer | null,
  rows: readonly PostRow[],
  cards: ReadonlyMap<string, LiveCardData>,
  closed: boolean,
  ownReactions: readonly OwnReaction[] = [],
): ForumPost[] {
  return rows.map(({ thanks, meToo, ...row }) => ({
    ...row,
    cards: pickCardsOfPost(row.cards, cards),
    reactions: {
      thanks,
      meToo,
      own: ownReactions.filter(({ post }) => post === row.id).map(({ kind }) => kind),
    },
    can: postRights(viewer, {
      mine: row.mine,
      withdrawn: row.html === null,
      hidden: row.hiding !== null,
      closed,
    }),
  }));
}
