import type { Db } from '#server/database/db.ts';
import { isShownSql } from '#server/database/predicates/content-visibility.ts';
import { isSuspectAuthorSql } from '#server/database/predicates/suspect-authors.ts';
import { countsInTaskFiguresSql } from '#server/database/predicates/task-report-figures.ts';
import { col, statement } from '#server/database/sql.ts';
import { loadExchangeRates } from '#server/directory/reference-data/exchange-rates.ts';
import { slipOwner } from '#server/evidence/publication/load-report.ts';
import { RELEASED_SLIP } from '#server/evidence/standings/load-evidence-counts.ts';
import { endOfMonth, type Day } from '#shared/core/days.ts';
import { CURRENCIES } from '#shared/core/money.ts';
import { convertCurrency } from '#shared/directory/currency-conversion.ts';
import { PLATFORM_ACTIVITIES } from '#shared/directory/platforms.ts';
import type { EditionReport, MonthFacts } from '#shared/evidence/barometer/compute-edition.ts';
import { countsInEdition } from '#shared/evidence/barometer/counted-platforms.ts';
import { INCIDENT_KINDS } from '#shared/evidence/incidents.ts';

/**
 * Loads what the bulletins of a month brought, with the person behind each row, in memory only: the
 * owner tags of slips are derived again from the salts of members, counted and forgotten.
 * @param ownerKey the key of owner tags.
 */
export async function loadMonthFacts(tx: Db, ownerKey: Buffer, month: string): Promise<MonthFacts> {
  const days = [`${month}-01`, endOfMonth(month)] as const satisfies Day[];
  const slips = await tx.sql(SLIPS, days);
  const owners = slips.length === 0 ? [] : await tx.sql(OWNERS, days);
  const people = new Map(
    owners.map(({ salt, platformId, person }) => [slipOwner(ownerKey, salt, platformId), person]),
  );
  return {
    slips: slips.map(({ owner, ...slip }) => ({ ...slip, person: people.get(owner) ?? null })),
    reports: await loadReports(tx, days),
    incidents: await tx.sql(INCIDENTS, days),
  };
}

async function loadReports(tx: Db, days: readonly [Day, Day]): Promise<EditionReport[]> {
  const rates = await loadExchangeRates(tx);
  const platforms = (await tx.sql(PLATFORM_MONTHS, days)).filter(countsInEdition);
  const ids = platforms.map(({ platformId }) => platformId);
  const reports = await tx.sql(REPORTS, [...days, ids]);
  return reports.map(({ hourlyMinor, currency, seconds, ...report }) => {
    const cents =
      hourlyMinor === null ? null : convertCurrency(hourlyMinor, currency, 'EUR', rates);
    const earningSeconds = cents === null ? 0 : seconds;
    return { ...report, earningSeconds, hourlyTimesSeconds: (cents ?? 0) * earningSeconds };
  });
}

const KIND = col.oneOf(PLATFORM_ACTIVITIES);

const SLIPS = statement(
  { ...RELEASED_SLIP, platformId: col.text, kind: KIND, owner: col.text },
  `
  SELECT s.monday::text AS monday, s.outcome, s.detail, s.detail_class AS "detailClass", s.established,
         s.solicited, s.platform_id AS "platformId", p.activity AS kind, s.owner
    FROM slip s JOIN platform p ON p.id = s.platform_id
   WHERE s.released AND s.monday BETWEEN $1::date AND $2::date`,
);

/** The members who reported on the platforms of these slips. Linked accounts are one person. */
const OWNERS = statement(
  { salt: col.text, platformId: col.text, person: col.text },
  `
  SELECT DISTINCT m.publication_salt AS salt, a.platform_id AS "platformId",
         COALESCE(m.voice, m.id) AS person
    FROM author a JOIN member m ON m.id = a.member_id
   WHERE a.platform_id IN (SELECT platform_id FROM slip WHERE released
     AND monday BETWEEN $1::date AND $2::date)`,
);

const DUE = 'COALESCE(r.due_on, r.published_on)';
const COUNTS = `${countsInTaskFiguresSql('r')} AND NOT ${isSuspectAuthorSql('a.id')}`;

// Who has left is not counted as established: when she became so is not known any more.
const PLATFORM_MONTHS = statement(
  { platformId: col.text, before: col.int, establishedBefore: col.int, establishedAfter: col.int },
  `
  WITH told AS (
    SELECT r.platform_id, ${DUE} AS due, m.established_on,
           CASE WHEN r.hourly_minor IS NOT NULL AND r.total_seconds > 0
             THEN COALESCE(m.voice, m.id) END AS person
      FROM task_report r JOIN author_weight a ON a.id = r.author_id
      LEFT JOIN member m ON m.id = a.member_id
     WHERE ${DUE} <= $2::date AND ${COUNTS})
  SELECT platform_id AS "platformId", count(*) FILTER (WHERE due < $1::date)::int AS before,
         count(DISTINCT person) FILTER (WHERE due < $1::date AND established_on <= $1::date)::int
           AS "establishedBefore",
         count(DISTINCT person) FILTER (WHERE established_on <= $2::date)::int AS "establishedAfter"
    FROM told GROUP BY platform_id`,
);

const REPORTS = statement(
  {
    kind: KIND,
    person: col.text.orNull,
    authorKey: col.text,
    established: col.bool,
    endedRuns: col.int,
    unpaidRuns: col.int,
    judged: col.int,
    withoutReason: col.int,
    currency: col.oneOf(CURRENCIES),
    hourlyMinor: col.int.orNull,
    seconds: col.int,
  },
  `
  SELECT p.activity AS kind, COALESCE(a.voice, a.member_id) AS person,
         COALESCE(a.voice, a.member_id, a.id) AS "authorKey", a.established,
         r.paid + r.refused_with_reason + r.refused_without_reason + r.screen_outs + r.broken
           + r.abandoned AS "endedRuns",
         r.refused_with_reason + r.refused_without_reason + r.screen_outs + r.broken
           + r.abandoned AS "unpaidRuns",
         r.paid + r.refused_with_reason + r.refused_without_reason AS judged,
         r.refused_without_reason AS "withoutReason", t.currency, r.hourly_minor AS "hourlyMinor",
         COALESCE(r.total_seconds, 0) AS seconds
    FROM task_report r JOIN task t ON t.id = r.task_id JOIN platform p ON p.id = r.platform_id
    JOIN author_weight a ON a.id = r.author_id
   WHERE ${DUE} BETWEEN $1::date AND $2::date AND r.platform_id = ANY($3::text[]) AND ${COUNTS}`,
);

const INCIDENTS = statement(
  { kind: col.oneOf(INCIDENT_KINDS), person: col.text.orNull, established: col.bool },
  `
  SELECT i.kind, COALESCE(a.voice, a.member_id) AS person, a.established
    FROM incident i JOIN author_weight a ON a.id = i.author_id
   WHERE i.shown_from BETWEEN $1::date AND $2::date AND NOT i.solicited AND ${isShownSql('i')}
     AND i.kind <> 'posts-bought' AND NOT ${isSuspectAuthorSql('a.id')}`,
);
