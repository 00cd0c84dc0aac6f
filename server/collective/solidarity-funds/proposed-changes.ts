import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import {
  defineChangeKind,
  type ChangeKind,
} from '#server/identity/two-person-approval/change-kind.ts';
import {
  boycottExistsSql,
  hasInterestInBoycottSql,
} from '#server/collective/boycott-procedure/has-interest-sql.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { MAX_FUNDS_OF_BOYCOTT, proposedFund } from '#shared/collective/solidarity-funds.ts';
import { today } from '#shared/core/days.ts';
import { TAKES_FUNDS_SQL } from './sql-fragments.ts';

/** The change that shows a fund on a boycott's page, once two moderators have checked it. */
export const SHOW_FUND: ChangeKind = defineChangeKind({
  kind: 'show-fund',
  of: 'boycott',
  by: 'moderators',
  payload: proposedFund,
  isConcerned: hasInterestInBoycottSql,
  subjectExists: boycottExistsSql,
  check: (tx, { subjectId, payload }) => checkFund(tx, subjectId, payload.address),
  apply: async (tx, { subjectId, payload }, { memberId, hands, alone }, now) => {
    if (alone) throw new AppError('conflict');
    const id = randomId();
    await tx.solidarityFund.create({
      data: {
        ...payload,
        id,
        boycottId: subjectId,
        memberId,
        checkedBy: hands.map(({ handle }) => handle),
        checkedOn: dayToDate(today(now)),
      },
    });
    await appendEntry(tx, now, { kind: 'fund-published', subject: `fund/${id}` });
    return { result: `fund/${id}` };
  },
  describe: async (sql, { subjectId, payload }) => {
    const [boycott] = await sql(
      statement(
        { key: col.text, name: col.text },
        'SELECT b.id AS key, b.name FROM named_boycott b WHERE b.id = $1',
      ),
      [subjectId],
    );
    if (boycott === undefined) return null;
    const { name, address } = payload;
    const from = { fr: name, en: name };
    return {
      about: { kind: 'boycott', ...boycott },
      from,
      to: { fr: address, en: address },
    };
  },
});

/**
 * Checks, with the boycott locked, that a fund could be shown there.
 * @throws AppError not-found for no boycott; conflict where it takes none, or shows this one or enough.
 */
async function checkFund(tx: Db, boycottId: string, address: string): Promise<void> {
  const [boycott] = await tx.sql(
    statement(
      { takes: col.bool, shown: col.int, same: col.bool },
      `SELECT ${TAKES_FUNDS_SQL} AS takes,
              (SELECT count(*)::int FROM solidarity_fund f
                WHERE f.boycott_id = b.id AND f.taken_off_on IS NULL) AS shown,
              EXISTS (SELECT 1 FROM solidarity_fund f WHERE f.boycott_id = b.id
                AND f.taken_off_on IS NULL AND f.address = $2) AS same
         FROM boycott b WHERE b.id = $1 FOR NO KEY UPDATE OF b`,
    ),
    [boycottId, address],
  );
  const { takes, shown, same } = requireFound(boycott);
  if (!takes || same || shown >= MAX_FUNDS_OF_BOYCOTT) throw new AppError('conflict');
}
