import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { eraseSalts, appendEntry } from '#server/transparency-log/append-entries.ts';
import { today } from '#shared/core/days.ts';

/**
 * Revokes what rested on a domain that no longer belongs to a client after a merge or split:
 * deletes proofs, and sends replies back to moderation.
 */
export async function revokeLostDomains(
  tx: Db,
  clientIds: readonly string[],
  now: Date,
): Promise<void> {
  const { sql } = tx;
  const proofs = await sql(statement({ id: col.text }, lostIn('domain_proof')), [clientIds]);
  for (const { id } of proofs) {
    await tx.domainProof.delete({ where: { id } });
    await eraseSalts(tx, `domain/${id}`);
    await appendEntry(tx, now, { kind: 'domain-forgotten', subject: `domain/${id}` });
  }
  const replies = await sql(
    statement(
      { id: col.text },
      `${lostIn('reply')} AND t.state = 'published' AND t.domain IS NOT NULL`,
    ),
    [clientIds],
  );
  for (const { id } of replies) {
    // The reply returns to the queue of unproven domains: its promised time starts today.
    const data = {
      domain: null,
      state: 'waiting',
      decidedOn: null,
      receivedOn: dayToDate(today(now)),
    };
    await tx.reply.update({ where: { id }, data });
    await appendEntry(tx, now, { kind: 'reply-unverified', subject: `reply/${id}` });
  }
}

/**
 * SQL: rows of a table whose client, one of $1 or of its group, has no name equal to their domain.
 */
function lostIn(table: string): string {
  return `
    SELECT t.id FROM ${table} t JOIN client c ON c.id = t.client_id
     WHERE c.root_id IN (SELECT root_id FROM client WHERE id = ANY($1)) AND NOT EXISTS (
       SELECT 1 FROM client o JOIN client_name n ON n.client_id = o.id
        WHERE o.root_id = c.root_id AND lower(n.text) = t.domain)`;
}
