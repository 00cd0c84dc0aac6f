import type { BoycottsResponse } from '#shared/collective/boycotts.ts';
import type { ThreadsResponse } from '#shared/community/forum.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { BoycottsSection, findBoycottsOf } from '#web/collective/boycotts/boycotts-section.tsx';
import { ThreadsSection, findThreadsAbout } from '#web/community/forum/threads-section.tsx';
import { loadPlatform, tabHead, tabTitle } from '#web/directory/platforms/platform-tab-page.ts';
import { PlatformTabPage } from '#web/directory/platforms/platform-tabs.tsx';
import { definePage } from '#web/page.ts';

type Data = { platform: PlatformResponse; threads: ThreadsResponse; boycotts: BoycottsResponse };

/** What members say of a platform in the forum, and what they do together. */
export const platformForum = definePage<Data>({
  sameForVisitors: true,
  sheet: 'none',
  load: async (api, { parameters }) => {
    const slug = parameters['slug'] ?? '';
    const [platform, threads, boycotts] = await Promise.all([
      loadPlatform(api, slug),
      findThreadsAbout(api, 'platform', slug),
      findBoycottsOf(api, 'platform', slug),
    ]);
    return { platform, threads, boycotts };
  },
  title: ({ platform }, context) => tabTitle('forum', platform, context),
  head: ({ platform }, context) => tabHead('forum', platform, context),
  body: ({ platform, threads, boycotts }) => (
    <PlatformTabPage platform={platform} tab="forum">
      <div className="two even">
        <ThreadsSection kind="platform" about={platform.slug} threads={threads} />
        <BoycottsSection kind="platform" about={platform.slug} boycotts={boycotts} />
      </div>
    </PlatformTabPage>
  ),
});
