import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { proposeToModerators } from '#server/identity/two-person-approval/propose-change.ts';
import type { OrganiserMessageInput } from '#shared/collective/organiser-messages.ts';
import { SEND_ORGANISER_MESSAGE } from './proposed-changes.ts';
import { MESSAGE_WAITS_SQL, organisesSql } from './sql-fragments.ts';

/**
 * Proposes, as an organiser, a message to all who can pledge. Nobody but moderators reads it before two
 * of them have approved it. One that tells of an offer is not bound to the month.
 * @throws AppError not-found; not-allowed unless an organiser; conflict where one waits, within a month
 * of the last one, and at a step at which nobody can pledge.
 */
export async function proposeOrganiserMessage(
  tx: Db,
  viewer: Viewer,
  boycottId: string,
  input: OrganiserMessageInput,
  now: Date,
): Promise<{ id: string }> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    // Locks the boycott: of two concurrent messages the second finds the first.
    const [boycott] = await tx.sql(WRITER, [boycottId, viewer.id]);
    const { organises, waits } = requireFound(boycott);
    if (!organises) throw new AppError('not-allowed');
    if (waits) throw new AppError('conflict');
    await countDailyUse(tx, viewer.id, 'organiser-message', now);
    const offer = input.offer === true ? { offer: true } : {};
    const payload = { id: randomId(), text: input.text, ...offer };
    const asked = { subjectId: boycottId, rule: null, reason: '', payload };
    await proposeToModerators(tx, SEND_ORGANISER_MESSAGE, viewer, asked, now);
    return { id: boycottId };
  });
}

const WRITER = statement(
  { organises: col.bool, waits: col.bool },
  `SELECT ${organisesSql('$2')} AS organises, ${MESSAGE_WAITS_SQL} AS waits
     FROM boycott b WHERE b.id = $1 FOR NO KEY UPDATE OF b`,
);
