import type { Db } from '#server/db.ts';
import type { CardReference } from '#shared/forum.ts';

/** A post as it is kept, and whom and what it names. */
export type PreparedPost = {
  readonly html: string;
  readonly renderer: number;
  readonly cards: readonly CardReference[];
  readonly mentionIds: readonly string[];
  readonly quotedPostIds: readonly string[];
  /** How many links to other sites it has. */
  readonly links: number;
};

/** Makes a text ready to be kept. */
export async function preparePost(_tx: Db, text: string): Promise<PreparedPost> {
  const escaped = text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
  return {
    html: `<p>${escaped}</p>`,
    renderer: 0,
    cards: [],
    mentionIds: [],
    quotedPostIds: [],
    links: text.match(/https?:\/\//g)?.length ?? 0,
  };
}
