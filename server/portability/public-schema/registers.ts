import { isRemoved } from '#server/database/visible.ts';
import { dayOfMoment, fixed, moving, same, words, youngByMoment, type Entry } from './entry.ts';

/** SQL: the order of several within a day is public, the hour is not. */
const NTH_DISPUTE = `row_number() OVER (PARTITION BY q.platform_id, ${dayOfMoment('q.received_at')}
  ORDER BY q.received_at, q.id COLLATE "C" DESC)`;

/** Replies, domain proofs, and the registers of demands and roles. */
export const REGISTER_ENTRIES: readonly Entry[] = [
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
      text: words('text', `CASE WHEN NOT ${isRemoved('q')} THEN q.text END`),
      facts: {
        ...words('json', 'CASE WHEN q.hidden_by IS NULL THEN q.facts END'),
        committed: false,
      },
      client: moving('text', 'q.client_id'),
      offerFor: moving('text', 'q.offer_for'),
      hiddenBy: moving('text', 'q.hidden_by'),
    },
    restore: [
      {
        table: 'reply',
        columns: {
          ...same(['id', 'signedAs', 'domain', 'receivedOn', 'hiddenBy']),
          platform_id: 'r.platform',
          client_id: 'r.client',
          subject: 'r.about',
          offer_for: 'r."offerFor"',
          text: `COALESCE(r.text, '…')`,
          facts: 'r.facts::jsonb',
          sender: `''`,
          state: `'published'`,
          decided_on: 'r."publishedOn"',
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
          ...same(['id', 'domain', 'askedOn', 'method', 'provenOn']),
          platform_id: 'r.platform',
          client_id: 'r.client',
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
          ...same(['id', 'domain', 'about', 'answeredOn', 'outcome', 'answer']),
          platform_id: 'r.platform',
          client_id: 'r.client',
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
    restore: [
      {
        table: 'legal_demand',
        columns: same([
          'id',
          'sender',
          'receivedOn',
          'asks',
          'what',
          'outcome',
          'answer',
          'answeredOn',
          'withheld',
        ]),
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
      role: moving('text', 'g.role'),
      handle: moving('text', 'g.handle'),
      grantedOn: moving('date', 'g.granted_on'),
      endsOn: moving('date', 'g.ends_on'),
      endedOn: moving('date', 'g.ended_on'),
    },
    restore: [
      {
        table: 'role_grant',
        columns: same(['id', 'role', 'handle', 'grantedOn', 'endsOn', 'endedOn']),
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
    restore: [{ table: 'established_turn', columns: same(['day', 'established']) }],
  },
];
