import type { Viewer } from '#server/http/viewer.ts';
import type { Database } from '#server/database/db.ts';
import type { PreviewResponse } from '#shared/community/forum.ts';
import { pickCardsOfPost, loadCards } from './load-cards.ts';
import { preparePost } from './prepare-post.ts';
import type { RenderAhead } from './render-before-transaction.ts';

/** Renders a text as a post for its preview, with current cards. */
export async function previewPost(
  { prisma, sql }: Database,
  renderAhead: RenderAhead,
  viewer: Viewer,
  text: string,
  origin: string,
): Promise<PreviewResponse> {
  const ahead = await renderAhead.render(sql, [text], origin, viewer.id);
  const { html, cards } = await prisma.$transaction((tx) => preparePost(tx, text, origin, ahead));
  return { html, cards: pickCardsOfPost(cards, await loadCards(sql, cards)) };
}
