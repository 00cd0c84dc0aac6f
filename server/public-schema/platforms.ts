import {
  isRecentByTimestampSql,
  addedColumn,
  fixedColumn,
  formerColumn,
  changingColumn,
  codeColumn,
  permanentText,
  requiredText,
  withTexts,
  type PublicTable,
} from './public-table.ts';
import { PAGE_OF_CONTENT_SQL } from './flaggable-content.ts';
import { uncheckedColumns } from './unchecked-reasons.ts';
import {
  ROW_PLATFORM_SLUG_SQL,
  type DomainDeclaration,
  type TableDeclarations,
} from './table-declaration.ts';

const REVISION_DAY = `(v.created_at AT TIME ZONE 'UTC')::date`;

const WEEK_ID = `d.platform_id || '-' || d.day`;

const FACT = { why: 'a fact about a platform, in its history' };

/** Public tables of platforms: their facts, corrections, and changes of standing. */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'platforms',
    subject: 'platform',
    id: 'p.id',
    from: 'platform p',
    order: 'p.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 'p.id'),
      slug: fixedColumn('text', 'p.slug'),
      name: fixedColumn('text', 'p.name'),
      nameKey: changingColumn('text', 'p.name_key'),
      activity: fixedColumn('text', 'p.activity'),
      founded: fixedColumn('int', 'p.founded'),
      headquartersCity: fixedColumn('text', 'p.headquarters_city'),
      headquartersCountry: fixedColumn('text', 'p.headquarters_country'),
      deepLabour: fixedColumn('boolean', 'p.deep_labour'),
      noteFr: fixedColumn('text', 'p.note_fr'),
      noteEn: fixedColumn('text', 'p.note_en'),
      methods: fixedColumn('text[]', 'p.methods'),
      thresholdMinor: fixedColumn('int', 'p.threshold_minor'),
      thresholdCurrency: fixedColumn('text', 'p.threshold_currency'),
      promiseDays: fixedColumn('int', 'p.promise_days'),
      paidWorkers: addedColumn(fixedColumn('int', 'p.paid_workers')),
      registeredAccounts: addedColumn(fixedColumn('int', 'p.registered_accounts')),
      closedOn: fixedColumn('date', 'p.closed_on'),
      createdOn: fixedColumn('date', 'p.created_on'),
      names: fixedColumn(
        'json',
        `COALESCE((SELECT jsonb_agg(jsonb_build_object('kind', n.kind, 'text', n.text, 'key', n.key)
           ORDER BY n.kind COLLATE "C", n.key COLLATE "C")
           FROM platform_name n WHERE n.platform_id = p.id), '[]')`,
      ),
      links: fixedColumn(
        'json',
        `COALESCE((SELECT jsonb_agg(jsonb_build_object('kind', l.kind, 'name', l.name, 'to', l.to_id)
           ORDER BY l.kind COLLATE "C", l.name COLLATE "C")
           FROM platform_link l WHERE l.platform_id = p.id), '[]')`,
      ),
    },
    restore: [
      {
        table: 'platform',
      },
      {
        table: 'platform_name',
        columns: { platform_id: 'r.id', kind: 'n.kind', text: 'n.text', key: 'n.key' },
        unfold: 'json_to_recordset(r.names) AS n(kind text, text text, key text)',
      },
      {
        table: 'platform_link',
        columns: { platform_id: 'r.id', kind: 'l.kind', name: 'l.name', to_id: 'l."to"' },
        unfold: 'json_to_recordset(r.links) AS l(kind text, name text, "to" text)',
        later: 'insert',
      },
    ],
  },
  {
    name: 'platform-corrections',
    subject: null,
    id: 'v.id',
    from: 'platform_revision v',
    order: 'v.platform_id COLLATE "C", v.created_at, v.id COLLATE "C" DESC',
    columns: {
      id: fixedColumn('text', 'v.id'),
      platform: fixedColumn('text', 'v.platform_id'),
      field: codeColumn('v.field'),
      before: withTexts(fixedColumn('json', 'v.before'), { before: FACT }),
      after: withTexts(fixedColumn('json', 'v.after'), { after: FACT }),
      source: permanentText('v.source', 'where a fact comes from, in its history'),
      undoes: codeColumn('v.undoes'),
      on: fixedColumn('date', REVISION_DAY),
      // The order within a day is public, the hour is not.
      nth: changingColumn(
        'int',
        `row_number() OVER (PARTITION BY v.platform_id, ${REVISION_DAY}
           ORDER BY v.created_at, v.id COLLATE "C" DESC)`,
      ),
    },
    restore: [
      {
        table: 'platform_revision',
        columns: {
          before: `COALESCE(r.before::jsonb, 'null')`,
          after: `COALESCE(r.after::jsonb, 'null')`,

          created_at: `r."on"::timestamp AT TIME ZONE 'UTC' + r.nth * interval '1 millisecond'`,
        },
      },
    ],
  },
  {
    name: 'correction-disputes',
    subject: 'dispute',
    id: 'd.id',
    from: 'revision_dispute d',
    order: 'd.id COLLATE "C"',
    young: isRecentByTimestampSql(`d.created_on::timestamp AT TIME ZONE 'UTC'`),
    columns: {
      id: fixedColumn('text', 'd.id'),
      correction: fixedColumn('text', 'd.revision_id'),
      reason: requiredText('d', 'reason'),
      on: fixedColumn('date', 'd.created_on'),
      hiddenBy: changingColumn('text', 'd.hidden_by'),
    },
    flaggable: {
      table: 'revision_dispute',
      joins: 'JOIN platform_revision r ON r.id = t.revision_id',
      by: 'member',
      platform: 'r.platform_id',
      moves: true,
      shows: {
        text: 't.reason',
        place: PAGE_OF_CONTENT_SQL.platformRevisions,
      },
    },
    takenBack: 'deleted',
    restore: [{ table: 'revision_dispute' }],
  },
  {
    name: 'platform-figures',
    subject: null,
    id: 's.platform_id',
    from: 'platform_summary s',
    order: 's.platform_id COLLATE "C"',
    columns: {
      platform: changingColumn('text', 's.platform_id'),
      state: changingColumn('text', 's.state'),
      stateSince: changingColumn('date', 's.state_since'),
      everKnown: changingColumn('boolean', 's.ever_known'),
      mean: changingColumn('float8', 's.mean'),
      payouts: changingColumn('int', 's.payouts'),
      medianDelayDays: changingColumn('int', 's.median_delay_days'),
      rating: changingColumn('float8', 's.rating'),
      standing: changingColumn('json', 's.standing'),
      evidence: changingColumn('json', 's.evidence'),
      // Leaves out the site's means for a platform without reviews: they are not kept up to date there,
      // and nothing depends on them.
      ratings: changingColumn(
        'json',
        `CASE WHEN s.ratings ->> 'count' = '0' THEN s.ratings - 'prior' ELSE s.ratings END`,
      ),
      computedOn: changingColumn('date', 's.computed_on'),
    },
    unchecked: uncheckedColumns({
      reports: ['everKnown', 'standing.lines', 'evidence.tasks'],
      version: ['evidence.shape'],
    }),
    restore: [{ table: 'platform_summary', columns: { ratings: 'r.ratings::jsonb' } }],
  },
  {
    name: 'platform-days',
    subject: 'week',
    stated: 'found',
    id: WEEK_ID,
    from: 'platform_day d',
    // Excludes today: on Monday a transaction that began on Sunday may still write the row. A recorded
    // row stays public even if the clock is set back.
    where: `d.day < :today::date
      OR EXISTS (SELECT 1 FROM record_entry e WHERE e.subject = 'week/' || ${WEEK_ID})`,
    order: 'd.platform_id COLLATE "C", d.day',
    columns: {
      platform: fixedColumn('text', 'd.platform_id'),
      day: fixedColumn('date', 'd.day'),
      standing: fixedColumn('json', 'd.standing'),
      evidence: fixedColumn('json', 'd.evidence'),
      ratings: fixedColumn('json', 'd.ratings'),
    },
    restore: [{ table: 'platform_day' }],
  },
  {
    name: 'standing-changes',
    subject: null,
    id: 'c.id',
    from: 'standing_change c',
    order: 'c.platform_id COLLATE "C", c.day, c.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 'c.id'),
      platform: fixedColumn('text', 'c.platform_id'),
      day: fixedColumn('date', 'c.day'),
      before: fixedColumn('text', 'c.before'),
      after: fixedColumn('text', 'c.after'),
      numbers: formerColumn('json'),
    },
    restore: [{ table: 'standing_change' }],
  },
];

const TABLES: TableDeclarations = {
  platform_summary: { columns: { lines_kept: 'private', crowd: 'private' } },
  platform_revision: {
    columns: { member_id: 'private' },
    own: {
      by: 'member',
      fields: { platform: ROW_PLATFORM_SLUG_SQL },
      order: 't.created_at, t.id',
    },
  },
  revision_dispute: {
    columns: { member_id: 'private' },
    own: {
      by: 'member',
      order: 't.created_on, t.id',
    },
  },
  platform_page_views: { withheld: { private: 'how often pages were opened, by month' } },
  exchange_rate: { withheld: 'recomputed' },
  stale_figures: { withheld: 'recomputed' },
  job_state: { withheld: 'recomputed' },
  shredding_key: { withheld: { private: 'which slots of keys are used' } },
};

export const PLATFORM_TABLES: DomainDeclaration = { entries: ENTRIES, tables: TABLES };
