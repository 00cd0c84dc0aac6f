import {
  EVIDENCE_KINDS,
  EVIDENCE_TABLE_BY_KIND,
  type EvidenceKind,
} from '#server/database/predicates/evidence-table-by-kind.ts';
import { isShownSql } from '#server/database/predicates/content-visibility.ts';
import {
  authorColumn,
  fixedColumn,
  changingColumn,
  type PublicTable,
  type RestoreStep,
} from './public-table.ts';
import { uncheckedColumns } from './unchecked-reasons.ts';
import {
  ROW_PLATFORM_SLUG_SQL,
  type DomainDeclaration,
  type TableDeclarations,
} from './table-declaration.ts';

/** Kinds of evidence that are public by author; task reports are public in figures alone. */
type PublicKind = Exclude<EvidenceKind, 'task'>;
const KINDS = EVIDENCE_KINDS.filter((kind): kind is PublicKind => kind !== 'task');

/**
 * SQL over a dumped row: the id of its author on restore, where nothing joins the unsigned rows of
 * one author: each gets an author of its own.
 */
export function unjoinedAuthorIdSql(kind: PublicKind): string {
  return `CASE WHEN r.signed THEN 'signed-' || r.author ELSE '${kind}-' || r.id END`;
}

/**
 * Restores the author of each unsigned row of a kind, to precede the step of the rows, with her voice by
 * SQL over the row.
 */
export function unjoinedAuthorStep(kind: PublicKind, voice = 'NULL'): RestoreStep {
  return {
    table: 'author',
    columns: {
      id: unjoinedAuthorIdSql(kind),
      platform_id: 'r.platform',
      frozen_established: 'r.established',
      frozen_voice: voice,
      brought: 'true',
    },
    where: 'NOT r.signed',
  };
}

/** Restores which authors of unsigned rows of a kind are suspects of findings. */
export function unjoinedSuspectStep(kind: PublicKind): RestoreStep {
  return {
    table: 'finding_suspect',
    columns: { finding_id: 'f.id', author_id: unjoinedAuthorIdSql(kind) },
    unfold: 'finding f',
    where: `r.suspect AND NOT r.signed AND f.platform_id = r.platform AND f.kind <> 'lockstep'
      AND f.ended_on IS NULL AND f.lifted_on IS NULL`,
    later: 'insert',
  };
}

/** SQL over a dumped row: the id that a member with this pseudonym gets on restore. */
export function restoredMemberIdSql(pseudonym: string): string {
  return `md5('member ' || ${pseudonym})`;
}

/** SQL: the pseudonym of a member, by SQL of her id; null without one. */
export function pseudonymSql(memberId: string): string {
  return `(SELECT m.pseudonym FROM member m WHERE m.id = ${memberId})`;
}

/** SQL: whether author `b` has signed evidence that is shown. */
const HAS_SIGNED = KINDS.map(
  (kind) => `EXISTS (SELECT 1 FROM ${EVIDENCE_TABLE_BY_KIND[kind]} x WHERE x.author_id = b.id
    AND x.signed AND ${isShownSql('x')})`,
).join(' OR ');

/** SQL: whether a finding that stands names author `a`. */
const IS_SUSPECT = 'EXISTS (SELECT 1 FROM suspect_author WHERE suspect_author.author_id = a.id)';
// Authors with signed evidence. Unsigned evidence has no public author, so that nothing links it.
const SIGNED = `SELECT b.*, 'signed' AS kind, b.signed_key AS key FROM author_weight b
   WHERE ${HAS_SIGNED}`;

// Publishes a voice only if two authors share it.
const SAME_VOICE = 'PARTITION BY a.platform_id, a.kind, a.voice';
const VOICE_SHOWN = `CASE WHEN NOT a.speaks_alone
  AND count(*) OVER (${SAME_VOICE}) > 1 THEN min(a.key) OVER (${SAME_VOICE}) END`;

/**
 * Public tables of members who write or organise under a pseudonym, and of authors of evidence,
 * which lead to no pseudonym unless signed.
 */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'members',
    subject: null,
    id: 'm.id',
    from: `member m`,
    where: `EXISTS (SELECT 1 FROM forum_post p WHERE p.member_id = m.id)
      OR EXISTS (SELECT 1 FROM forum_thread t WHERE t.member_id = m.id)
      OR EXISTS (SELECT 1 FROM author b WHERE b.member_id = m.id
        AND (${HAS_SIGNED}))
      OR EXISTS (SELECT 1 FROM boycott_organiser o JOIN boycott_key k
        ON k.boycott_id = o.boycott_id AND k.organiser = o.number WHERE o.member_id = m.id)`,
    order: 'm.pseudonym_key COLLATE "C"',
    columns: {
      pseudonym: fixedColumn('text', 'm.pseudonym'),
      pseudonymKey: changingColumn('text', 'm.pseudonym_key'),
      sinceYear: fixedColumn('int', `extract(year FROM m.created_at AT TIME ZONE 'UTC')::int`),
    },
    unchecked: uncheckedColumns({ account: ['pseudonym', 'pseudonymKey', 'sinceYear', 'rows'] }),
    restore: [
      {
        table: 'member',
        columns: {
          id: restoredMemberIdSql('r.pseudonym'),

          created_at: `make_timestamptz(r."sinceYear", 1, 1, 0, 0, 0, 'UTC')`,
          password_hash: '$2',
          lang: `'fr'`,
        },
      },
    ],
  },
  {
    name: 'authors',
    subject: 'author',
    // An author who leaves without signed evidence takes the row along; a check finds any row that
    // still names her key.
    stated: { lost: 'true' },
    id: 'a.key',
    from: `(${SIGNED}) a`,
    order: 'a.kind COLLATE "C", a.key COLLATE "C"',
    columns: {
      kind: fixedColumn('text', 'a.kind'),
      key: fixedColumn('text', 'a.key'),
      platform: fixedColumn('text', 'a.platform_id'),
      by: authorColumn('a.pseudonym'),
      established: changingColumn('boolean', 'a.established'),
      suspect: changingColumn('boolean', IS_SUSPECT),
      voice: changingColumn('text', VOICE_SHOWN),
    },
    unchecked: uncheckedColumns({
      account: ['established', 'suspect', 'voice'],
    }),
    restore: [
      {
        table: 'author',
        columns: {
          id: `r.kind || '-' || r.key`,
          platform_id: 'r.platform',
          member_id: restoredMemberIdSql('r.by'),
          signed_key: 'r.key',
          frozen_established: 'r.established',
          frozen_voice: 'r.voice',
          brought: 'true',
        },
      },
      {
        table: 'finding_suspect',
        columns: { finding_id: 'f.id', author_id: `r.kind || '-' || r.key` },
        unfold: 'finding f',
        where: `r.suspect AND f.platform_id = r.platform AND f.kind <> 'lockstep'
          AND f.ended_on IS NULL AND f.lifted_on IS NULL`,
        later: 'insert',
      },
    ],
  },
];

/** Declarations of the tables of accounts. */
const TABLES: TableDeclarations = {
  member: {
    columns: {
      recovery_hash: 'private',
      recovery_check: 'private',
      established_on: 'private',
      voice: 'private',
      publication_salt: 'private',
    },
  },
  author: {
    columns: { frozen_young: 'private', withdrew_on: 'private' },
    own: {
      by: 'member',
      fields: { platform: ROW_PLATFORM_SLUG_SQL, withdrewOn: 't.withdrew_on' },
      order: 't.platform_id, t.id',
    },
  },
  session: {
    withheld: { private: 'where she is signed in' },
    own: {
      by: 'member',
      fields: { expiresAt: 't.expires_at' },
      order: 't.expires_at, t.id',
    },
  },
  passkey: {
    withheld: { private: 'keys on her devices that sign her in, sealed' },
    own: { at: 'passkeys' },
  },
  member_key: {
    withheld: { private: 'where the key of her aliases is' },
    own: { nowhere: 'a number of a slot, that says nothing of her' },
  },
  member_choices: {
    withheld: { private: 'how others and the site may reach her' },
    own: { at: 'choices' },
  },
  member_use: {
    withheld: { private: 'how often she did what, for the limits' },
    own: {
      by: 'member',
      fields: { kind: 't.kind', day: 't.day', count: 't.count' },
      order: 't.day, t.kind',
    },
  },
  idempotency_key: {
    withheld: { private: 'which forms she sent' },
    own: {
      by: 'member',
      fields: { key: 't.key', createdOn: 't.created_on' },
      order: 't.created_on, t.key',
    },
  },
  used_challenge: {
    withheld: { private: 'which proofs of work and challenges of passkeys were answered' },
  },
  left_pseudonym: { withheld: { private: 'hashes of pseudonyms that nobody takes again' } },
  workbook_copy: {
    withheld: { private: 'her workbook, encrypted on her device' },
    own: { at: 'workbookCopy' },
  },
  ignore: { withheld: { private: 'whom she ignores' }, own: { at: 'ignored' } },
};

export const MEMBER_AND_AUTHOR_TABLES: DomainDeclaration = { entries: ENTRIES, tables: TABLES };
