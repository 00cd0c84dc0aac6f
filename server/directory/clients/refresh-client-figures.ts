import { clientPlatformIdsSql } from '#server/public-schema/clients.ts';
import { isShownSql } from '#server/database/predicates/content-visibility.ts';
import { middleMonthOfQuarterSql, quarterSql } from '#server/database/predicates/quarters.ts';
import { isSuspectAuthorSql, voiceKeySql } from '#server/database/predicates/suspect-authors.ts';
import {
  TASK_REPORT_FIGURES,
  taskReportFigures,
} from '#server/database/predicates/task-report-figures.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { computeLegacyFigures } from './legacy-figures.ts';
import { loadExchangeRates } from '#server/directory/reference-data/exchange-rates.ts';
import { today } from '#shared/core/days.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { CLIENT_CRITERIA } from '#shared/directory/clients.ts';
import { summarizeTaskReports } from '#shared/evidence/hourly-pay.ts';
import { aggregateClientReviews, type SiteMeanRatings } from './aggregate-client-reviews.ts';

/**
 * Recomputes the figures of a client and all clients merged into it, in the transaction of the change.
 * Accepts the id of any of them. Locks the root, so that concurrent recomputations are serialised.
 */
export async function refreshClientFigures(tx: Db, clientId: string, now: Date): Promise<void> {
  const { sql } = tx;
  const root = await lockRoot(tx, clientId);
  if (root === null) return;
  const reports = await sql(REPORTS, [root.id]);
  const reviews = await sql(REVIEWS, [root.id]);
  const aliases = await sql(NAMES, [root.id]);
  const [places] = await sql(PLATFORMS, [root.id]);
  const rates = await loadExchangeRates(tx);
  const day = today(now);
  const data = {
    figures: {
      tasks: reports.length === 0 ? null : summarizeTaskReports(reports, rates),
      rating: aggregateClientReviews(
        reviews,
        reviews.length === 0 ? NO_MEANS : await loadSiteMeans(sql),
        day,
      ),
    },
    legacy: computeLegacyFigures({
      name: root.name,
      aliases: aliases.map(({ text }) => text),
      reports,
      reviews,
      rates,
      now: day,
    }),
    reports: reports.length,
    platformIds: places?.platformIds ?? [],
    computedOn: dayToDate(day),
  };
  await tx.clientSummary.upsert({
    where: { clientId: root.id },
    create: { clientId: root.id, ...data },
    update: data,
  });
}

/** Locks the root; retried, because while waiting for the lock the client may be merged or deleted. */
async function lockRoot(tx: Db, clientId: string): Promise<{ id: string; name: string } | null> {
  const where = { id: clientId };
  for (;;) {
    const client = await tx.client.findUnique({ where, select: { rootId: true } });
    if (client === null) return null;
    const [root] = await tx.sql(
      statement(
        { id: col.text, rootId: col.text, name: col.text },
        'SELECT id, root_id AS "rootId", name FROM client WHERE id = $1 FOR NO KEY UPDATE',
      ),
      [client.rootId],
    );
    if (root?.rootId === root?.id && root !== undefined) return root;
  }
}

const NO_MEANS: SiteMeanRatings = recordFrom(CLIENT_CRITERIA, () => null);

async function loadSiteMeans(sql: Sql): Promise<SiteMeanRatings> {
  const [site] = await sql(
    statement(
      recordFrom(CLIENT_CRITERIA, () => col.float.orNull),
      `SELECT avg(communication)::float AS communication, avg(pay)::float AS pay,
            avg(fairness)::float AS fairness, avg(speed)::float AS speed
       FROM client_review v WHERE ${isShownSql('v')} AND NOT solicited AND hidden_by IS NULL`,
    ),
  );
  return site ?? NO_MEANS;
}

// Of an author's reviews of merged clients the one shown last counts. Signed and unsigned reviews count
// as of different authors.
const REVIEWS = statement(
  {
    authorKey: col.text,
    established: col.bool,
    ...recordFrom(CLIENT_CRITERIA, () => col.int),
    on: col.text,
  },
  `
  SELECT "authorKey", established, communication, pay, fairness, speed, "on" FROM (
  SELECT DISTINCT ON (a.id, v.signed) ${voiceKeySql('client', 'a', 'v.signed')} AS "authorKey",
         a.established, v.id,
         v.communication, v.pay, v.fairness, v.speed,
         LEAST((${middleMonthOfQuarterSql(quarterSql('v.experienced_month'))} || '-15')::date, v.shown_from)::text AS "on"
    FROM client c JOIN client_review v ON v.client_id = c.id JOIN weighed_author a ON a.id = v.author_id
   WHERE c.root_id = $1 AND ${isShownSql('v')} AND NOT v.solicited AND v.hidden_by IS NULL AND NOT ${isSuspectAuthorSql('a.id')}
   ORDER BY a.id, v.signed, v.shown_from DESC, v.id
  ) latest ORDER BY "authorKey", id`,
);

const REPORTS = statement(
  TASK_REPORT_FIGURES,
  `
  SELECT ${voiceKeySql('task', 'a', 'r.signed')} AS "authorKey", a.established, ${taskReportFigures('r', 't')}
    FROM client c JOIN task t ON t.client_id = c.id JOIN task_report r ON r.task_id = t.id
    JOIN weighed_author a ON a.id = r.author_id
   WHERE c.root_id = $1 AND NOT r.solicited AND r.hidden_by IS NULL AND NOT ${isSuspectAuthorSql('a.id')}
   ORDER BY r.worked_month, r.id`,
);

const PLATFORMS = statement(
  { platformIds: col.list(col.text) },
  `SELECT ${clientPlatformIdsSql('$1')} AS "platformIds"`,
);

const NAMES = statement(
  { text: col.text },
  `
  SELECT n.text FROM client c JOIN client_name n ON n.client_id = c.id
   WHERE c.root_id = $1 ORDER BY n.key, n.id`,
);
