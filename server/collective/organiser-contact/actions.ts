import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { AppError, fieldError, requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { proposeToModerators } from '#server/identity/two-person-approval/propose-change.ts';
import { organisesSql } from '#server/collective/organiser-messages/sql-fragments.ts';
import { readContact, type ContactInput } from '#shared/collective/organiser-contact.ts';
import { SHOW_CONTACT } from './proposed-changes.ts';
import { CONTACT_WAITS_SQL } from './sql-fragments.ts';
import { withdrawContact } from './withdraw-contact.ts';

/**
 * Proposes, as an organiser, the address under which anybody reaches them. Nobody but moderators reads it
 * before two of them have approved it.
 * @throws AppError not-found; not-allowed unless an organiser; bad-input unless it is of mail or an https
 * page; conflict where one waits, and at a step without contacts.
 */
export async function proposeContact(
  tx: Db,
  viewer: Viewer,
  boycottId: string,
  input: ContactInput,
  now: Date,
): Promise<{ id: string }> {
  const address = readContact(input.address);
  if (address === null) throw fieldError('address', 'not-a-contact');
  return runIdempotently(tx, viewer.id, input, now, async () => {
    if ((await lockAsOrganiser(tx, viewer, boycottId)).waits) throw new AppError('conflict');
    await countDailyUse(tx, viewer.id, 'organiser-contact', now);
    const payload = { id: randomId(), address };
    const asked = { subjectId: boycottId, rule: null, reason: '', payload };
    await proposeToModerators(tx, SHOW_CONTACT, viewer, asked, now);
    return { id: boycottId };
  });
}

/**
 * Removes, as an organiser, the address at once, also one that another organiser gave, that still waits or that was refused.
 * @throws AppError not-found; not-allowed unless an organiser.
 */
export async function removeContact(
  tx: Db,
  viewer: Viewer,
  boycottId: string,
  now: Date,
): Promise<{ id: string }> {
  await lockAsOrganiser(tx, viewer, boycottId);
  const asked = { kind: 'show-contact', subject: `boycott/${boycottId}` };
  const unshown = { in: ['open', 'refused', 'dropped'] };
  await tx.proposedChange.deleteMany({ where: { ...asked, state: unshown } });
  await withdrawContact(tx, boycottId, viewer.id, now);
  return { id: boycottId };
}

/** Locks a boycott: of two concurrent addresses the second finds the first. */
async function lockAsOrganiser(
  tx: Db,
  viewer: Viewer,
  boycottId: string,
): Promise<{ readonly waits: boolean }> {
  const [boycott] = await tx.sql(ORGANISER, [boycottId, viewer.id]);
  const { organises, waits } = requireFound(boycott);
  if (!organises) throw new AppError('not-allowed');
  return { waits };
}

const ORGANISER = statement(
  { organises: col.bool, waits: col.bool },
  `SELECT ${organisesSql('$2')} AS organises, ${CONTACT_WAITS_SQL} AS waits
     FROM boycott b WHERE b.id = $1 FOR NO KEY UPDATE OF b`,
);
