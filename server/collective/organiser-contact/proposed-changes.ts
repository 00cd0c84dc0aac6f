import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import {
  boycottExistsSql,
  hasInterestInBoycottSql,
} from '#server/collective/boycott-procedure/has-interest-sql.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import {
  defineChangeKind,
  type ChangeKind,
} from '#server/identity/two-person-approval/change-kind.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { proposedContact } from '#shared/collective/organiser-contact.ts';
import { today } from '#shared/core/days.ts';
import { TAKES_CONTACT_SQL } from './sql-fragments.ts';
import { withdrawContact } from './withdraw-contact.ts';

/**
 * The change that shows the address of a boycott's organisers, once two moderators have read it; it replaces
 * the one before.
 */
export const SHOW_CONTACT: ChangeKind = defineChangeKind({
  kind: 'show-contact',
  of: 'boycott',
  by: 'moderators',
  payload: proposedContact,
  isConcerned: hasInterestInBoycottSql,
  subjectExists: boycottExistsSql,
  check: (tx, { subjectId }) => requireContactTaken(tx, subjectId),
  apply: async (tx, { subjectId, payload }, { memberId, hands, alone }, now) => {
    const { id, address } = payload;
    if (alone || address === undefined) throw new AppError('conflict');
    await withdrawContact(tx, subjectId, memberId, now);
    await tx.organiserContact.create({
      data: {
        id,
        address,
        boycottId: subjectId,
        memberId,
        checkedBy: hands.map(({ handle }) => handle),
        publishedOn: dayToDate(today(now)),
      },
    });
    const subject = `organiser-contact/${id}`;
    await appendEntry(tx, now, { kind: 'organiser-contact-published', subject });
    return { result: subject };
  },
  describe: async (sql, { subjectId, payload: { address } }) => {
    const [boycott] = await sql(DESCRIBED, [subjectId]);
    if (boycott === undefined) return null;
    return {
      about: { kind: 'boycott', ...boycott },
      to: address === undefined ? null : { fr: address, en: address },
    };
  },
});

const DESCRIBED = statement(
  { key: col.text, name: col.text },
  'SELECT b.id AS key, b.name FROM named_boycott b WHERE b.id = $1',
);

/**
 * Checks, with the boycott locked, that it can have a contact.
 * @throws AppError not-found for no boycott; conflict at another step, and where it is hidden.
 */
async function requireContactTaken(tx: Db, boycottId: string): Promise<void> {
  const [boycott] = await tx.sql(
    statement(
      { takes: col.bool },
      `SELECT ${TAKES_CONTACT_SQL} AS takes FROM boycott b WHERE b.id = $1 FOR NO KEY UPDATE OF b`,
    ),
    [boycottId],
  );
  if (!requireFound(boycott).takes) throw new AppError('conflict');
}
