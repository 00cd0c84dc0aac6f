import type { z } from 'zod/mini';
import { id, slug } from '#shared/core/form-fields.ts';
import type { CardReference } from '#shared/community/live-cards.ts';
import { matchPagePath, type PageName } from '#shared/core/paths.ts';

type CardKind = CardReference['kind'];

/** Pages whose links in a post are shown as a card, and the path parameter that identifies each. */
const PAGES: Record<CardKind, { readonly page: PageName; readonly key: 'slug' | 'id' }> = {
  platform: { page: 'platform', key: 'slug' },
  client: { page: 'client', key: 'slug' },
  task: { page: 'task', key: 'id' },
  proof: { page: 'proof', key: 'id' },
  boycott: { page: 'boycott', key: 'id' },
};

const KINDS = Object.entries(PAGES) as [CardKind, (typeof PAGES)[CardKind]][];
const KEYS = { slug, id } satisfies Record<string, z.ZodMiniType<string>>;

/** Returns the card reference for an address of this site; null where the page has no card. */
export function cardReferenceFromAddress(address: string): CardReference | null {
  const match = matchPagePath(address.replace(/[?#].*$/s, ''));
  const entry = KINDS.find(([, { page }]) => page === match?.page);
  if (match === null || entry === undefined) return null;
  const [kind, { key }] = entry;
  const value = KEYS[key].safeParse(match.parameters[key]);
  return value.success ? { kind, key: value.data } : null;
}
