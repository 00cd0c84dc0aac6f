import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Boycott } from '#prisma/client.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { AppError, fieldError, requireFound } from '#server/core/errors.ts';
import {
  TAKES_MESSAGES_SQL,
  organisesSql,
} from '#server/collective/organiser-messages/sql-fragments.ts';
import {
  DAYS_BETWEEN_REMINDERS,
  MAX_BOYCOTT_LINKS,
  MAX_DAYS_SINCE_SENT,
  type BoycottLinkInput,
  type DemandSentInput,
  type EndLinkInput,
  type ReminderInput,
} from '#shared/collective/boycott-timeline.ts';
import { addDays, today } from '#shared/core/days.ts';
import { matchPagePath, pathOfAddress } from '#shared/core/paths.ts';
import { recordBoycottEvent } from '#server/collective/boycott-procedure/record-event.ts';

type Changed = { readonly id: string };

/**
 * Notes, as an organiser, that who is named was reminded today. The site cannot check it, and says so.
 * @throws AppError not-found; not-allowed unless an organiser; conflict before the debate, after the end,
 * and within some days of the last reminder.
 */
export async function noteReminder(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: ReminderInput,
  now: Date,
): Promise<Changed> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await lockAsOrganiser(tx, viewer, id);
    const since = dayToDate(addDays(today(now), -DAYS_BETWEEN_REMINDERS));
    const recent = { boycottId: id, kind: 'reminder', happenedOn: { gt: since } };
    if ((await tx.boycottEvent.count({ where: recent })) > 0) throw new AppError('conflict');
    await recordBoycottEvent(tx, id, 'reminder', now, { way: input.way });
    return { id };
  });
}

/**
 * Notes, as an organiser, once, on which day the demand was sent to who is named. The site cannot check it,
 * and says so.
 * @throws AppError not-found; not-allowed unless an organiser; conflict before the debate, after the end,
 * and once it is noted; bad-input for a day in the future, or too long ago.
 */
export async function noteDemandSent(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: DemandSentInput,
  now: Date,
): Promise<Changed> {
  const { way, day: sentOn } = input;
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await lockAsOrganiser(tx, viewer, id);
    if (sentOn > today(now)) throw fieldError('day', 'in-the-future');
    if (sentOn < addDays(today(now), -MAX_DAYS_SINCE_SENT)) throw fieldError('day', 'invalid');
    const noted = { boycottId: id, kind: 'sent' };
    if ((await tx.boycottEvent.count({ where: noted })) > 0) throw new AppError('conflict');
    await recordBoycottEvent(tx, id, 'sent', now, { way, sentOn });
    return { id };
  });
}

/**
 * Says, as an organiser, that another boycott makes the same demand. Shown once its organisers say so too.
 * Both may be at any step but failed: an ended one must be able to answer, or its link never shows.
 * @throws AppError not-found; not-allowed unless an organiser; bad-input for an address of no other
 * boycott, for one of both that failed, was withdrawn or is hidden, and with the most of them.
 */
export async function linkBoycott(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: BoycottLinkInput,
  now: Date,
): Promise<Changed> {
  const otherId = boycottOfAddress(input.address);
  if (otherId === null) throw fieldError('address', 'not-a-boycott');
  if (otherId === id) throw fieldError('address', 'same-boycott');
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await lockAsOrganiser(tx, viewer, id, 'any step');
    const asked = { id: { in: [id, otherId] } };
    const found = await tx.boycott.findMany({ where: asked });
    if (!found.some((one) => one.id === otherId)) throw fieldError('address', 'not-a-boycott');
    if (!found.every(isLinkable)) throw fieldError('address', 'boycott-not-linkable');
    const links = await tx.boycottLink.count({ where: { boycottId: id, NOT: { otherId } } });
    if (links >= MAX_BOYCOTT_LINKS) {
      throw fieldError('address', 'boycott-links-full', String(MAX_BOYCOTT_LINKS));
    }
    await countDailyUse(tx, viewer.id, 'boycott-link', now);
    const saidOn = dayToDate(today(now));
    await tx.boycottLink.createMany({
      data: [{ boycottId: id, otherId, saidOn }],
      skipDuplicates: true,
    });
    return { id };
  });
}

/**
 * Says no longer that another boycott makes the same demand: it is shown on neither page any more.
 * @throws AppError not-found; not-allowed unless an organiser.
 */
export async function unlinkBoycott(
  tx: Db,
  viewer: Viewer,
  id: string,
  { other }: EndLinkInput,
): Promise<Changed> {
  await lockAsOrganiser(tx, viewer, id, 'any step');
  await tx.boycottLink.deleteMany({ where: { boycottId: id, otherId: other } });
  return { id };
}

function isLinkable({ state, title, hiddenBy }: Boycott): boolean {
  return state !== 'failed' && title !== '' && hiddenBy === null;
}

/** The boycott of an address or path of this site; null for another one. */
function boycottOfAddress(address: string): string | null {
  const page = matchPagePath(pathOfAddress(address) ?? '');
  return page?.page === 'boycott' ? (page.parameters['id'] ?? null) : null;
}

async function lockAsOrganiser(
  tx: Db,
  viewer: Viewer,
  id: string,
  at: 'steps with messages' | 'any step' = 'steps with messages',
): Promise<void> {
  const [boycott] = await tx.sql(ORGANISER, [id, viewer.id]);
  const { organises, takes } = requireFound(boycott);
  if (!organises) throw new AppError('not-allowed');
  if (!takes && at !== 'any step') throw new AppError('conflict');
}

const ORGANISER = statement(
  { organises: col.bool, takes: col.bool },
  `SELECT ${organisesSql('$2')} AS organises, ${TAKES_MESSAGES_SQL} AS takes
     FROM boycott b WHERE b.id = $1 FOR NO KEY UPDATE OF b`,
);
