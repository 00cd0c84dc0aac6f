import { base64Sql } from '#server/database/db.ts';
import { secondSql, addedColumn, fixedColumn, type PublicTable } from './public-table.ts';
import { uncheckedColumns } from './unchecked-reasons.ts';
import type { DomainDeclaration } from './table-declaration.ts';

/** SQL: whether boycott of row `g` is on or ended, which makes its pledges and acts public. */
const PUBLISHED = `EXISTS (SELECT 1 FROM boycott b
  WHERE b.id = g.boycott_id AND b.state IN ('on', 'ended'))`;

/**
 * SQL: whether act `g` is no vote in an open ballot; votes are public once the ballot has closed.
 */
const COUNTED = `NOT EXISTS (SELECT 1 FROM boycott_ballot l WHERE l.boycott_id = g.boycott_id
  AND l.counts IS NULL AND g.purpose = 'ballot:' || l.id)`;

const ACTS_OF_BOYCOTT = `FROM boycott_act g WHERE g.boycott_id = b.id AND ${COUNTED}`;

/**
 * SQL: SHA-256, in hex, of the acts of boycott `b` in the order of the dump: a line each of key,
 * purpose, counter, value and signature.
 */
const HASH_OF_ACTS = `encode(sha256(convert_to(COALESCE((SELECT string_agg(concat_ws(' ',
    ${base64Sql('g.key')}, g.purpose, g.counter, g.value, ${base64Sql('g.signature')}) || E'\\n', ''
    ORDER BY g.key, g.purpose COLLATE "C", g.counter) ${ACTS_OF_BOYCOTT}), ''), 'UTF8')), 'hex')`;

/** Public tables of ballots and, once their boycott is on, of pledges and acts. */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'boycott-ballots',
    subject: 'ballot',
    id: 'l.id',
    from: 'boycott_ballot l',
    order: 'l.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 'l.id'),
      boycott: fixedColumn('text', 'l.boycott_id'),
      kind: fixedColumn('text', 'l.kind'),
      openedAt: fixedColumn('text', secondSql('l.opened_at')),
      closesAt: fixedColumn('text', secondSql('l.closes_at')),
      counts: fixedColumn('json', 'l.counts'),
      result: fixedColumn('text', 'l.result'),
      // The id disappears with the reply, which is recorded.
      reply: addedColumn(fixedColumn('text', 'l.reply_id')),
    },
    restore: [{ table: 'boycott_ballot' }],
  },
  {
    name: 'boycott-pledges',
    subject: null,
    id: base64Sql('g.key'),
    from: 'boycott_pledge g',
    where: PUBLISHED,
    order: 'g.boycott_id COLLATE "C", g.key',
    columns: {
      boycott: fixedColumn('text', 'g.boycott_id'),
      rank: fixedColumn('text', 'g.rank'),
      key: fixedColumn('text', base64Sql('g.key')),
      prefix: fixedColumn('text', base64Sql('g.prefix')),
      signature: fixedColumn('text', base64Sql('g.signature')),
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
    id: base64Sql('g.key'),
    from: 'boycott_act g',
    where: `${PUBLISHED} AND ${COUNTED}`,
    order: 'g.boycott_id COLLATE "C", g.key, g.purpose COLLATE "C", g.counter',
    columns: {
      boycott: fixedColumn('text', 'g.boycott_id'),
      key: fixedColumn('text', base64Sql('g.key')),
      purpose: fixedColumn('text', 'g.purpose'),
      counter: fixedColumn('int', 'g.counter'),
      value: fixedColumn('text', 'g.value'),
      signature: fixedColumn('text', base64Sql('g.signature')),
    },
    unchecked: uncheckedColumns({ pledges: ['rows'] }),
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
  {
    // Stated once a boycott has ended, so that no act is left out or added.
    name: 'boycott-act-hashes',
    subject: 'boycott-acts',
    stated: 'found',
    id: 'b.id',
    from: 'boycott b',
    where: `b.state = 'ended'`,
    order: 'b.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 'b.id'),
      acts: fixedColumn('int', `(SELECT count(*)::int ${ACTS_OF_BOYCOTT})`),
      hash: fixedColumn('text', HASH_OF_ACTS),
    },
    // Not restored: it is computed from the acts.
    restore: [],
  },
];

export const PLEDGE_TABLES: DomainDeclaration = { entries: ENTRIES };
