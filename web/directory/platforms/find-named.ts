import { suggestResponse } from '#shared/directory/platforms.ts';
import type { Api } from '#web/api.ts';

export type Named = { readonly slug: string; readonly name: string };

/** The platform that was typed into a filter: the best that fits; null where nothing does. */
export async function findNamed(api: Api, typed: string): Promise<Named | null> {
  // Cut through a pair, a text has no address; this makes one all the same.
  const q = new URLSearchParams({ q: typed.slice(0, 100) });
  const { platforms } = await api.get(`/api/platforms/suggest?${q}`, suggestResponse);
  return platforms[0] ?? null;
}
