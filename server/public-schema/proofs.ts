import {
  isProofShownSql,
  isRemovedSql,
  isShownSql,
} from '#server/database/predicates/content-visibility.ts';
import { PUBLISHED_MIN_MEMBERS } from '#shared/evidence/manipulation-detection-constants.ts';
import { IS_RECENT_INCIDENT, IS_RECENT_PAYOUT_SQL } from './evidence.ts';
import {
  isRecentByTimestampSql,
  monthSql,
  firstOfMonthSql,
  addedColumn,
  fixedColumn,
  changingColumn,
  codeColumn,
  type PublicTable,
} from './public-table.ts';
import { uncheckedColumns } from './unchecked-reasons.ts';
import {
  AUTHOR_PLATFORM_SLUG_SQL,
  type DomainDeclaration,
  type TableDeclarations,
} from './table-declaration.ts';

/**
 * SQL: the key of the payout's picture that a row is about; for an earlier picture, a hash that
 * leads to none.
 */
function meant(row: string): string {
  return `CASE WHEN ${row}.image_key = s.key OR length(${row}.image_key) = 32 THEN ${row}.image_key
    ELSE md5(${row}.payout_id || ${row}.image_key) END`;
}

const VOICE = 'COALESCE(v.frozen_voice, m.voice)';
const WRITER_VOICE = 'COALESCE(a.frozen_voice, w.voice)';
/** SQL: whether confirmation `v` counts; of accounts that share a voice only the first one does. */
const COUNTS = `(COALESCE(v.frozen_established, m.established_on IS NOT NULL)
  AND COALESCE(${VOICE} <> ${WRITER_VOICE}, true)
  AND NOT EXISTS (SELECT 1 FROM proof_voice o LEFT JOIN member om ON om.id = o.member_id
    WHERE o.payout_id = v.payout_id AND o.image_key = v.image_key AND o.kind = v.kind
      AND COALESCE(o.frozen_voice, om.voice) = ${VOICE} AND o.id < v.id
      AND COALESCE(o.frozen_established, om.established_on IS NOT NULL)))`;

/** SQL: whether the picture of `s` is covered at the time of the dump. */
const IS_COVERED = `EXISTS (SELECT 1 FROM picture_cover WHERE picture_cover.key = s.key
    AND (picture_cover.covered_until > :now::timestamptz OR picture_cover.held))`;

/**
 * SQL: whether the number `name` of finding `f` is so small that it would identify accounts: it is
 * not published.
 */
const isFew = (name: string): string =>
  `(f.numbers->>'${name}')::float8 > 0 AND (f.numbers->>'${name}')::float8 < ${PUBLISHED_MIN_MEMBERS}`;
const hideWhen = (condition: string, names: string): string =>
  `CASE WHEN ${condition} THEN '${names}'::jsonb ELSE '{}' END`;
const NUMBERS = `(f.numbers - 'from' - 'to')
  || ${hideWhen(isFew('suspects'), '{"suspects": null}')}
  || ${hideWhen(isFew('accounts'), '{"accounts": null}')}
  || ${hideWhen(`f.kind = 'lockstep' AND ${isFew('accounts')}`, '{"voices": null}')}`;
const monthIn = (name: string): string => `left(f.numbers->>'${name}', 7)`;

/** Public tables of confirmations and doubts, findings about platforms, and pictures. */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'findings',
    subject: 'finding',
    id: 'f.id',
    from: 'finding f',
    order: 'f.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 'f.id'),
      platform: fixedColumn('text', 'f.platform_id'),
      kind: fixedColumn('text', 'f.kind'),
      direction: fixedColumn('text', 'f.direction'),
      numbers: changingColumn('json', NUMBERS),
      firstMonth: changingColumn('text', monthIn('from')),
      lastMonth: changingColumn('text', monthIn('to')),
      foundMonth: fixedColumn('text', monthSql('f.found_on')),
      // The order within a month is public, the day is not.
      nth: changingColumn(
        'int',
        `dense_rank() OVER (PARTITION BY f.platform_id, ${monthSql('f.found_on')} ORDER BY f.found_on)`,
      ),
      endedMonth: changingColumn('text', monthSql('f.ended_on')),
      liftedMonth: changingColumn('text', monthSql('f.lifted_on')),
    },
    unchecked: uncheckedColumns({
      reports: ['numbers', 'firstMonth', 'lastMonth'],
      unrecorded: ['nth'],
    }),
    restore: [
      {
        table: 'finding',
        columns: {
          numbers: `r.numbers::jsonb || jsonb_build_object('from', r."firstMonth" || '-15',
            'to', r."lastMonth" || '-15')`,
          found_on: `${firstOfMonthSql('foundMonth')} + r.nth - 1`,
          brought: 'true',
        },
      },
    ],
  },
  {
    name: 'proof-voices',
    subject: 'voice',
    id: 'v.id',
    from: `proof_voice v JOIN payout y ON y.id = v.payout_id JOIN author a ON a.id = y.author_id
      LEFT JOIN member w ON w.id = a.member_id LEFT JOIN member m ON m.id = v.member_id
      LEFT JOIN screenshot s ON s.payout_id = y.id`,
    where: isProofShownSql('y'),
    order: 'v.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 'v.id'),
      payout: fixedColumn('text', 'v.payout_id'),
      kind: codeColumn('v.kind'),
      reason: codeColumn('v.reason'),
      month: addedColumn(fixedColumn('text', monthSql('v.created_on'))),
      picture: addedColumn(fixedColumn('text', meant('v'))),
      counts: changingColumn('boolean', COUNTS),
    },
    takenBack: 'deleted',
    unchecked: uncheckedColumns({ account: ['counts'] }),
    restore: [
      {
        table: 'proof_voice',
        columns: {
          image_key: 'r.picture',
          frozen_established: 'r.counts',
        },
      },
    ],
  },
  {
    name: 'proof-checks',
    subject: 'check',
    id: 'k.id',
    from: `proof_check k JOIN payout y ON y.id = k.payout_id
      LEFT JOIN screenshot s ON s.payout_id = k.payout_id`,
    where: isProofShownSql('y'),
    order: 'k.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 'k.id'),
      payout: fixedColumn('text', 'k.payout_id'),
      reason: fixedColumn('text', 'k.reason'),
      origin: fixedColumn('text', 'k.origin'),
      state: fixedColumn('text', 'k.state'),
      picture: addedColumn(fixedColumn('text', meant('k'))),
      openedMonth: addedColumn(fixedColumn('text', monthSql('k.opened_on'))),
      settledMonth: changingColumn('text', monthSql('k.settled_on')),
    },
    unchecked: uncheckedColumns({ unrecorded: ['settledMonth'] }),
    restore: [
      {
        table: 'proof_check',
        columns: {
          image_key: 'r.picture',
        },
      },
    ],
  },
  {
    name: 'check-opinions',
    subject: 'opinion',
    id: 'o.id',
    from: 'check_opinion o',
    order: 'o.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 'o.id'),
      check: fixedColumn('text', 'o.check_id'),
      upholds: fixedColumn('boolean', 'o.upholds'),
      month: addedColumn(fixedColumn('text', monthSql('o.created_on'))),
    },
    takenBack: 'deleted',
    restore: [{ table: 'check_opinion' }],
  },
  {
    name: 'pictures',
    subject: null,
    id: 's.key',
    from: `screenshot s LEFT JOIN payout y ON y.id = s.payout_id
      LEFT JOIN incident i ON i.id = s.incident_id LEFT JOIN forum_post p ON p.id = s.post_id`,
    where: `(y.id IS NULL OR ${isShownSql('y')}) AND (i.id IS NULL OR ${isShownSql('i')})
      AND NOT COALESCE(${isRemovedSql('y')} OR ${isRemovedSql('i')} OR ${isRemovedSql('p')}, false)`,
    order: `COALESCE(s.payout_id, s.incident_id, s.post_id) COLLATE "C", s.place, s.id`,
    // The row is always dumped, since figures depend on it; the file follows once it is no longer
    // recent.
    young: `CASE WHEN s.payout_id IS NOT NULL THEN ${IS_RECENT_PAYOUT_SQL}
      WHEN s.incident_id IS NOT NULL THEN ${IS_RECENT_INCIDENT}
      ELSE ${isRecentByTimestampSql('GREATEST(p.posted_at, p.edited_at)')} END`,
    columns: {
      key: changingColumn('text', 's.key'),
      payout: changingColumn('text', 's.payout_id'),
      incident: changingColumn('text', 's.incident_id'),
      post: changingColumn('text', 's.post_id'),
      place: changingColumn('int', 's.place'),
      width: changingColumn('int', 's.width'),
      height: changingColumn('int', 's.height'),
      thumbnailWidth: changingColumn('int', 's.thumbnail_width'),
      thumbnailHeight: changingColumn('int', 's.thumbnail_height'),
      covered: changingColumn('boolean', IS_COVERED),
    },
    unchecked: uncheckedColumns({ picture: ['place', 'covered'] }),
    restore: [
      {
        table: 'screenshot',
        columns: {
          id: `substr(md5(r.key || COALESCE(r.payout, r.incident, r.post)), 1, 12)`,

          // An older dump has no such column, but its rows are in order.
          place: 'COALESCE(r.place, (row_number() OVER ())::int)',
          covered_until: `CASE WHEN r.covered THEN now() + interval '48 hours' END`,
          was_covered: 'r.covered',
        },
      },
    ],
  },
];

const TABLES: TableDeclarations = {
  proof_voice: {
    columns: { member_id: 'private', sentence: 'private', frozen_voice: 'private' },
    own: {
      by: 'member',
      fields: { sentence: 't.sentence' },
      order: 't.created_on, t.id',
    },
  },
  proof_check: { columns: { match_payout_id: 'private', similarity: 'private' } },
  check_opinion: {
    columns: { member_id: 'private', sentence: 'private' },
    own: {
      by: 'member',
      fields: { sentence: 't.sentence' },
      order: 't.created_on, t.id',
    },
  },
  finding_suspect: {
    own: {
      by: 'author',
      joins: 'JOIN finding f ON f.id = t.finding_id',
      fields: {
        finding: 'f.id',
        platform: AUTHOR_PLATFORM_SLUG_SQL,
        kind: 'f.kind',
        direction: 'f.direction',
        weighsNothing: 'f.ended_on IS NULL AND f.lifted_on IS NULL',
      },
      order: 'f.found_on, f.id',
    },
  },
  screenshot: {
    columns: {
      source_pixels: 'private',
      shown_pixels: 'private',
      dhash: 'private',
      layout: 'private',
      compare_order: 'private',
    },
  },
};

export const PROOF_TABLES: DomainDeclaration = { entries: ENTRIES, tables: TABLES };
