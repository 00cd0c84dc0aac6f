import { isDecidedSql } from './moderation.ts';
import { fixedColumn, secondSql, withTexts, type PublicTable } from './public-table.ts';
import type { DomainDeclaration, TableDeclarations } from './table-declaration.ts';

/** SQL: whether jury `u` is public with all that was drawn and voted. */
export const IS_JURY_PUBLIC = `u.state IN ('decided', 'failed') AND ${isDecidedSql('u.case_id')}`;

/** Public tables of juries that have ended: how they were drawn, and what they voted. */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'juries',
    subject: 'jury',
    stated: 'found',
    id: 'u.id',
    from: `jury u`,
    where: IS_JURY_PUBLIC,
    order: 'u.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 'u.id'),
      case: fixedColumn('text', 'u.case_id'),
      appeal: fixedColumn('text', 'u.appeal_id'),
      seats: fixedColumn('int', 'u.seats'),
      state: fixedColumn('text', 'u.state'),
      calledAt: fixedColumn('text', secondSql('u.called_at')),
      drawHour: fixedColumn('text', secondSql('u.draw_hour')),
      siteCommitment: fixedColumn('text', 'u.site_commitment'),
      siteNonce: fixedColumn(
        'text',
        `CASE WHEN u.drawn_at IS NOT NULL THEN u.site_nonce ELSE '' END`,
      ),
      words: withTexts(
        fixedColumn(
          'json',
          `COALESCE((SELECT jsonb_agg(jsonb_build_object('role', n.role, 'commitment', n.commitment,
           'words', CASE WHEN u.drawn_at IS NOT NULL THEN n.words END) ORDER BY n.commitment)
           FROM jury_nonce n WHERE n.jury_id = u.id), '[]')`,
        ),
        {
          role: 'code',
          commitment: 'code',
          words: { why: 'anybody can check the draw with them' },
        },
      ),
      pool: fixedColumn('json', 'u.pool'),
      poolHash: fixedColumn('text', 'u.pool_hash'),
      checkpoint: fixedColumn('text', 'u.checkpoint'),
      checkpointSize: fixedColumn('int', 'u.checkpoint_size'),
      seed: fixedColumn('text', 'u.seed'),
      drawnAt: fixedColumn('text', secondSql('u.drawn_at')),
      endsAt: fixedColumn('text', secondSql('u.ends_at')),
      endedAt: fixedColumn('text', secondSql('u.ended_at')),
      decision: fixedColumn('text', 'u.decision_id'),
      drawn: withTexts(
        fixedColumn(
          'json',
          `COALESCE((SELECT jsonb_agg(jsonb_build_object('place', z.place, 'name', z.drawn,
           'state', z.state) ORDER BY z.place) FROM juror z WHERE z.jury_id = u.id), '[]')`,
        ),
        { drawn: 'code', state: 'code' },
      ),
      // Votes are separate from the drawn names: who voted what stays between her and the jury.
      votes: withTexts(
        fixedColumn(
          'json',
          `CASE WHEN u.state = 'decided' THEN COALESCE((SELECT jsonb_agg(jsonb_build_object(
           'handle', z.handle, 'vote', z.vote, 'rule', z.rule, 'reason', z.reason)
           ORDER BY z.handle COLLATE "C")
           FROM juror z WHERE z.jury_id = u.id AND z.state = 'voted'), '[]') ELSE '[]'::jsonb END`,
        ),
        { handle: 'code', vote: 'code', rule: 'code', reason: { why: 'why a jury decided' } },
      ),
    },
    restore: [
      {
        table: 'jury',
        columns: {
          site_nonce: 'r."siteNonce"',
        },
      },
      {
        table: 'jury_nonce',
        columns: {
          jury_id: 'r.id',
          role: 'w.role',
          commitment: 'w.commitment',
          words: 'w.words',
          given_at: 'r."calledAt"::timestamptz',
        },
        unfold: 'json_to_recordset(r.words) AS w(role text, commitment text, words text)',
      },
      {
        table: 'juror',
        columns: {
          jury_id: 'r.id',
          place: 'z.place',
          drawn: 'z.name',
          state: 'z.state',
          asked_at: 'COALESCE(r."drawnAt", r."calledAt")::timestamptz',
          handle: `COALESCE(z.handle, '')`,
          vote: 'z.vote',
          rule: 'z.rule',
          reason: 'z.reason',
        },
        // Assigns each vote to one of the jurors who voted; which one is not public and does not
        // matter.
        unfold: `LATERAL (SELECT o.place, o.name, o.state, v.handle, v.vote, v.rule, v.reason
          FROM (SELECT x.*, CASE WHEN x.state = 'voted'
                  THEN row_number() OVER (PARTITION BY x.state ORDER BY x.place) END AS nth
                  FROM json_to_recordset(r.drawn) AS x(place int, name text, state text)) o
          LEFT JOIN (SELECT y.*, row_number() OVER (ORDER BY y.handle COLLATE "C") AS nth
                  FROM json_to_recordset(r.votes)
                    AS y(handle text, vote text, rule text, reason text)) v ON v.nth = o.nth) z`,
      },
    ],
  },
];

const TABLES: TableDeclarations = {
  jury_nonce: { columns: { member_id: 'private' }, own: { at: 'moderation.juryWords' } },
  juror: { columns: { member_id: 'private' }, own: { at: 'moderation.juries' } },
  jury_candidate: {
    withheld: { private: 'under which name she could be drawn' },
    own: { at: 'moderation.juryNames' },
  },
};

export const JURY_TABLES: DomainDeclaration = { entries: ENTRIES, tables: TABLES };
