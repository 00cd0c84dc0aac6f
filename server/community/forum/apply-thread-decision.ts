import { Prisma } from '#prisma/client.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { fieldError } from '#server/core/errors.ts';
import type {
  PeopleBehindChange,
  AppliedChange,
} from '#server/identity/two-person-approval/change-kind.ts';
import { appendEntries } from '#server/transparency-log/append-entries.ts';
import { today } from '#shared/core/days.ts';
import type { ThreadDecisionInput } from '#shared/community/thread-decisions.ts';
import { lockThread } from './lock-thread.ts';

/** The kind of act in the public record for each decision. */
const RECORDED = {
  pin: 'thread-pinned',
  unpin: 'thread-unpinned',
  close: 'thread-closed',
  reopen: 'thread-reopened',
  move: 'thread-moved',
  slow: 'thread-slowed',
  rename: 'thread-retitled',
  guide: 'thread-guided',
  unguide: 'thread-unguided',
} as const satisfies Record<ThreadDecisionInput['decision'], string>;

export async function applyThreadDecision(
  tx: Db,
  id: string,
  input: Omit<ThreadDecisionInput, '_key' | 'sources'>,
  { memberId, alone, hands = [], sources = [] }: DecidedBy,
  now: Date,
): Promise<AppliedChange> {
  const thread = await lockThread(tx, id);
  const { decision, reason } = input;
  const rule = decision === 'close' ? (input.rule ?? null) : null;
  const seconds = decision === 'slow' ? (input.seconds ?? null) : null;
  const moves = decision === 'move' ? (input.category ?? null) : null;
  const categoryId = moves === null ? null : await categoryCalled(tx, moves);
  const title = decision === 'rename' ? (input.title ?? thread.title) : thread.title;
  const oldTitle = decision === 'rename' ? thread.title : null;
  const day = dayToDate(today(now));
  const { closedRule } = await tx.forumThread.findUniqueOrThrow({
    where: { id },
    select: { closedRule: true },
  });
  await tx.forumThread.update({
    where: { id },
    data: changesOf(decision, {
      rule,
      reason,
      seconds,
      categoryId,
      title,
      day,
      text: input.text ?? null,
      by: hands.map(({ handle }) => handle),
      sources,
    }),
  });
  const number = (await tx.threadDecision.count({ where: { threadId: id } })) + 1;
  await tx.threadDecision.create({
    data: {
      threadId: id,
      number,
      kind: decision,
      rule,
      reason,
      categoryId,
      seconds,
      oldTitle,
      alone,
      decidedOn: day,
      memberId,
    },
  });
  // A subject of its own in the record: the author can withdraw her thread, but not the moderators'
  // decision.
  const subject = `thread-decision/${id}-${number}`;
  await appendEntries(tx, now, [
    { kind: RECORDED[decision], subject },
    ...(decision === 'move' ? [{ kind: 'content-stated', subject: `thread/${id}` } as const] : []),
  ]);
  return {
    result: subject,
    before: { title: thread.title, category: thread.category, closedRule },
  };
}

/** The people behind a decision, and of a guide its sources. */
type DecidedBy = Pick<PeopleBehindChange, 'memberId' | 'alone'> & {
  readonly hands?: PeopleBehindChange['hands'];
  readonly sources?: readonly string[];
};

type Decided = {
  rule: string | null;
  reason: string;
  seconds: number | null;
  categoryId: string | null;
  title: string;
  day: Date;
  text: string | null;
  by: string[];
  sources: readonly string[];
};

/** Returns the thread's columns that a decision changes, with their new values. */
function changesOf(
  decision: ThreadDecisionInput['decision'],
  { rule, reason, seconds, categoryId, title, day, text, by, sources }: Decided,
): object {
  const changes = {
    pin: { pinned: true },
    unpin: { pinned: false },
    close: { closedOn: day, closedRule: rule, closedReason: reason },
    reopen: { closedOn: null, closedRule: null, closedReason: null },
    move: { categoryId },
    slow: { slowSeconds: seconds },
    rename: { title },
    guide: { guideOf: text, guideSources: sources, guideBy: by, guideOn: day },
    unguide: {
      guideOf: null,
      guideSources: Prisma.DbNull,
      guideBy: Prisma.DbNull,
      guideOn: null,
    },
  };
  return changes[decision];
}

async function categoryCalled(tx: Db, slug: string): Promise<string> {
  const category = await tx.forumCategory.findUnique({ where: { slug }, select: { id: true } });
  if (category === null) throw fieldError('category', 'invalid');
  return category.id;
}
