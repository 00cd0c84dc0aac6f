import { secureShuffle } from '#server/core/secure-shuffle.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { countsInFiguresSql, isShownSql } from '#server/database/predicates/content-visibility.ts';
import { col, statement } from '#server/database/sql.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import { appendEntry, type LogEntry } from '#server/transparency-log/append-entries.ts';
import { mondayOf, today } from '#shared/core/days.ts';
import { MAX_WEEKS_UNTIL_SHOWN } from '#shared/directory/publication-mondays.ts';
import { drawMonday, type DrawInteger } from './rules.ts';

/** Reviews, incidents and "me too"s: each is shown from a Monday that is drawn when it is posted. */
const KINDS = ['review', 'client-review', 'incident', 'echo'] as const;
type Kind = (typeof KINDS)[number];

/** Draws the Monday from which what is posted now is shown. */
export function drawDueDay(now: Date, draw: DrawInteger): Date {
  return dayToDate(drawMonday(today(now), MAX_WEEKS_UNTIL_SHOWN, draw));
}

/**
 * Shows what is due, in random order across all kinds, so that neither order nor time leads to the
 * day of posting. Idempotent.
 * @returns how many were shown.
 */
export async function showDuePosts(tx: Db, now: Date, shuffle = secureShuffle): Promise<number> {
  const monday = mondayOf(today(now));
  const due = await tx.sql(DUE, [monday]);
  const shown: typeof due = [];
  for (const post of shuffle(due)) {
    const { kind, id, authorId } = post;
    // Another process may have shown it, or its author withdrawn it, meanwhile.
    if ((await tx.sql(SHOW[kind], [id, authorId, monday])) === 0) continue;
    await appendEntry(tx, now, entryOf(kind, id));
    shown.push(post);
  }
  await markStale(
    tx,
    'platform',
    shown.map(({ platformId }) => platformId),
  );
  await markStale(
    tx,
    'client',
    shown.flatMap(({ clientId }) => clientId ?? []),
  );
  return shown.length;
}

function entryOf(kind: Kind, id: string): LogEntry {
  return kind === 'echo'
    ? { kind: 'incident-echoed', subject: `incident/${id}`, content: null }
    : { kind: `${kind}-published`, subject: `${kind}/${id}` };
}

const show = (table: string, id: string): string =>
  `UPDATE ${table} x SET shown_from = $3::date
    WHERE ${id} = $1 AND author_id = $2 AND NOT ${isShownSql('x')}`;
const SHOW: Readonly<Record<Kind, string>> = {
  review: show('review', 'id'),
  'client-review': show('client_review', 'id'),
  incident: show('incident', 'id'),
  echo: show('incident_echo', 'incident_id'),
};

// Nobody could withdraw what is shown after its author left.
const due = (row: string): string =>
  `a.member_id IS NOT NULL AND NOT ${isShownSql(row)} AND COALESCE(${row}.due_on <= $1::date, true)`;

const DUE = statement(
  {
    kind: col.oneOf(KINDS),
    id: col.text,
    authorId: col.text,
    platformId: col.text,
    clientId: col.text.orNull,
  },
  `
  SELECT 'review' AS kind, r.id, a.id AS "authorId", a.platform_id AS "platformId", NULL AS "clientId"
    FROM review r JOIN author a ON a.id = r.author_id
   WHERE ${due('r')} AND ${countsInFiguresSql('r')}
  UNION ALL
  SELECT 'client-review', v.id, a.id, a.platform_id, v.client_id
    FROM client_review v JOIN author a ON a.id = v.author_id
   WHERE ${due('v')} AND ${countsInFiguresSql('v')}
  UNION ALL
  SELECT 'incident', i.id, a.id, a.platform_id, NULL
    FROM incident i JOIN author a ON a.id = i.author_id
   WHERE ${due('i')} AND ${countsInFiguresSql('i')}
  UNION ALL
  SELECT 'echo', e.incident_id, a.id, a.platform_id, NULL
    FROM incident_echo e JOIN author a ON a.id = e.author_id WHERE ${due('e')}
   ORDER BY 1, 2, 3`,
);
