import { col, statement, type Sql } from '#server/database/sql.ts';
import { MOVED_KINDS } from '#shared/directory/client-revisions.ts';
import { moveKeyOf, type ClientMove, type MovePositions } from '#shared/directory/client-moves.ts';

/** The current positions of the objects of some moves; one round trip. */
export async function loadCurrentPositions(
  sql: Sql,
  moves: readonly ClientMove[],
): Promise<MovePositions> {
  const idsOf = (what: ClientMove['what']): string[] =>
    moves.filter((move) => move.what === what).map(({ id }) => id);
  const rows = await sql(PLACES, [
    idsOf('client'),
    idsOf('called'),
    idsOf('name'),
    idsOf('identity'),
    idsOf('task'),
  ]);
  return new Map(rows.map(({ what, id, place }) => [moveKeyOf({ what, id }), place]));
}

const PLACES = statement(
  { what: col.oneOf(MOVED_KINDS), id: col.text, place: col.text.orNull },
  `
  SELECT 'client' AS what, id, root_id AS place FROM client WHERE id = ANY($1::text[])
  UNION ALL SELECT 'called', id, name FROM client WHERE id = ANY($2::text[])
  UNION ALL SELECT 'name', id, client_id FROM client_name WHERE id = ANY($3::text[])
  UNION ALL SELECT 'identity', id, client_id FROM client_identity WHERE id = ANY($4::text[])
  UNION ALL SELECT 'task', id, client_id FROM task WHERE id = ANY($5::text[])`,
);
