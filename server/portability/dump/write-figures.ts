import type { Db } from '#server/database/db.ts';
import { col, statement, type Statement } from '#server/database/sql.ts';
import { today } from '#shared/core/days.ts';
import { readRowsFromCursor } from './database-cursor.ts';
import { csvLine } from './csv-line.ts';
import { openDumpFile, type DumpInProgress } from './dump-files.ts';

type Value = string | number | boolean | null;

const FIGURES_OF_TASK = (figures: string): string => `
  (${figures}->>'members')::int AS members,
  ${figures}#>>'{hourly,currency}' AS hourly_currency,
  (${figures}#>>'{hourly,low}')::int AS hourly_low, (${figures}#>>'{hourly,median}')::int AS hourly_median,
  (${figures}#>>'{hourly,high}')::int AS hourly_high,
  (${figures}#>>'{refused,share}')::float8 AS refused_share,
  (${figures}#>>'{refused,withoutReasonShare}')::float8 AS refused_without_reason_share,
  (${figures}->>'screenOutShare')::float8 AS screen_out_share,
  (${figures}->>'medianApprovalDays')::int AS median_approval_days`;

const EVIDENCE = (evidence: string): string => `
  ${evidence}#>>'{slips,until}' AS until, (${evidence}#>>'{slips,paid}')::int AS paid,
  (${evidence}#>>'{slips,notPaid}')::int AS not_paid,
  (${evidence}#>>'{slips,shareReceived}')::float8 AS share_received,
  (${evidence}#>>'{slips,medianDelayDays}')::int AS median_delay_days,
  (${evidence}#>>'{slips,delay95Days}')::int AS delay_95_days,
  ${evidence}#>>'{slips,standing,state}' AS standing_of_slips,
  (${evidence}->>'incidents')::int AS incidents`;

/** Queries of figures that contain no person, by the name of their file. */
const FILES: Readonly<Record<string, string>> = {
  platforms: `
    SELECT p.slug AS platform, p.name, p.activity, s.state, s.state_since::text AS state_since,
           (SELECT string_agg(line, ' ') FROM jsonb_array_elements_text(s.standing->'lines') line) AS lines,
           ${EVIDENCE('s.evidence')}, s.rating,
           (s.ratings->>'count')::int AS ratings, p.promise_days,
           p.closed_on::text AS closed_on, s.computed_on::text AS computed_on
      FROM platform p JOIN platform_summary s ON s.platform_id = p.id
     ORDER BY p.slug COLLATE "C"`,
  ranking: `
    SELECT row_number() OVER (ORDER BY array_position(
             ARRAY['reliable', 'promising', 'doubtful', 'not-paying', 'unknown', 'closed'], s.state),
             s.mean DESC NULLS LAST, s.payouts DESC, p.slug COLLATE "C")::int AS place,
           p.slug AS platform, s.state, s.payouts AS slips
      FROM platform p JOIN platform_summary s ON s.platform_id = p.id ORDER BY 1`,
  standings: `
    SELECT p.slug AS platform, c.day::text AS day, c.before, c.after
      FROM standing_change c JOIN platform p ON p.id = c.platform_id
     ORDER BY p.slug COLLATE "C", c.day, c.id COLLATE "C"`,
  days: `
    SELECT p.slug AS platform, d.day::text AS day, d.standing->>'state' AS state,
           ${EVIDENCE('d.evidence')}
      FROM platform_day d JOIN platform p ON p.id = d.platform_id
     WHERE d.day <= :today::date
     ORDER BY p.slug COLLATE "C", d.day`,
  slips: `
    SELECT p.slug AS platform, v.monday::text AS monday, v.outcome, v.detail, v.detail_class, v.established, v.solicited
      FROM released_slip v JOIN platform p ON p.id = v.platform_id
     ORDER BY p.slug COLLATE "C", v.monday, v.outcome, v.detail, v.detail_class, v.established, v.solicited`,
  tasks: `
    SELECT t.id AS task, p.slug AS platform, r.slug AS client, t.title, t.currency,
           t.reward_minor, ${FIGURES_OF_TASK('t.figures')}, t.hourly_eur
      FROM task t JOIN platform p ON p.id = t.platform_id
      LEFT JOIN client c ON c.id = t.client_id LEFT JOIN client r ON r.id = c.root_id
     WHERE t.figures IS NOT NULL ORDER BY t.id COLLATE "C"`,
  clients: `
    SELECT c.slug AS client, c.name, ${FIGURES_OF_TASK(`(s.figures->'tasks')`)},
           (s.figures#>>'{rating,overall}')::float8 AS rating,
           (s.figures#>>'{rating,count}')::int AS ratings
      FROM client_summary s JOIN client c ON c.id = s.client_id ORDER BY c.slug COLLATE "C"`,
};

/** Writes the figures of the dump as CSV files. */
export async function writeFigureFiles(tx: Db, dump: DumpInProgress, now: Date): Promise<void> {
  for (const [name, text] of Object.entries(FILES)) {
    const query = text.replaceAll(':today', `'${today(now)}'`);
    const file = await openDumpFile(dump, `figures/${name}.csv`, 'ODbL-1.0');
    // Without rows, the file still has a header.
    await file.write(csvLine(await namesOf(tx, query)));
    for await (const rows of readRowsFromCursor(tx, asJson(query))) {
      await file.write(rows.map(({ row }) => csvLine(Object.values(row))).join(''), rows.length);
    }
    await file.close();
  }
}

/**
 * Makes a statement that returns the rows of a query as JSON objects, when its columns are not
 * known.
 */
function asJson(query: string): Statement<{ row: Record<string, Value> }> {
  const shape = { row: col.json<Record<string, Value>>() };
  return statement(shape, `SELECT row_to_json(q) AS row FROM (${query}) q`);
}

async function namesOf(tx: Db, query: string): Promise<string[]> {
  const [empty] = await tx.sql(
    asJson(`SELECT q.* FROM (SELECT) one LEFT JOIN (SELECT * FROM (${query}) n LIMIT 0) q ON true`),
  );
  return Object.keys(empty?.row ?? {});
}
