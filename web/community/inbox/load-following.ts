import { followResponse, type FollowKind } from '#shared/community/inbox.ts';
import type { Api } from '#web/in-process-api.ts';
import type { PageViewer } from '#web/page.ts';

/** Whether the viewer follows the page's subject; visitors make no request. */
export async function loadFollowing(
  api: Api,
  viewer: PageViewer | null,
  kind: FollowKind,
  key: string,
): Promise<boolean> {
  if (viewer === null) return false;
  return (await api.get(followApiPath(kind, key), followResponse)).following;
}

export function followApiPath(kind: FollowKind, key: string): string {
  return `/api/me/follows/${kind}/${encodeURIComponent(key)}`;
}
