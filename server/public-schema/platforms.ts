import { youngByMoment, fixed, moving, code, said, wordsOf, type Entry } from './public-table.ts';
import { PLACE } from './flaggable-content.ts';
import { OWN_PLATFORM, isoMoment, type Domain, type Tables } from './table-declaration.ts';

const REVISION_DAY = `(v.created_at AT TIME ZONE 'UTC')::date`;

/** Platforms with their facts, corrections, and changes of standing. */
const ENTRIES: readonly Entry[] = [
  {
    name: 'platforms',
    subject: 'platform',
    id: 'p.id',
    from: 'platform p',
    order: 'p.id COLLATE "C"',
    columns: {
      id: fixed('text', 'p.id'),
      slug: fixed('text', 'p.slug'),
      name: fixed('text', 'p.name'),
      nameKey: moving('text', 'p.name_key'),
      activity: fixed('text', 'p.activity'),
      founded: fixed('int', 'p.founded'),
      headquartersCity: fixed('text', 'p.headquarters_city'),
      headquartersCountry: fixed('text', 'p.headquarters_country'),
      deepLabour: fixed('boolean', 'p.deep_labour'),
      noteFr: fixed('text', 'p.note_fr'),
      noteEn: fixed('text', 'p.note_en'),
      methods: fixed('text[]', 'p.methods'),
      thresholdMinor: fixed('int', 'p.threshold_minor'),
      thresholdCurrency: fixed('text', 'p.threshold_currency'),
      promiseDays: fixed('int', 'p.promise_days'),
      closedOn: fixed('date', 'p.closed_on'),
      createdOn: fixed('date', 'p.created_on'),
      names: fixed(
        'json',
        `COALESCE((SELECT jsonb_agg(jsonb_build_object('kind', n.kind, 'text', n.text, 'key', n.key)
           ORDER BY n.kind COLLATE "C", n.key COLLATE "C")
           FROM platform_name n WHERE n.platform_id = p.id), '[]')`,
      ),
      links: fixed(
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
      id: fixed('text', 'v.id'),
      platform: fixed('text', 'v.platform_id'),
      field: code('v.field'),
      before: fixed('json', 'v.before'),
      after: fixed('json', 'v.after'),
      source: said('v.source', 'where a fact comes from, in its history'),
      undoes: code('v.undoes'),
      on: fixed('date', REVISION_DAY),
      // The order within a day is public, the hour is not.
      nth: moving(
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
    young: youngByMoment(`d.created_on::timestamp AT TIME ZONE 'UTC'`),
    columns: {
      id: fixed('text', 'd.id'),
      correction: fixed('text', 'd.revision_id'),
      reason: wordsOf('d', 'reason'),
      on: fixed('date', 'd.created_on'),
      hiddenBy: moving('text', 'd.hidden_by'),
    },
    judged: {
      table: 'revision_dispute',
      joins: 'JOIN platform_revision r ON r.id = t.revision_id',
      by: 'member',
      platform: 'r.platform_id',
      moves: true,
      shows: {
        text: 't.reason',
        place: PLACE.platformRevisions,
      },
    },
    takenBack: 'deleted',
    restore: [
      {
        table: 'revision_dispute',
        columns: {
          reason: `COALESCE(r.reason, '…')`,
        },
      },
    ],
  },
  {
    name: 'platform-figures',
    subject: null,
    id: 's.platform_id',
    from: 'platform_summary s',
    order: 's.platform_id COLLATE "C"',
    columns: {
      platform: moving('text', 's.platform_id'),
      state: moving('text', 's.state'),
      stateSince: moving('date', 's.state_since'),
      everKnown: moving('boolean', 's.ever_known'),
      mean: moving('float8', 's.mean'),
      payouts: moving('int', 's.payouts'),
      medianDelayDays: moving('int', 's.median_delay_days'),
      lastReceivedOn: moving('date', 's.last_received_on'),
      rating: moving('float8', 's.rating'),
      standing: moving('json', 's.standing'),
      evidence: moving('json', 's.evidence'),
      ratings: moving('json', 's.ratings'),
      computedOn: moving('date', 's.computed_on'),
    },
    restore: [
      {
        table: 'platform_summary',
      },
    ],
  },
  {
    name: 'platform-days',
    subject: null,
    id: 'd.platform_id',
    from: 'platform_day d',
    // The current week changes daily.
    where: 'd.day <= :today::date',
    order: 'd.platform_id COLLATE "C", d.day',
    columns: {
      platform: moving('text', 'd.platform_id'),
      day: moving('date', 'd.day'),
      standing: moving('json', 'd.standing'),
      evidence: moving('json', 'd.evidence'),
      ratings: moving('json', 'd.ratings'),
    },
    restore: [
      {
        table: 'platform_day',
      },
    ],
  },
  {
    name: 'standing-changes',
    subject: null,
    id: 'c.id',
    from: 'standing_change c',
    order: 'c.platform_id COLLATE "C", c.day, c.id COLLATE "C"',
    columns: {
      id: fixed('text', 'c.id'),
      platform: fixed('text', 'c.platform_id'),
      day: fixed('date', 'c.day'),
      before: fixed('text', 'c.before'),
      after: fixed('text', 'c.after'),
      numbers: fixed('json', 'c.numbers'),
    },
    restore: [
      {
        table: 'standing_change',
      },
    ],
  },
];

const TABLES: Tables = {
  platform_revision: {
    columns: { member_id: 'private' },
    own: {
      as: 'corrections',
      by: 'member',
      fields: { platform: OWN_PLATFORM, createdAt: isoMoment('t.created_at') },
      json: ['before', 'after'],
      order: 't.created_at, t.id',
    },
  },
  revision_dispute: {
    columns: { member_id: 'private' },
    own: {
      as: 'disputes',
      by: 'member',
      fields: { correction: 't.revision_id' },
      order: 't.created_on, t.id',
    },
  },
  exchange_rate: { withheld: 'recomputed' },
  stale_figures: { withheld: 'recomputed' },
  job_state: { withheld: 'recomputed' },
};

export const PLATFORMS: Domain = { entries: ENTRIES, tables: TABLES };
