import { platformResponse, type PlatformResponse } from '#shared/directory/platforms.ts';
import type { Api } from '#web/in-process-api.ts';
import type { Head, PageContext } from '#web/page.ts';
import { feedPath } from '#web/site/feeds/feed-path.ts';

/** The API address of a platform, or of what is under it. */
export function platformApiPath(slug: string, under = ''): string {
  return `/api/platforms/${encodeURIComponent(slug)}${under}`;
}

export function loadPlatform(api: Api, slug: string): Promise<PlatformResponse> {
  return api.get(platformApiPath(slug), platformResponse);
}

type Tab = keyof PageContext['t']['answer']['titles'];

/** The title of a tab beside the answer. */
export function tabTitle(tab: Tab, { name }: PlatformResponse, { t }: PageContext): string {
  return t.answer.titles[tab]({ name });
}

/** The head of a tab beside the answer. */
export function tabHead(
  tab: Tab,
  { name, slug }: PlatformResponse,
  { t, language }: PageContext,
): Head {
  return {
    description: t.answer.descriptions[tab]({ name }),
    feed: feedPath('platform', { slug }, language),
  };
}
