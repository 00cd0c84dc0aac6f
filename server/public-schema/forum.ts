import { isProofShownSql, isRemovedSql } from '#server/database/predicates/content-visibility.ts';
import { pseudonymSql, restoredMemberIdSql } from './members-and-authors.ts';
import {
  isRecentByTimestampSql,
  secondSql,
  addedColumn,
  authorColumn,
  fixedColumn,
  changingColumn,
  codeColumn,
  changingCodeColumn,
  permanentText,
  withdrawableValue,
  memberText,
  withTexts,
  type PublicTable,
} from './public-table.ts';
import { PAGE_OF_CONTENT_SQL } from './flaggable-content.ts';
import { uncheckedColumns } from './unchecked-reasons.ts';
import type { DomainDeclaration, TableDeclarations } from './table-declaration.ts';

/**
 * SQL: the title that the author gave thread `t`. Moderators' renames are recorded under subjects
 * of their own.
 */
const OWN_TITLE = `COALESCE((SELECT d.old_title FROM thread_decision d
  WHERE d.thread_id = t.id AND d.kind = 'rename' ORDER BY d.number LIMIT 1), t.title)`;

const PICTURES = `COALESCE((SELECT jsonb_agg(s.key ORDER BY s.place, s.id) FROM screenshot s
  WHERE s.post_id = p.id AND NOT ${isRemovedSql('p')}), '[]')`;

/**
 * SQL: SHA-256, hex, of the old addresses of forum `s`: a line each of kind, original and ours, in the order of
 * a dump.
 */
const ADDRESSES_HASH = `(SELECT encode(sha256(convert_to(COALESCE(string_agg(
    o.kind || ' ' || o.original || ' ' || o.our_id || E'\\n', ''
    ORDER BY o.kind COLLATE "C", o.original COLLATE "C"), ''), 'UTF8')), 'hex')
  FROM import_original o WHERE o.source = s.id AND o.kind <> 'member')`;

/** SQL: the proof that thread `t` is about, while it is shown. */
const SHOWN_PROOF_SQL = `(SELECT y.id FROM payout y WHERE y.id = t.payout_id AND ${isProofShownSql('y')})`;

/**
 * Public tables of the forum: categories, threads, posts with earlier versions, and moderators'
 * decisions on threads.
 */
const ENTRIES: readonly PublicTable[] = [
  {
    name: 'forum-categories',
    subject: 'category',
    stated: 'found',
    id: 'c.id',
    from: 'forum_category c',
    order: 'c.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 'c.id'),
      slug: fixedColumn('text', 'c.slug'),
      nameFr: fixedColumn('text', 'c.name_fr'),
      nameEn: fixedColumn('text', 'c.name_en'),
      sayFr: fixedColumn('text', 'c.say_fr'),
      sayEn: fixedColumn('text', 'c.say_en'),
      place: fixedColumn('int', 'c.place'),
    },
    restore: [{ table: 'forum_category' }],
  },
  {
    name: 'threads',
    subject: 'thread',
    id: 't.id',
    from: 'forum_thread t',
    order: 't.id COLLATE "C"',
    young: isRecentByTimestampSql('t.started_at'),
    columns: {
      id: fixedColumn('text', 't.id'),
      startedAt: fixedColumn('text', secondSql('t.started_at')),
      title: withdrawableValue('text', OWN_TITLE),
      shownTitle: { ...withdrawableValue('text', 't.title'), committed: false },
      by: authorColumn(pseudonymSql('t.member_id')),
      category: addedColumn(fixedColumn('text', 't.category_id')),
      platform: addedColumn(fixedColumn('text', 't.platform_id')),
      client: addedColumn(fixedColumn('text', 't.client_id')),
      task: addedColumn(fixedColumn('text', 't.task_id')),
      payout: { ...changingColumn('text', SHOWN_PROOF_SQL), column: 'payout_id' },
      boycott: addedColumn(fixedColumn('text', 't.boycott_id')),
      posts: changingColumn('int', 't.posts'),
      lastPostAt: changingColumn('text', secondSql('t.last_post_at')),
      pinned: changingColumn('boolean', 't.pinned'),
      closedOn: changingColumn('date', 't.closed_on'),
      closedRule: changingCodeColumn('t.closed_rule'),
      closedReason: {
        ...changingColumn('text', 't.closed_reason'),
        stays: { why: 'why moderators closed it' },
      },
      slowSeconds: changingColumn('int', 't.slow_seconds'),
      solvedPlace: changingColumn('int', 't.solved_place'),
      solvedAway: changingCodeColumn('t.solved_away'),
      guideOf: changingCodeColumn('t.guide_of'),
      guideSources: withTexts(changingColumn('json', 't.guide_sources'), {
        guide_sources: { why: 'addresses that moderators read' },
      }),
      guideBy: withTexts(changingColumn('json', 't.guide_by'), { guide_by: 'code' }),
      guideOn: changingColumn('date', 't.guide_on'),
    },
    takenBack: 'deleted',
    unflaggable: { why: 'moderators rename the thread, and its first post is flagged' },
    unchecked: uncheckedColumns({
      shown: ['payout'],
      unrecorded: ['solvedPlace', 'solvedAway', 'guideOf', 'guideSources', 'guideBy'],
    }),
    restore: [
      {
        table: 'forum_thread',
        columns: {
          title: `COALESCE(r."shownTitle", '…')`,
          member_id: restoredMemberIdSql('r.by'),
        },
      },
    ],
  },
  {
    name: 'posts',
    subject: 'post',
    id: 'p.id',
    from: 'forum_post p',
    order: 'p.id COLLATE "C"',
    young: `p.text IS NOT NULL AND ${isRecentByTimestampSql('GREATEST(p.posted_at, p.edited_at)')}`,
    columns: {
      id: fixedColumn('text', 'p.id'),
      // Where it was written. Where it is read instead, by a decision, changes.
      thread: fixedColumn('text', 'COALESCE(p.written_in, p.thread_id)'),
      place: fixedColumn('int', 'COALESCE(p.written_place, p.place)'),
      readIn: changingCodeColumn('CASE WHEN p.written_in IS NOT NULL THEN p.thread_id END'),
      readPlace: changingColumn('int', 'CASE WHEN p.written_place IS NOT NULL THEN p.place END'),
      movedBy: changingCodeColumn('p.moved_by'),
      postedAt: fixedColumn('text', secondSql('p.posted_at')),
      text: memberText('p', 'text'),
      pictures: withdrawableValue('json', PICTURES),
      by: authorColumn(pseudonymSql('p.member_id')),
      editedAt: addedColumn(fixedColumn('text', secondSql('p.edited_at'))),
      withdrawnOn: changingColumn('date', 'p.withdrawn_on'),
      isFirst: changingColumn('boolean', 'p.is_first'),
      thanks: changingColumn('int', 'p.thanks'),
      meToo: changingColumn('int', 'p.me_too'),
      hiddenBy: changingColumn('text', 'p.hidden_by'),
      coveredBy: changingCodeColumn('p.covered_by'),
    },
    flaggable: {
      table: 'forum_post',
      joins: 'JOIN forum_thread h ON h.id = t.thread_id',
      there: 't.text IS NOT NULL',
      by: 'member',
      platform: 'h.platform_id',
      about: 'h.client_id',
      moves: false,
      shows: { text: 't.text', place: PAGE_OF_CONTENT_SQL.alone('post') },
      pictures: 'post_id',
    },
    unchecked: uncheckedColumns({
      account: ['thanks', 'meToo'],
      unrecorded: ['isFirst', 'readPlace'],
    }),
    // The post keeps its position, as on the original site.
    takenBack: [
      'DELETE FROM screenshot WHERE post_id IN (:ids)',
      'DELETE FROM forum_post_version WHERE post_id IN (:ids)',
      'DELETE FROM forum_reaction WHERE post_id IN (:ids)',
      `UPDATE forum_post SET text = NULL, html = NULL, cards = '[]', member_id = NULL,
              edited_at = NULL, thanks = 0, me_too = 0, is_first = false, withdrawn_on = :today::date
        WHERE text IS NOT NULL AND id IN (:ids)`,
    ],
    restore: [
      {
        table: 'forum_post',
        columns: {
          thread_id: 'COALESCE(r."readIn", r.thread)',
          written_in: 'CASE WHEN r."readIn" IS NOT NULL THEN r.thread END',
          place: 'COALESCE(r."readPlace", r.place)',
          written_place: 'CASE WHEN r."readPlace" IS NOT NULL THEN r.place END',
          member_id: restoredMemberIdSql('r.by'),
          // A restored site renders posts again.
          html: `CASE WHEN r.text IS NOT NULL THEN '' END`,
          renderer: '0',
          is_first: 'COALESCE(r."isFirst", false)',
          thanks: 'COALESCE(r.thanks, 0)',
          me_too: 'COALESCE(r."meToo", 0)',
        },
      },
    ],
  },
  {
    name: 'post-versions',
    subject: 'post-version',
    stated: 'found',
    id: `v.post_id || '-' || v.number`,
    from: `forum_post_version v JOIN forum_post p ON p.id = v.post_id`,
    where: `NOT ${isRemovedSql('p')}`,
    order: 'v.post_id COLLATE "C", v.number',
    young: isRecentByTimestampSql('v.replaced_at'),
    columns: {
      post: fixedColumn('text', 'v.post_id'),
      number: fixedColumn('int', 'v.number'),
      text: withdrawableValue('text', 'v.text'),
      replacedAt: fixedColumn('text', secondSql('v.replaced_at')),
    },
    unflaggable: { with: 'posts' },
    restore: [
      {
        table: 'forum_post_version',
        columns: {
          text: `COALESCE(r.text, '…')`,
        },
      },
    ],
  },
  {
    name: 'thread-decisions',
    subject: 'thread-decision',
    id: `d.thread_id || '-' || d.number`,
    from: 'thread_decision d',
    order: 'd.thread_id COLLATE "C", d.number',
    columns: {
      thread: fixedColumn('text', 'd.thread_id'),
      number: fixedColumn('int', 'd.number'),
      kind: codeColumn('d.kind'),
      rule: codeColumn('d.rule'),
      reason: permanentText('d.reason', 'why moderators decided'),
      category: fixedColumn('text', 'd.category_id'),
      seconds: fixedColumn('int', 'd.seconds'),
      oldTitle: permanentText('d.old_title', 'what moderators renamed'),
      decidedOn: fixedColumn('date', 'd.decided_on'),
      alone: addedColumn(fixedColumn('boolean', 'd.alone')),
    },
    restore: [
      {
        table: 'thread_decision',
        columns: {
          alone: 'COALESCE(r.alone, true)',
        },
      },
    ],
  },
  {
    name: 'watched-words',
    subject: 'watched-word',
    id: 'w.id',
    from: 'watched_word w',
    order: 'w.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 'w.id'),
      word: permanentText('w.word', 'what two people chose to ask about'),
      questionFr: permanentText('w.question_fr', 'what a text with it is asked'),
      questionEn: permanentText('w.question_en', 'what a text with it is asked'),
      addedOn: fixedColumn('date', 'w.added_on'),
    },
    takenBack: 'deleted',
    unflaggable: { why: 'two people chose it, and two take it off' },
    restore: [{ table: 'watched_word' }],
  },
  {
    name: 'old-forums',
    subject: 'old-forum',
    stated: 'found',
    id: 's.id',
    from: 'import_source s',
    // Other sources have no address that leads here; their members only wait to be claimed.
    where: 'EXISTS (SELECT 1 FROM import_original o WHERE o.source = s.id)',
    order: 's.id COLLATE "C"',
    columns: {
      id: fixedColumn('text', 's.id'),
      name: fixedColumn('text', 's.name'),
      software: fixedColumn('text', 's.software'),
      host: fixedColumn('text', 's.host'),
      importedAt: fixedColumn('text', secondSql('s.imported_at')),
      addressesHash: fixedColumn('text', ADDRESSES_HASH),
    },
    restore: [{ table: 'import_source' }],
  },
  {
    // Targets of old addresses; which member was which there is not public.
    name: 'old-addresses',
    subject: null,
    id: 'o.our_id',
    from: `import_original o`,
    where: `o.kind <> 'member'`,
    order: 'o.source COLLATE "C", o.kind COLLATE "C", o.original COLLATE "C"',
    columns: {
      source: changingColumn('text', 'o.source'),
      kind: changingColumn('text', 'o.kind'),
      original: changingColumn('text', 'o.original'),
      ours: changingColumn('text', 'o.our_id'),
    },
    restore: [{ table: 'import_original' }],
  },
];

const TABLES: TableDeclarations = {
  forum_thread: {
    columns: { asked_volunteers: 'private' },
    own: { at: 'forum.threads' },
  },
  forum_post: { columns: { cards: 'recomputed' }, own: { at: 'forum.posts' } },
  thread_decision: { columns: { member_id: 'private' }, own: { at: 'forum.decisions' } },
  forum_reaction: {
    withheld: { private: 'who thanked whom; the posts have the counts' },
    own: { nowhere: 'the site does not know which are hers until she opens the thread' },
  },
  forum_read: { withheld: { private: 'what she read' }, own: { at: 'forum.reads' } },
  import_claim: {
    withheld: { private: 'which brought account waits for its member' },
    own: { nowhere: 'it goes when she comes' },
  },
  import_staged: { withheld: { private: 'rows of an import that is under way' } },
  kept_count: { withheld: 'recomputed' },
  post_follow_up: { withheld: 'recomputed' },
  post_search: { withheld: 'recomputed' },
  search_month: { withheld: 'recomputed' },
  search_word: { withheld: 'recomputed' },
  search_word_count: { withheld: 'recomputed' },
};

export const FORUM_TABLES: DomainDeclaration = { entries: ENTRIES, tables: TABLES };
