import type { Db } from '#server/database/db.ts';
import { deleteProposalsAbout } from '#server/identity/two-person-approval/erase-old-proposers.ts';
import { eraseSalts, appendEntry } from '#server/transparency-log/append-entries.ts';

/**
 * Deletes a client created by a report, once nothing refers to it: no other task, incident, review,
 * guess, reply, thread or boycott, and no change by another member.
 * @param leaving the member who withdrew her report; changes by her alone are deleted too.
 * @returns whether the client was deleted.
 */
export async function removeEmptyClient(
  tx: Db,
  clientId: string,
  leaving: string,
  now: Date,
): Promise<boolean> {
  const { sql } = tx;
  const isEmpty = async (): Promise<boolean> => (await sql(EMPTY, [clientId, leaving])) > 0;
  if (!(await isEmpty())) return false;
  // Concurrent writers get the lock first, or find the client deleted.
  await sql('SELECT 1 FROM client WHERE id = $1 FOR UPDATE', [clientId]);
  if (!(await isEmpty())) return false;
  await tx.clientName.deleteMany({ where: { clientId } });
  await tx.clientIdentity.deleteMany({ where: { clientId } });
  await tx.clientSummary.deleteMany({ where: { clientId } });
  await sql('DELETE FROM client_revision WHERE client_ids @> ARRAY[$1]', [clientId]);
  await tx.client.delete({ where: { id: clientId } });
  await deleteProposalsAbout(tx, `client/${clientId}`);
  await eraseSalts(tx, `client/${clientId}`);
  await appendEntry(tx, now, { kind: 'client-removed', subject: `client/${clientId}` });
  return true;
}

// SQL: whether change `v` was made by a report that gave the client's id; it refers to no member.
const TOLD = `(v.member_id IS NULL AND v.kind = 'identity-added' AND v.reason = '')`;

const EMPTY = `
  SELECT 1 FROM client c
   WHERE c.id = $1 AND c.reported AND c.root_id = c.id
     AND NOT EXISTS (SELECT 1 FROM client o WHERE o.root_id = c.id AND o.id <> c.id)
     AND NOT EXISTS (SELECT 1 FROM task WHERE client_id = c.id)
     AND NOT EXISTS (SELECT 1 FROM incident WHERE client_id = c.id)
     AND NOT EXISTS (SELECT 1 FROM client_review WHERE client_id = c.id)
     AND NOT EXISTS (SELECT 1 FROM client_guess WHERE client_id = c.id)
     AND NOT EXISTS (SELECT 1 FROM reply WHERE client_id = c.id)
     AND NOT EXISTS (SELECT 1 FROM forum_thread WHERE client_id = c.id)
     AND NOT EXISTS (SELECT 1 FROM boycott WHERE client_id = c.id)
     AND NOT EXISTS (SELECT 1 FROM client_revision v WHERE v.client_ids @> ARRAY[c.id]
       AND NOT (v.client_ids = ARRAY[c.id] AND (v.member_id IS NOT DISTINCT FROM $2 OR ${TOLD})))`;
