import type { Database } from '#server/database/db.ts';
import { col, statement, type RowShape } from '#server/database/sql.ts';
import { loadExchangeRates } from '#server/directory/reference-data/exchange-rates.ts';
import { computeHitFigures, type HitFigures } from '#server/directory/clients/legacy-figures.ts';
import type { TaskFigures } from '#shared/evidence/tasks.ts';
import { isPossibleId } from './parse-request.ts';
import type { HitName } from './hit-names.ts';
import { PLATFORM } from './queries.ts';

const KNOWN_HIT = {
  /** Place of the name among those asked, from 1. */
  nth: col.int,
  figures: col.json<TaskFigures>(),
} satisfies RowShape;

/**
 * The figures of public tasks whose pay was measured, by the place of their name among those asked; one
 * round trip beside the exchange rates.
 */
export async function findHitFigures(
  database: Database,
  names: readonly HitName[],
): Promise<ReadonlyMap<number, HitFigures>> {
  const asked = names.map((name, index) => ({ ...name, index }));
  const possible = asked.filter(({ requesterId }) => isPossibleId(requesterId));
  if (possible.length === 0) return new Map();
  const [rows, rates] = await Promise.all([
    database.sql(statement(KNOWN_HIT, KNOWN_HITS_SQL), [
      PLATFORM,
      possible.map(({ index }) => index),
      possible.map(({ requesterId }) => requesterId),
      possible.map(({ rewardCents }) => rewardCents),
      possible.map(({ titleKey }) => titleKey),
    ]),
    loadExchangeRates(database),
  ]);
  return new Map(
    rows.flatMap(({ nth, figures }): [number, HitFigures][] => {
      const hit = computeHitFigures(figures, rates);
      return hit === null ? [] : [[nth, hit]];
    }),
  );
}

// A task of a client that was merged is one of the root's.
export const KNOWN_HITS_SQL = `
  SELECT DISTINCT ON (asked.nth) asked.nth, t.figures
    FROM unnest($2::int[], $3::text[], $4::int[], $5::text[]) AS asked (nth, rid, cents, title_key)
    JOIN client_identity i ON i.external_id = asked.rid
    JOIN client named ON named.id = i.client_id
    JOIN client c ON c.root_id = named.root_id
    JOIN task t ON t.client_id = c.id AND t.title_key = asked.title_key
     AND t.reward_minor = asked.cents AND t.currency = 'USD' AND t.platform_id = i.platform_id
   WHERE i.platform_id = (SELECT id FROM platform WHERE slug = $1)
     AND t.last_report_at IS NOT NULL AND t.figures IS NOT NULL
   ORDER BY asked.nth, t.last_report_at DESC, t.id`;
