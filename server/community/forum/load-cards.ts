import { z } from 'zod/mini';
import { col, statement, type Sql } from '#server/database/sql.ts';
import {
  liveCard,
  CARD_KINDS,
  type LiveCardData,
  type CardReference,
} from '#shared/community/live-cards.ts';
import { CARD_SQL } from './card-sql.ts';

/**
 * Loads the current cards of posts, indexed by `cardKey`, in one round trip. Deleted, withdrawn and
 * hidden things have no card.
 */
export async function loadCards(
  sql: Sql,
  references: readonly CardReference[],
): Promise<ReadonlyMap<string, LiveCardData>> {
  const kinds = [...new Set(references.map(({ kind }) => kind))];
  if (kinds.length === 0) return new Map();
  const text = kinds.map((kind, index) => {
    const parameter = `$${index + 1}::text[]`;
    return `SELECT '${kind}' AS kind, found.key, found.card FROM (${CARD_SQL[kind](parameter)}) found`;
  });
  const keys = kinds.map((of) => [
    ...new Set(references.filter(({ kind }) => kind === of).map(({ key }) => key)),
  ]);
  const rows = await sql(
    statement(
      { kind: col.oneOf(CARD_KINDS), key: col.text, card: col.json<unknown>() },
      text.join(' UNION ALL '),
    ),
    keys,
  );
  return new Map(rows.map((row) => [cardKey(row), z.parse(liveCard, row.card)]));
}

/** Picks the cards of one post, in the order of its links, from those of a page. */
export function pickCardsOfPost(
  references: readonly CardReference[],
  loaded: ReadonlyMap<string, LiveCardData>,
): LiveCardData[] {
  const cards = new Map<string, LiveCardData>();
  for (const reference of references) {
    const card = loaded.get(cardKey(reference));
    // Two references to merged clients give one card.
    if (card !== undefined) cards.set(cardKey(card), card);
  }
  return [...cards.values()];
}

/** Returns the key of a card reference in the map of `loadCards`. */
export function cardKey({ kind, key }: Pick<CardReference, 'kind' | 'key'>): string {
  return `${kind}/${key}`;
}
