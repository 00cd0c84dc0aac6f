import { threadPageOfPosition } from '#shared/community/forum.ts';
import type { PageAddress } from '#shared/core/paths.ts';

/** Returns the address of a post: its page of the thread, at its anchor. */
export function postAddress({ threadId, place }: { threadId: string; place: number }): PageAddress {
  return {
    page: 'thread',
    parameters: { id: threadId },
    query: { page: String(threadPageOfPosition(place)) },
    anchor: `m${place}`,
  };
}
