import { dateToDay, type Db } from '#server/database/db.ts';
import { eraseSalts } from '#server/transparency-log/append-entries.ts';
import { commitmentOf } from '#shared/transparency-log/commitments.ts';

/**
 * Erases the salts of log entries on a member's role handles: an old backup of roles would open them.
 * Entries of versions before December 2026 have the role as their subject.
 * @returns the subjects of her public terms.
 */
export async function eraseRoleSalts(tx: Db, memberId: string): Promise<string[]> {
  const grants = await tx.roleGrant.findMany({ where: { memberId } });
  const terms = grants.flatMap(({ id, handle }) => (handle === '' ? [] : [`role/${id}`]));
  for (const term of terms) await eraseSalts(tx, term);
  const contents = grants.flatMap(({ handle, role, endsOn }) => [
    { handle, role, endsOn: dateToDay(endsOn) },
    { handle, role },
  ]);
  const entries = await tx.recordEntry.findMany({
    where: { subject: { in: grants.map(({ role }) => `role/${role}`) } },
    select: { id: true, salt: true, commitment: true },
  });
  const hers = entries.filter(
    ({ salt, commitment }) =>
      salt !== null && contents.some((content) => commitmentOf(salt, content) === commitment),
  );
  await tx.recordEntry.updateMany({
    where: { id: { in: hers.map(({ id }) => id) } },
    data: { salt: null },
  });
  return terms;
}
