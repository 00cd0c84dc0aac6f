import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import { startThread } from '#server/community/forum/actions.ts';
import { randomId } from '#server/core/ids.ts';
import { followSubject } from '#server/community/inbox/follow.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import {
  MAX_OPEN_BOYCOTTS_PER_MEMBER,
  SECONDING_HOURS,
  type BoycottInput,
  type BoycottTarget,
} from '#shared/collective/boycotts.ts';
import { MAX_THREAD_TITLE_LENGTH } from '#shared/community/thread-title.ts';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { hasEvidenceOnPlatform } from '#server/collective/boycott-procedure/pledge-eligibility.ts';
import { parseEvidenceLinks } from './read-evidence-links.ts';
import { refuseThresholdAboveHalf } from '#server/collective/boycott-procedure/possible-pledgers-today.ts';
import { findProposalErrors } from '#server/collective/boycott-procedure/proposal-errors.ts';
import { addHours } from '#server/collective/boycott-procedure/steps.ts';

/** Slug of the default forum's category for debates. */
const CATEGORY = 'organisation';

/**
 * Proposes a boycott, with the thread for its debate. Idempotent by the form's key. `origin` is
 * this site's, to recognise its own addresses.
 * @throws AppError bad-input naming each wrong field, including unknown platforms, clients and
 * evidence, a platform where the viewer has no evidence, a third open call, and a threshold above half of
 * who can pledge.
 */
export async function proposeBoycott(
  tx: Db,
  viewer: Viewer,
  input: BoycottInput,
  origin: string | null,
  now: Date,
): Promise<{ id: string; threadId: string }> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'boycott', now);
    const fields = findProposalErrors(input);
    if (Object.keys(fields).length > 0) throw new AppError('bad-input', { fields });
    const target = await findTarget(tx, input);
    if (!(await hasEvidenceOnPlatform(tx.sql, viewer.id, target.platformId, now))) {
      throw fieldError('platform', 'no-evidence-there');
    }
    await refuseThird(tx, viewer);
    const { pace } = input;
    const crowd = { platformId: target.platformId, pace, threshold: input.threshold };
    await refuseThresholdAboveHalf(tx, crowd, now);
    const cards = await parseEvidenceLinks(tx, viewer, input, origin);
    const id = randomId();
    const proposedAt = addHours(now, 0);
    const { title, grievance, demands, partaking, endsWhen, threshold } = input;
    await tx.boycott.create({
      data: {
        ...target,
        id,
        memberId: viewer.id,
        pace,
        state: 'proposed',
        title,
        grievance,
        demands,
        partaking,
        endsWhen,
        cards,
        threshold,
        debateHours: input.debateHours,
        pledgeHours: input.pledgeHours,
        onDays: input.onDays,
        proposedAt,
        stepEndsAt: addHours(now, SECONDING_HOURS[pace]),
      },
    });
    await appendEntry(tx, now, { kind: 'boycott-proposed', subject: `boycott/${id}` });
    await followSubject(tx, viewer.id, 'boycott', id, now);
    return { id, threadId: await openThread(tx, viewer, { id, title }, origin, now) };
  });
}

/**
 * Refuses a third open call of the viewer. Locks her row: of two concurrent proposals the second
 * waits here and counts the first.
 */
async function refuseThird(tx: Db, viewer: Viewer): Promise<void> {
  await tx.sql('SELECT 1 FROM member WHERE id = $1 FOR NO KEY UPDATE', [viewer.id]);
  const open = await tx.boycott.count({
    where: { memberId: viewer.id, state: { notIn: ['failed', 'ended'] } },
  });
  if (open >= MAX_OPEN_BOYCOTTS_PER_MEMBER)
    throw fieldError('title', 'open-calls', String(MAX_OPEN_BOYCOTTS_PER_MEMBER));
}

type Target = {
  platformId: string;
  target: BoycottTarget;
  clientId?: string;
  taskId?: string;
};

/** Resolves the target: a whole platform, a client's tasks there, or one task. */
async function findTarget(tx: Db, input: BoycottInput): Promise<Target> {
  const { target } = input;
  const select = { id: true };
  const platform = await tx.platform.findUnique({ where: { slug: input.platform }, select });
  if (platform === null) throw fieldError('platform', 'unknown-platform');
  const platformId = platform.id;
  if (target === 'client') {
    const client = await tx.client.findUnique({
      where: { slug: input.client ?? '' },
      select: { rootId: true },
    });
    if (client === null) throw fieldError('client', 'unknown-client');
    if (!(await givesWorkOn(tx, client.rootId, platformId))) throw fieldError('client', 'invalid');
    return { platformId, target, clientId: client.rootId };
  }
  if (target === 'task') {
    const task = await tx.task.findUnique({
      where: { id: input.task ?? '', lastReportAt: { not: null } },
      select: { id: true, platformId: true },
    });
    if (task?.platformId !== platformId) throw fieldError('task', 'invalid');
    return { platformId, target, taskId: task.id };
  }
  return { platformId, target };
}

/** Whether a client, or one merged with it, is known to post tasks on a platform. */
async function givesWorkOn(tx: Db, rootId: string, platformId: string): Promise<boolean> {
  const where = { platformId, client: { rootId } };
  const shown = { ...where, lastReportAt: { not: null } };
  return (
    (await tx.clientIdentity.count({ where })) > 0 || (await tx.task.count({ where: shown })) > 0
  );
}

/**
 * Opens the thread; its first post links to the call, whose card shows the current text, so that
 * the text is stored once.
 */
async function openThread(
  tx: Db,
  viewer: Viewer,
  { id, title }: { readonly id: string; readonly title: string },
  origin: string | null,
  now: Date,
): Promise<string> {
  const words = messagesFor(viewer.language).boycottThread;
  const address = `${origin ?? ''}${pathTo(viewer.language, 'boycott', { id })}`;
  const text = `${words.say}\n\n[${words.link}](${address})`;
  const category = await findCategory(tx);
  const input = { category, title: title.slice(0, MAX_THREAD_TITLE_LENGTH), text, asked: true };
  const attached = { picture: null, origin, boycottId: id };
  return (await startThread(tx, viewer, input, attached, now)).id;
}

/**
 * Returns the id of the category for debates; the first category on a site whose imported forum
 * lacks it.
 */
async function findCategory(tx: Db): Promise<string> {
  const categories = await tx.forumCategory.findMany({
    orderBy: { place: 'asc' },
    select: { slug: true },
  });
  const [first] = categories;
  return categories.some(({ slug }) => slug === CATEGORY) ? CATEGORY : (first?.slug ?? CATEGORY);
}
