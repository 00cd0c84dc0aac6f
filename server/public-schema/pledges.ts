import { base64Of } from '#server/database/db.ts';
import { second, fixed, moving, type Entry } from './public-table.ts';
import type { Domain } from './table-declaration.ts';

/** Pledges and acts are public once a boycott is on. */
const PUBLISHED = `EXISTS (SELECT 1 FROM boycott b
  WHERE b.id = g.boycott_id AND b.state IN ('on', 'ended'))`;

/** Votes are public once their ballot has closed. */
const COUNTED = `NOT EXISTS (SELECT 1 FROM boycott_ballot l WHERE l.boycott_id = g.boycott_id
  AND l.counts IS NULL AND g.purpose = 'ballot:' || l.id)`;

/** Ballots of boycotts; once these are on, also their pledges and acts. */
const ENTRIES: readonly Entry[] = [
  {
    name: 'boycott-ballots',
    subject: 'ballot',
    id: 'l.id',
    from: 'boycott_ballot l',
    order: 'l.id COLLATE "C"',
    columns: {
      id: fixed('text', 'l.id'),
      boycott: fixed('text', 'l.boycott_id'),
      kind: fixed('text', 'l.kind'),
      openedAt: fixed('text', second('l.opened_at')),
      closesAt: fixed('text', second('l.closes_at')),
      counts: fixed('json', 'l.counts'),
      result: fixed('text', 'l.result'),
      // Disappears with the reply.
      reply: moving('text', 'l.reply_id'),
    },
    restore: [
      {
        table: 'boycott_ballot',
        columns: {
          opened_at: 'r."openedAt"::timestamptz',
          closes_at: 'r."closesAt"::timestamptz',
        },
      },
    ],
  },
  {
    name: 'boycott-pledges',
    subject: null,
    id: base64Of('g.key'),
    from: 'boycott_pledge g',
    where: PUBLISHED,
    order: 'g.boycott_id COLLATE "C", g.key',
    columns: {
      boycott: fixed('text', 'g.boycott_id'),
      rank: fixed('text', 'g.rank'),
      key: fixed('text', base64Of('g.key')),
      prefix: fixed('text', base64Of('g.prefix')),
      signature: fixed('text', base64Of('g.signature')),
    },
    restore: [
      {
        table: 'boycott_pledge',
        columns: {
          key: `decode(r.key, 'base64')`,
          prefix: `decode(r.prefix, 'base64')`,
          signature: `decode(r.signature, 'base64')`,
        },
      },
    ],
  },
  {
    name: 'boycott-acts',
    subject: null,
    id: base64Of('g.key'),
    from: 'boycott_act g',
    where: `${PUBLISHED} AND ${COUNTED}`,
    order: 'g.boycott_id COLLATE "C", g.key, g.purpose COLLATE "C", g.counter',
    columns: {
      boycott: fixed('text', 'g.boycott_id'),
      key: fixed('text', base64Of('g.key')),
      purpose: fixed('text', 'g.purpose'),
      counter: fixed('int', 'g.counter'),
      value: fixed('text', 'g.value'),
      signature: fixed('text', base64Of('g.signature')),
    },
    restore: [
      {
        table: 'boycott_act',
        columns: {
          key: `decode(r.key, 'base64')`,
          signature: `decode(r.signature, 'base64')`,
        },
      },
    ],
  },
];

export const PLEDGES: Domain = { entries: ENTRIES };
