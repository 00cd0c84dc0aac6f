import { base64Sql } from '#server/database/db.ts';
import { isRemovedSql } from '#server/database/predicates/content-visibility.ts';
import { pseudonymSql, restoredMemberIdSql } from './members-and-authors.ts';
import {
  isRecentByTimestampSql,
  RECENT_DAYS,
  secondSql,
  addedColumn,
  authorColumn,
  fixedColumn,
  changingColumn,
  changingCodeColumn,
  codeColumn,
  requiredText,
  withTexts,
  withdrawableValue,
  type PublicColumn,
  type PublicTable,
} from './public-table.ts';
import { PAGE_OF_CONTENT_SQL } from './flaggable-content.ts';
import { uncheckedColumns } from './unchecked-reasons.ts';
import type { DomainDeclaration, TableDeclarations } from './table-declaration.ts';

/** Declares a text column of boycott `b` or of its version `v`; null once removed or withdrawn. */
function text(row: 'b' | 'v', column: string): PublicColumn {
  const readable = `CASE WHEN b.title <> '' AND NOT ${isRemovedSql('b')} THEN ${row}.${column} END`;
  return { ...withdrawableValue('text', readable), column };
}
const words = (row: 'b' | 'v', column: string): PublicColumn => ({
  ...text(row, column),
  required: true,
});

/**
 * SQL: whether the proposer of boycott `b` wrote or edited it recently; the last edit keeps all its
 * texts back.
 */
const YOUNG = `GREATEST((b.proposed_at AT TIME ZONE 'UTC')::date, (SELECT max(e.day)
    FROM record_entry e WHERE e.subject = 'boycott/' || b.id AND e.kind IN ('boycott-changed',
      'boycott-outcome-said', 'boycott-looked-back'))) + ${RECENT_DAYS} > :today::date`;

/** SQL: all signing keys of boycott `b`; those of organisers have the organiser's number. */
const KEYS = `COALESCE((SELECT jsonb_agg(jsonb_build_object('rank', k.rank,
    'publicKey', ${base64Sql('k.public_key')}) || CASE WHEN k.organiser = 0 THEN '{}'::jsonb
      ELSE jsonb_build_object('organiser', k.organiser) END ORDER BY k.rank, k.organiser)
  FROM boycott_key k WHERE k.boycott_id = b.id), '[]')`;

/** Boycotts with their signing keys, and their earlier versions. */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'boycotts',
    subject: 'boycott',
    id: 'b.id',
    from: 'boycott b',
    order: 'b.id COLLATE "C"',
    young: YOUNG,
    columns: {
      id: fixedColumn('text', 'b.id'),
      platform: fixedColumn('text', 'b.platform_id'),
      target: codeColumn('b.target'),
      pace: codeColumn('b.pace'),
      state: codeColumn('b.state'),
      title: words('b', 'title'),
      grievance: words('b', 'grievance'),
      demands: words('b', 'demands'),
      partaking: words('b', 'partaking'),
      endsWhen: words('b', 'ends_when'),
      evidence: { ...text('b', 'cards'), type: 'json' },
      threshold: fixedColumn('int', 'b.threshold'),
      debateHours: fixedColumn('int', 'b.debate_hours'),
      pledgeHours: fixedColumn('int', 'b.pledge_hours'),
      onDays: fixedColumn('int', 'b.on_days'),
      proposedAt: fixedColumn('text', secondSql('b.proposed_at')),
      stepEndsAt: fixedColumn('text', secondSql('b.step_ends_at')),
      pledgingFrom: fixedColumn('text', secondSql('b.pledging_from')),
      eligible: fixedColumn('int', 'b.eligible'),
      eligibleNew: fixedColumn('int', 'b.eligible_new'),
      keys: fixedColumn('json', KEYS),
      reached: fixedColumn('boolean', 'b.reached'),
      pledged: fixedColumn('int', 'b.pledged'),
      pledgedNew: fixedColumn('int', 'b.pledged_new'),
      pledgesHash: codeColumn('b.pledges_hash'),
      onFrom: fixedColumn('text', secondSql('b.on_from')),
      failure: codeColumn('b.failure'),
      outcome: codeColumn('b.outcome'),
      outcomeText: text('b', 'outcome_text'),
      endedOn: fixedColumn('date', 'b.ended_on'),
      lookBack: text('b', 'look_back'),
      by: authorColumn(pseudonymSql('b.member_id')),
      client: addedColumn(fixedColumn('text', 'b.client_id')),
      task: addedColumn(fixedColumn('text', 'b.task_id')),
      hiddenBy: changingColumn('text', 'b.hidden_by'),
    },
    flaggable: {
      table: 'boycott',
      there: `t.title <> ''`,
      by: 'member',
      platform: 't.platform_id',
      moves: false,
      shows: {
        text: `concat_ws(E'\\n\\n', t.title, t.grievance, t.demands, t.partaking, t.ends_when,
          t.outcome_text, t.look_back)`,
        place: PAGE_OF_CONTENT_SQL.alone('boycott'),
      },
    },
    // Only the texts are erased: steps and figures stay, as on the original site.
    takenBack: [
      'DELETE FROM boycott_version WHERE boycott_id IN (:ids)',
      'DELETE FROM boycott_translation WHERE boycott_id IN (:ids)',
      'DELETE FROM organiser_contact WHERE boycott_id IN (:ids)',
      `UPDATE boycott SET title = '', grievance = '', demands = '', partaking = '', ends_when = '',
              cards = '[]', outcome_text = NULL, look_back = NULL, member_id = NULL
        WHERE title <> '' AND id IN (:ids)`,
    ],
    restore: [
      {
        table: 'boycott',
        columns: {
          member_id: restoredMemberIdSql('r.by'),
          cards: `COALESCE(r.evidence::jsonb, '[]')`,
        },
      },
      {
        table: 'boycott_key',
        unfold: `json_to_recordset(r.keys) AS k(rank text, organiser int, "publicKey" text)`,
        // Public keys only: nobody can sign here, since pledging happens on the site that issued them.
        columns: {
          boycott_id: 'r.id',
          rank: 'k.rank',
          organiser: 'COALESCE(k.organiser, 0)',
          public_key: `decode(k."publicKey", 'base64')`,
        },
      },
    ],
  },
  {
    // Recorded once, before the first pledge, so that anybody can see that they never change.
    name: 'boycott-keys',
    subject: 'boycott-keys',
    id: 'b.id',
    from: 'boycott b',
    where: `b.pledging_from IS NOT NULL
      AND EXISTS (SELECT 1 FROM boycott_key k WHERE k.boycott_id = b.id)`,
    order: 'b.id COLLATE "C"',
    columns: { id: fixedColumn('text', 'b.id'), keys: fixedColumn('json', KEYS) },
    // Keys are restored with their boycotts.
    restore: [],
  },
  {
    name: 'boycott-versions',
    subject: 'boycott-version',
    stated: 'found',
    id: `v.boycott_id || '-' || v.number`,
    from: 'boycott_version v JOIN boycott b ON b.id = v.boycott_id',
    where: `b.title <> '' AND NOT ${isRemovedSql('b')}`,
    order: 'v.boycott_id COLLATE "C", v.number',
    young: isRecentByTimestampSql('v.replaced_at'),
    columns: {
      boycott: fixedColumn('text', 'v.boycott_id'),
      number: fixedColumn('int', 'v.number'),
      title: words('v', 'title'),
      grievance: words('v', 'grievance'),
      demands: words('v', 'demands'),
      partaking: words('v', 'partaking'),
      endsWhen: words('v', 'ends_when'),
      evidence: { ...text('v', 'cards'), type: 'json' },
      threshold: fixedColumn('int', 'v.threshold'),
      replacedAt: fixedColumn('text', secondSql('v.replaced_at')),
    },
    unflaggable: { with: 'boycotts' },
    restore: [
      {
        table: 'boycott_version',
        columns: {
          cards: `COALESCE(r.evidence::jsonb, '[]')`,
        },
      },
    ],
  },
  {
    name: 'boycott-organisers',
    subject: 'organiser',
    stated: 'found',
    id: `r.boycott_id || '-' || r.number`,
    from: 'boycott_organiser r',
    // Organisers without a key are not public.
    where: `EXISTS (SELECT 1 FROM boycott_key k
      WHERE k.boycott_id = r.boycott_id AND k.organiser = r.number)`,
    order: 'r.boycott_id COLLATE "C", r.number',
    columns: {
      boycott: fixedColumn('text', 'r.boycott_id'),
      number: fixedColumn('int', 'r.number'),
      by: authorColumn(pseudonymSql('r.member_id')),
      signedOn: fixedColumn('date', 'r.signed_on'),
      refusedOn: fixedColumn('date', 'r.refused_on'),
    },
    restore: [
      {
        table: 'boycott_organiser',
        columns: {
          member_id: restoredMemberIdSql('r.by'),
        },
      },
    ],
  },
  {
    name: 'solidarity-funds',
    subject: 'fund',
    id: 'f.id',
    from: 'solidarity_fund f',
    order: 'f.id COLLATE "C"',
    young: `f.checked_on + ${RECENT_DAYS} > :today::date`,
    columns: {
      id: fixedColumn('text', 'f.id'),
      boycott: fixedColumn('text', 'f.boycott_id'),
      name: requiredText('f', 'name'),
      address: requiredText('f', 'address'),
      checkedBy: withTexts(fixedColumn('json', 'f.checked_by'), { checked_by: 'code' }),
      checkedOn: fixedColumn('date', 'f.checked_on'),
      takenOffOn: changingColumn('date', 'f.taken_off_on'),
      takenOffReason: {
        ...changingColumn('text', 'f.taken_off_reason'),
        stays: { why: 'why a moderator took it off' },
      },
      takenOffBy: changingCodeColumn('f.taken_off_by'),
      hiddenBy: changingColumn('text', 'f.hidden_by'),
    },
    flaggable: {
      table: 'solidarity_fund',
      joins: 'JOIN boycott h ON h.id = t.boycott_id',
      by: 'member',
      platform: 'h.platform_id',
      moves: false,
      shows: { text: 't.name', source: 't.address', place: PAGE_OF_CONTENT_SQL.boycott },
    },
    unchecked: uncheckedColumns({ unrecorded: ['takenOffOn', 'takenOffReason', 'takenOffBy'] }),
    takenBack: 'deleted',
    restore: [{ table: 'solidarity_fund' }],
  },
];

const TABLES: TableDeclarations = {
  solidarity_fund: {
    columns: { member_id: 'private' },
    own: { by: 'member', order: 't.checked_on, t.id' },
  },
  boycott: { columns: { reminded_of: 'private' }, own: { at: 'boycotts.proposed' } },
  boycott_key: { columns: { private_key: 'private' } },
  boycott_organiser: { columns: { reminded_on: 'private' }, own: { at: 'boycotts.organised' } },
  boycott_second: { withheld: { private: 'which calls a member seconded, by an alias of hers' } },
  boycott_token_holder: {
    withheld: { private: 'that a member was given a signature, never what she signed with it' },
  },
  boycott_phase_key: { withheld: { private: 'where the keys of aliases are' } },
  boycott_seconder: {
    withheld: { private: 'which calls she seconded, until moved to boycott_second' },
    own: { nowhere: 'moved to boycott_second at the start' },
  },
  boycott_token: {
    withheld: { private: 'that she was given a signature, until moved to boycott_token_holder' },
    own: { nowhere: 'moved to boycott_token_holder at the start' },
  },
  boycott_cosignature: { withheld: { private: 'half-made signatures of organisers' } },
  private_evidence: {
    withheld: { private: 'sealed: shown to checkers alone, then destroyed' },
    own: { at: 'privateEvidence' },
  },
  private_evidence_voice: {
    withheld: { private: 'what checkers answered' },
    own: { at: 'privateVoices' },
  },
  private_evidence_checker: {
    withheld: { private: 'who was drawn to check' },
    own: { at: 'privateDraws' },
  },
  works_there: { withheld: { private: 'where she works' }, own: { at: 'worksThere' } },
};

export const BOYCOTT_TABLES: DomainDeclaration = { entries: ENTRIES, tables: TABLES };
