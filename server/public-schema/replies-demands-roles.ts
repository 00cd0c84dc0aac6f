import { isRemoved } from '#server/database/predicates/content-visibility.ts';
import {
  youngByMoment,
  dayOfMoment,
  fixed,
  moving,
  movingCode,
  words,
  type Entry,
} from './public-table.ts';
import { PLACE } from './flaggable-content.ts';
import type { Domain, Tables } from './table-declaration.ts';

/** SQL: the order of several within a day is public, the hour is not. */
const NTH_DISPUTE = `row_number() OVER (PARTITION BY q.platform_id, ${dayOfMoment('q.received_at')}
  ORDER BY q.received_at, q.id COLLATE "C" DESC)`;

/** Replies, domain proofs, and the registers of demands and roles. */
const ENTRIES: readonly Entry[] = [
  {
    name: 'replies',
    subject: 'reply',
    id: 'q.id',
    from: `reply q`,
    where: `q.state = 'published'`,
    order: 'q.id COLLATE "C"',
    young: youngByMoment(`q.decided_on::timestamp AT TIME ZONE 'UTC'`),
    columns: {
      id: fixed('text', 'q.id'),
      platform: fixed('text', 'q.platform_id'),
      about: fixed('text', 'q.subject'),
      signedAs: fixed('text', 'q.signed_as'),
      domain: fixed('text', 'q.domain'),
      receivedOn: fixed('date', 'q.received_on'),
      publishedOn: fixed('date', 'q.decided_on'),
      text: { ...words('text', `CASE WHEN NOT ${isRemoved('q')} THEN q.text END`), column: 'text' },
      facts: {
        ...words('json', 'CASE WHEN q.hidden_by IS NULL THEN q.facts END'),
        committed: false,
      },
      client: moving('text', 'q.client_id'),
      offerFor: moving('text', 'q.offer_for'),
      hiddenBy: moving('text', 'q.hidden_by'),
    },
    judged: {
      table: 'reply',
      there: `t.state = 'published'`,
      by: null,
      platform: 't.platform_id',
      about: 't.client_id',
      moves: false,
      shows: {
        text: 't.text',
        signedAs: 't.signed_as',
        place: `CASE WHEN t.client_id IS NULL THEN ${PLACE.platform} ELSE ${PLACE.client} END`,
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
      id: fixed('text', 'q.id'),
      platform: fixed('text', 'q.platform_id'),
      client: moving('text', 'q.client_id'),
      domain: fixed('text', 'q.domain'),
      askedOn: moving('date', 'q.asked_on'),
      method: moving('text', 'q.method'),
      provenOn: moving('date', 'q.proven_on'),
    },
    restore: [
      {
        table: 'domain_proof',
        columns: {
          // No code or secret opens it here: the domain's owner proves control again.
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
      id: fixed('text', 'q.id'),
      platform: fixed('text', 'q.platform_id'),
      client: moving('text', 'q.client_id'),
      domain: fixed('text', 'q.domain'),
      about: fixed('text', 'q.about'),
      receivedOn: fixed('date', dayOfMoment('q.received_at')),
      nth: moving('int', NTH_DISPUTE),
      answerBy: fixed('date', dayOfMoment('q.due_at')),
      answeredOn: fixed('date', 'q.answered_on'),
      reasons: fixed('text', 'CASE WHEN q.answered_on IS NOT NULL THEN q.reasons END'),
      outcome: fixed('text', 'q.outcome'),
      answer: fixed('text', 'q.answer'),
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
      id: fixed('text', 'l.id'),
      sender: fixed('text', 'l.sender'),
      receivedOn: fixed('date', 'l.received_on'),
      asks: fixed('text', 'l.asks'),
      what: fixed('text', 'CASE WHEN NOT l.withheld THEN l.what END'),
      outcome: fixed('text', 'l.outcome'),
      answer: fixed('text', 'CASE WHEN NOT l.withheld THEN l.answer END'),
      answeredOn: fixed('date', 'l.answered_on'),
      withheld: fixed('boolean', 'l.withheld'),
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
    subject: null,
    id: 'g.id',
    from: `role_grant g`,
    where: `g.handle <> ''`,
    order: 'g.id COLLATE "C"',
    columns: {
      id: moving('text', 'g.id'),
      role: movingCode('g.role'),
      handle: movingCode('g.handle'),
      grantedOn: moving('date', 'g.granted_on'),
      endsOn: moving('date', 'g.ends_on'),
      endedOn: moving('date', 'g.ended_on'),
    },
    restore: [
      {
        table: 'role_grant',
      },
    ],
  },
  {
    name: 'established-turns',
    subject: null,
    id: 't.day',
    from: 'established_turn t',
    order: 't.day',
    columns: {
      day: moving('date', 't.day'),
      established: moving('int', 't.established'),
    },
    restore: [{ table: 'established_turn' }],
  },
];

const TABLES: Tables = {
  reply: { columns: { rule: 'private', reason: 'private' } },
  domain_dispute: { columns: { case_id: 'private' } },
  role_grant: {
    columns: { member_id: 'private' },
    own: { as: 'roles', by: 'member', order: 't.granted_on, t.id' },
  },
};

export const REGISTERS: Domain = { entries: ENTRIES, tables: TABLES };
