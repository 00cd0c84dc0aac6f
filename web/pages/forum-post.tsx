import { postResponse } from '#shared/community/forum.ts';
import { postPositionAddress } from '#web/community/forum/page-addresses.ts';
import { postApiPath } from '#web/community/forum/api-paths.ts';
import { Redirect, definePage } from '#web/page.ts';

/** The short address of a post: redirects to its position in the thread. */
export const forumPost = definePage({
  load: async (api, { parameters, language }) => {
    const { thread, place } = await api.get(postApiPath(parameters['id'] ?? ''), postResponse);
    return new Redirect(postPositionAddress(language, thread.id, place));
  },
  title: (_, { t }) => t.forum.title,
  body: () => null,
});
