import type { z } from 'zod/mini';
import { loadCards } from '#server/community/forum/load-cards.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { LiveCardData } from '#shared/community/live-cards.ts';
import type {
  BoycottEventKind,
  FrozenFigure,
  reminderForm,
} from '#shared/collective/boycott-timeline.ts';
import { today, type Day } from '#shared/core/days.ts';

type EventDetails = {
  readonly way?: z.infer<typeof reminderForm>['way'];
  readonly replyId?: string;
  readonly sentOn?: Day;
  /** The organisers' message that tells of an offer. */
  readonly messageId?: string;
};

/** Adds an event to the timeline of a locked boycott, with the public figures about its target now. */
export async function recordBoycottEvent(
  tx: Db,
  boycottId: string,
  kind: BoycottEventKind,
  now: Date,
  { way, replyId, sentOn, messageId }: EventDetails = {},
): Promise<void> {
  const [target] = await tx.sql(TARGET, [boycottId]);
  if (target === undefined) return;
  const { platform, client, task, events } = target;
  const cards = await loadCards(tx.sql, [
    { kind: 'platform', key: platform },
    ...(client === null ? [] : [{ kind: 'client' as const, key: client }]),
    ...(task === null ? [] : [{ kind: 'task' as const, key: task }]),
  ]);
  await tx.boycottEvent.create({
    data: {
      boycottId,
      number: events + 1,
      kind,
      happenedOn: dayToDate(today(now)),
      way: way ?? null,
      replyId: replyId ?? null,
      // The record commits to this column; leaves from before do not commit to a new one.
      figures: [
        ...(sentOn === undefined ? [] : [{ kind: 'sent', on: sentOn }]),
        ...(messageId === undefined ? [] : [{ kind: 'message', id: messageId }]),
        ...[...cards.values()].flatMap(figureOf),
      ],
    },
  });
}

/** The numbers of a card; none of its words, which others may take back. */
function figureOf(card: LiveCardData): FrozenFigure[] {
  switch (card.kind) {
    case 'platform':
      return [
        {
          kind: 'platform',
          state: card.state,
          slips: card.slips,
          medianDelayDays: card.medianDelayDays,
        },
      ];
    case 'client':
      return [{ kind: 'client', reports: card.reports }];
    case 'task':
      return [{ kind: 'task', ...card.reward, hourlyEur: card.hourlyEur }];
    default:
      return [];
  }
}

/**
 * Adds a published reply to the timelines of all boycotts against who sent it that are debated, pledging
 * or on: for a platform all on it, for a client those of the clients merged with it and of their tasks.
 */
export async function recordAnswer(tx: Db, replyId: string, now: Date): Promise<void> {
  const against = await tx.sql(AGAINST_SENDER, [replyId]);
  for (const { id } of against) await recordBoycottEvent(tx, id, 'answer', now, { replyId });
}

const TARGET = statement(
  { platform: col.text, client: col.text.orNull, task: col.text.orNull, events: col.int },
  `
  SELECT p.slug AS platform, c.slug AS client, b.task_id AS task,
         (SELECT COALESCE(max(e.number), 0)::int FROM boycott_event e WHERE e.boycott_id = b.id) AS events
    FROM boycott b JOIN platform p ON p.id = b.platform_id LEFT JOIN client c ON c.id = b.client_id
   WHERE b.id = $1`,
);

const AGAINST_SENDER = statement(
  { id: col.text },
  `
  SELECT b.id FROM reply r JOIN boycott b ON b.state IN ('debated', 'pledging', 'on')
    LEFT JOIN task t ON t.id = b.task_id
    LEFT JOIN client c ON c.id = COALESCE(b.client_id, t.client_id)
   WHERE r.id = $1 AND (b.platform_id = r.platform_id
     OR c.root_id = (SELECT o.root_id FROM client o WHERE o.id = r.client_id))
   ORDER BY b.id FOR NO KEY UPDATE OF b`,
);
