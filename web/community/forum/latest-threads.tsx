import type { ListedThread } from '#shared/community/forum.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';
import { ThreadList } from './thread-list.tsx';

export function LatestThreads({ threads }: { threads: readonly ListedThread[] }) {
  const { t, href } = usePage();
  const words = t.forum.section;
  const none = threads.length === 0;
  return (
    <Section
      title={words.title}
      say={none ? words.homeNone : words.homeSay}
      all={{ href: href('forum'), label: t.forum.list.all }}
    >
      {none ? null : <ThreadList threads={threads} heading="h3" withoutCategory />}
      <p className="links">
        <a href={href('newThread')}>{t.forum.start}</a>{' '}
        <a href={href('boycotts')}>{t.boycotts.title}</a>
      </p>
    </Section>
  );
}
