import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { PERSONAL_DATA_LISTS } from '#server/public-schema/personal-data-lists.ts';
import type { PersonalDataResponse } from '#shared/portability/personal-data.ts';

type Lists = PersonalDataResponse['lists'];

const STATEMENTS = PERSONAL_DATA_LISTS.map(
  ([name, sql]) => [name, statement({ row: col.json<Lists[string][number]>() }, sql)] as const,
);

/** Finds the lists of a member's data export, in exact values. */
export async function findExportLists(tx: Db, memberId: string): Promise<Lists> {
  const lists: Lists = {};
  for (const [name, rows] of STATEMENTS) {
    lists[name] = (await tx.sql(rows, [memberId])).map(({ row }) => row);
  }
  return lists;
}
