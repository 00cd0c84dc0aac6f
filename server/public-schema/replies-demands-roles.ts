import { isRemovedSql } from '#server/database/predicates/content-visibility.ts';
import {
  isRecentByTimestampSql,
  utcDaySql,
  addedColumn,
  fixedColumn,
  changingColumn,
  codeColumn,
  withdrawableValue,
  type PublicTable,
} from './public-table.ts';
import { PAGE_OF_CONTENT_SQL } from './flaggable-content.ts';
import { uncheckedColumns } from './unchecked-reasons.ts';
import type { DomainDeclaration, TableDeclarations } from './table-declaration.ts';

/**
 * SQL: the number of dispute `q` among those of its platform and day: the order is public, the hour
 * is not.
 */
const NTH_DISPUTE = `(SELECT count(*)::int FROM domain_dispute o
  WHERE o.about LIKE 'fact/%' AND o.case_id IS NULL
    AND o.platform_id IS NOT DISTINCT FROM q.platform_id
    AND ${utcDaySql('o.received_at')} = ${utcDaySql('q.received_at')}
    AND (o.received_at < q.received_at
      OR o.received_at = q.received_at AND o.id COLLATE "C" >= q.id COLLATE "C"))`;

/** Public tables of replies, domain proofs, and the registers of demands and roles. */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'replies',
    subject: 'reply',
    id: 'q.id',
    from: `reply q`,
    where: `q.state = 'published'`,
    order: 'q.id COLLATE "C"',
    young: isRecentByTimestampSql(`q.decided_on::timestamp AT TIME ZONE 'UTC'`),
    columns: {
      id: fixedColumn('text', 'q.id'),
      platform: fixedColumn('text', 'q.platform_id'),
      about: fixedColumn('text', 'q.subject'),
      signedAs: fixedColumn('text', 'q.signed_as'),
      domain: fixedColumn('text', 'q.domain'),
      receivedOn: fixedColumn('date', 'q.received_on'),
      publishedOn: fixedColumn('date', 'q.decided_on'),
      text: {
        ...withdrawableValue('text', `CASE WHEN NOT ${isRemovedSql('q')} THEN q.text END`),
        column: 'text',
      },
      facts: addedColumn(
        withdrawableValue('json', `CASE WHEN NOT ${isRemovedSql('q')} THEN q.facts END`),
      ),
      client: addedColumn(fixedColumn('text', 'q.client_id')),
      offerFor: addedColumn(fixedColumn('text', 'q.offer_for')),
      hiddenBy: changingColumn('text', 'q.hidden_by'),
    },
    flaggable: {
      table: 'reply',
      there: `t.state = 'published'`,
      by: null,
      platform: 't.platform_id',
      about: 't.client_id',
      moves: false,
      shows: {
        text: 't.text',
        signedAs: 't.signed_as',
        place: `CASE WHEN t.client_id IS NOT NULL THEN ${PAGE_OF_CONTENT_SQL.client}
          WHEN t.subject LIKE 'review/%' THEN ${PAGE_OF_CONTENT_SQL.platformReviews}
          ELSE ${PAGE_OF_CONTENT_SQL.platformAbout} END`,
      },
    },
    takenBack: 'deleted',
    restore: [
      {
        table: 'reply',
        columns: {
          text: `COALESCE(r.text, '…')`,
          facts: 'r.facts::jsonb',
          sender: `''`,
          state: `'published'`,
        },
      },
    ],
  },
  {
    name: 'domain-proofs',
    subject: 'domain',
    id: 'q.id',
    from: 'domain_proof q',
    where: 'q.proven_on IS NOT NULL',
    order: 'q.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 'q.id'),
      platform: fixedColumn('text', 'q.platform_id'),
      client: addedColumn(fixedColumn('text', 'q.client_id')),
      domain: fixedColumn('text', 'q.domain'),
      askedOn: addedColumn(fixedColumn('date', 'q.asked_on')),
      method: addedColumn(fixedColumn('text', 'q.method')),
      provenOn: addedColumn(fixedColumn('date', 'q.proven_on')),
    },
    restore: [
      {
        table: 'domain_proof',
        columns: {
          // No code or secret has these hashes, so on a restored site the domain's owner proves
          // control again.
          code_hash: `''`,
          secret_hash: `'brought ' || r.id`,
        },
      },
    ],
  },
  {
    name: 'fact-disputes',
    subject: 'domain-dispute',
    id: 'q.id',
    from: `domain_dispute q`,
    where: `q.about LIKE 'fact/%' AND q.case_id IS NULL`,
    order: 'q.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 'q.id'),
      platform: fixedColumn('text', 'q.platform_id'),
      client: addedColumn(fixedColumn('text', 'q.client_id')),
      domain: fixedColumn('text', 'q.domain'),
      about: fixedColumn('text', 'q.about'),
      receivedOn: fixedColumn('date', utcDaySql('q.received_at')),
      nth: addedColumn(fixedColumn('int', NTH_DISPUTE)),
      answerBy: fixedColumn('date', utcDaySql('q.due_at')),
      answeredOn: fixedColumn('date', 'q.answered_on'),
      reasons: fixedColumn('text', 'CASE WHEN q.answered_on IS NOT NULL THEN q.reasons END'),
      outcome: fixedColumn('text', 'q.outcome'),
      answer: fixedColumn('text', 'q.answer'),
    },
    restore: [
      {
        table: 'domain_dispute',
        columns: {
          reasons: `COALESCE(r.reasons, '…')`,
          received_at: `r."receivedOn"::timestamp AT TIME ZONE 'UTC' + r.nth * interval '1 second'`,
          due_at: `r."answerBy"::timestamp AT TIME ZONE 'UTC'`,
        },
      },
    ],
  },
  {
    name: 'legal-demands',
    subject: 'legal-demand',
    id: 'l.id',
    from: 'legal_demand l',
    order: 'l.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 'l.id'),
      sender: fixedColumn('text', 'l.sender'),
      receivedOn: fixedColumn('date', 'l.received_on'),
      asks: fixedColumn('text', 'l.asks'),
      what: fixedColumn('text', 'CASE WHEN NOT l.withheld THEN l.what END'),
      outcome: fixedColumn('text', 'l.outcome'),
      answer: fixedColumn('text', 'CASE WHEN NOT l.withheld THEN l.answer END'),
      answeredOn: fixedColumn('date', 'l.answered_on'),
      withheld: fixedColumn('boolean', 'l.withheld'),
    },
    takenBack: [
      `UPDATE legal_demand SET withheld = true, what = NULL, answer = NULL
        WHERE NOT withheld AND id IN (:ids)`,
    ],
    restore: [
      {
        table: 'legal_demand',
        columns: { what: 'r.what', answer: 'r.answer' },
      },
    ],
  },
  {
    name: 'roles',
    subject: 'role',
    stated: 'found',
    id: 'g.id',
    from: `role_grant g`,
    where: `g.handle <> ''`,
    order: 'g.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 'g.id'),
      role: codeColumn('g.role'),
      handle: codeColumn('g.handle'),
      grantedOn: fixedColumn('date', 'g.granted_on'),
      endsOn: fixedColumn('date', 'g.ends_on'),
      endedOn: fixedColumn('date', 'g.ended_on'),
    },
    takenBack: 'deleted',
    restore: [{ table: 'role_grant' }],
  },
  {
    name: 'established-turns',
    subject: null,
    id: 't.day',
    from: 'established_turn t',
    order: 't.day',
    columns: {
      day: changingColumn('date', 't.day'),
      established: changingColumn('int', 't.established'),
    },
    unchecked: uncheckedColumns({ account: ['day', 'established'] }),
    restore: [{ table: 'established_turn' }],
  },
];

const TABLES: TableDeclarations = {
  reply: { columns: { rule: 'private', reason: 'private' } },
  domain_dispute: { columns: { case_id: 'private' } },
  role_grant: {
    columns: { member_id: 'private' },
    own: { by: 'member', order: 't.granted_on, t.id' },
  },
};

export const REPLY_DEMAND_AND_ROLE_TABLES: DomainDeclaration = { entries: ENTRIES, tables: TABLES };
