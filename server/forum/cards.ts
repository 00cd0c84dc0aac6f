import type { Sql } from '#server/db.ts';
import type { Card, CardReference } from '#shared/forum.ts';

/** What posts show as it stands now. */
export async function loadCards(
  _sql: Sql,
  _references: readonly CardReference[],
): Promise<readonly Card[]> {
  return [];
}
