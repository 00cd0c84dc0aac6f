import type { Database } from '#server/db.ts';
import type { PreviewResponse } from '#shared/forum.ts';
import { cardsOf, loadCards } from './cards.ts';
import { preparePost } from './prepare.ts';

/** What a text would be read as, with its cards as they stand now. */
export async function previewPost(
  { prisma, sql }: Database,
  text: string,
  origin: string,
): Promise<PreviewResponse> {
  const { html, cards } = await prisma.$transaction((tx) => preparePost(tx, text, origin));
  return { html, cards: cardsOf(cards, await loadCards(sql, cards)) };
}
