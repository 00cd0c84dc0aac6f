import type {
  DeskQueue,
  DeskQueueCount,
  DeskQueuesResponse,
} from '#shared/governance/moderator-desk.ts';
import type { PageName } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';
import { LinkRow } from '#web/ui/link-row.tsx';
import { Section } from '#web/ui/section.tsx';

/** The page of each queue; of the last two the topic or case that has waited longest. */
const PAGES: Readonly<Record<DeskQueue, { page: PageName; anchor?: string }>> = {
  second: { page: 'secondPerson' },
  acts: { page: 'secondPerson', anchor: 'acts' },
  replies: { page: 'replies' },
  disputes: { page: 'replies', anchor: 'disputes' },
  messages: { page: 'flaggedMessages' },
  'private-evidence': { page: 'privateChecks' },
  checks: { page: 'checks' },
  guides: { page: 'thread' },
  likeness: { page: 'moderationCase', anchor: 'likeness' },
};

/** A line for each queue with a page of its own in which something waits; nothing without any. */
export function DeskQueues({ queues }: DeskQueuesResponse) {
  const { t } = usePage();
  const words = t.moderation.desk;
  if (queues.length === 0) return null;
  return (
    <Section title={words.elsewhere} id="queues">
      <ul className="rows">
        {queues.map((one) => (
          <QueueRow key={one.queue} one={one} />
        ))}
      </ul>
    </Section>
  );
}

function QueueRow({ one: { queue, count, oldestDays, key } }: { one: DeskQueueCount }) {
  const { t } = usePage();
  const words = t.moderation.desk;
  return (
    <LinkRow
      {...PAGES[queue]}
      {...(key === null ? {} : { parameters: { id: key } })}
      label={words.queues[queue]({ count })}
    >
      {oldestDays === null ? null : <small>{words.oldest({ days: oldestDays })}</small>}
    </LinkRow>
  );
}
