import { suggestResponse } from '#shared/directory/platforms.ts';
import type { Api } from '#web/in-process-api.ts';

export type FoundPlatform = { readonly slug: string; readonly name: string };

/** Asks the API for the platform that best matches what was typed; null without a match. */
export async function findPlatformByName(api: Api, typed: string): Promise<FoundPlatform | null> {
  // Cutting may split a surrogate pair; URLSearchParams replaces a lone one.
  const q = new URLSearchParams({ q: typed.slice(0, 100) });
  const { platforms } = await api.get(`/api/platforms/suggest?${q}`, suggestResponse);
  return platforms[0] ?? null;
}
