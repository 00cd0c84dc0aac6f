import type { Viewer } from '#server/http/viewer.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import {
  areMovesCurrent,
  clientIdsInMoves,
  undoableMoves,
  type ClientMove,
} from '#shared/directory/client-moves.ts';
import {
  CLIENT_REVISIONS_A_PAGE,
  type ClientHistoryResponse,
  type ClientRevision,
  type PublishedRevisionMove,
} from '#shared/directory/client-revisions.ts';
import { revisionMoves as movesSchema } from './revision-moves.ts';
import { loadCurrentPositions } from './load-current-positions.ts';
import { clientRights } from './rules.ts';

type Row = Omit<ClientRevision, 'can' | 'moves'> & { moves: unknown };
type Labels = {
  readonly clients: ReadonlyMap<string, string>;
  readonly tasks: ReadonlyMap<string, string>;
};

/** A page of the history of a client and those merged into it, newest first, described in words. */
export async function listClientRevisions(
  sql: Sql,
  viewer: Viewer | null,
  slug: string,
  page: number,
): Promise<ClientHistoryResponse> {
  const [row] = await sql(HISTORY, [
    slug,
    CLIENT_REVISIONS_A_PAGE,
    (page - 1) * CLIENT_REVISIONS_A_PAGE,
  ]);
  const { client, sinceMonth, total, revisions } = requireFound(row).history;
  const read = revisions.map((revision) => ({
    ...revision,
    moves: movesSchema.parse(revision.moves),
  }));
  const all = read.flatMap(({ moves }) => moves);
  const places = await loadCurrentPositions(sql, all);
  const labels = await loadLabels(sql, all);
  return {
    client,
    sinceMonth,
    revisions: read.map(({ moves, ...revision }) => {
      const left = undoableMoves(moves, places);
      const undo = !revision.undone && left.length > 0 && areMovesCurrent(left, places);
      return {
        ...revision,
        moves: moves.map((move) => inWords(move, labels)),
        can: { undo: clientRights(viewer).change && undo },
      };
    }),
    page,
    pages: Math.max(1, Math.ceil(total / CLIENT_REVISIONS_A_PAGE)),
  };
}

function inWords(move: ClientMove, { clients, tasks }: Labels): PublishedRevisionMove {
  const { what, from, to } = move;
  const nameOf = (id: string | null): string | null =>
    id === null ? null : (clients.get(id) ?? '');
  switch (move.what) {
    case 'client':
      return { what, label: nameOf(move.id) ?? '', from: nameOf(from), to: nameOf(to) };
    case 'called':
      return { what, label: move.to, from, to };
    case 'name':
      return { what, label: move.text, from: nameOf(from), to: nameOf(to) };
    case 'identity':
      return { what, label: move.externalId, from: nameOf(from), to: nameOf(to) };
    default:
      return { what, label: tasks.get(move.id) ?? '', from: nameOf(from), to: nameOf(to) };
  }
}

async function loadLabels(sql: Sql, moves: readonly ClientMove[]): Promise<Labels> {
  const taskIds = moves.filter(({ what }) => what === 'task').map(({ id }) => id);
  const rows = await sql(
    statement(
      { what: col.text, id: col.text, label: col.text },
      `SELECT 'client' AS what, id, name AS label FROM client WHERE id = ANY($1::text[])
     UNION ALL SELECT 'task', id, title FROM task WHERE id = ANY($2::text[])`,
    ),
    [clientIdsInMoves(moves), taskIds],
  );
  const labelled = (wanted: string): Map<string, string> =>
    new Map(rows.filter(({ what }) => what === wanted).map(({ id, label }) => [id, label]));
  return { clients: labelled('client'), tasks: labelled('task') };
}

// Split by client, so that the index on a change's clients is used.
const HISTORY = statement(
  {
    history: col.json<
      Pick<ClientHistoryResponse, 'client' | 'sinceMonth'> & {
        total: number;
        revisions: Row[];
      }
    >(),
  },
  `
  WITH touched AS MATERIALIZED (
    SELECT DISTINCT v.id, v.seq FROM client c JOIN client p ON p.root_id = c.root_id
      JOIN client_revision v ON v.client_ids @> ARRAY[p.id] WHERE c.slug = $1)
  SELECT json_build_object(
    'client', json_build_object('slug', r.slug, 'name', r.name),
    'sinceMonth', to_char(r.created_on, 'YYYY-MM'),
    'total', (SELECT count(*) FROM touched),
    'revisions', COALESCE((SELECT json_agg(json_build_object(
        'id', v.id, 'kind', v.kind, 'moves', v.moves, 'reason', v.reason,
        'month', to_char(v.created_on, 'YYYY-MM'), 'undoes', v.undoes,
        'undone', EXISTS (SELECT 1 FROM client_revision u WHERE u.undoes = v.id))
        ORDER BY v.seq DESC)
      FROM (SELECT id FROM touched ORDER BY seq DESC LIMIT $2 OFFSET $3) page
      JOIN client_revision v ON v.id = page.id), '[]')
  ) AS history
    FROM client c JOIN client r ON r.id = c.root_id WHERE c.slug = $1`,
);
