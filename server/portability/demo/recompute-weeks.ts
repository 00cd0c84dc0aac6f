import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { RELEASED_SLIP } from '#server/evidence/standings/load-evidence-counts.ts';
import { addDays } from '#shared/core/days.ts';
import { groupBy } from '#shared/core/group-by.ts';
import type { PublishedStanding } from '#shared/directory/platforms.ts';
import { computeSlipFigures } from '#shared/evidence/publication/compute-slip-figures.ts';
import { standingAfter } from '#shared/evidence/standing-history.ts';

/**
 * Computes the numbers of slips and the standings of former weeks again: the months that they count
 * have other Mondays once all dates are moved, and a standing may have changed in another week.
 */
export async function recomputeWeeks({ sql }: Db): Promise<void> {
  const slips = groupBy(await sql(SLIPS), ({ platformId }) => platformId);
  const changes = groupBy(await sql(CHANGES), ({ platformId }) => platformId);
  for (const [platformId, weeks] of groupBy(await sql(WEEKS), (week) => week.platformId)) {
    for (const [nth, { day, standing }] of weeks.entries()) {
      const before = (changes.get(platformId) ?? []).filter((change) => change.day < day);
      const then = standingAfter(before) ?? standing;
      // Take the lines in words from a week with the same standing.
      const said = [standing, weeks[nth + 1]?.standing, weeks[nth - 1]?.standing].find(
        (one) => one?.state === then.state,
      );
      await sql(PUT, [
        platformId,
        day,
        JSON.stringify({ ...then, lines: said?.lines ?? [] }),
        JSON.stringify(computeSlipFigures(slips.get(platformId) ?? [], addDays(day, -1))),
      ]);
    }
  }
}

const SLIPS = statement(
  { platformId: col.text, ...RELEASED_SLIP },
  `SELECT platform_id AS "platformId", monday::text AS monday, outcome, detail,
          detail_class AS "detailClass", established, solicited FROM released_slip`,
);

const CHANGES = statement(
  { platformId: col.text, day: col.text, before: col.text.orNull, after: col.text },
  `SELECT platform_id AS "platformId", day::text AS day, before, after FROM standing_change`,
);

const WEEKS = statement(
  { platformId: col.text, day: col.text, standing: col.json<PublishedStanding>() },
  `SELECT platform_id AS "platformId", day::text AS day, standing FROM platform_day
    ORDER BY platform_id, day`,
);

const PUT = `
  UPDATE platform_day SET standing = $3::jsonb, evidence = jsonb_set(evidence, '{slips}', $4::jsonb)
   WHERE platform_id = $1 AND day = $2::date`;
