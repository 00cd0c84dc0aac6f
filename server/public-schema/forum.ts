import { isRemoved, readable } from '#server/database/predicates/content-visibility.ts';
import { memberNamed } from './members-and-authors.ts';
import {
  youngByMoment,
  second,
  fixed,
  moving,
  code,
  movingCode,
  said,
  words,
  wordsOf,
  type Entry,
} from './public-table.ts';
import { PLACE } from './flaggable-content.ts';
import type { Domain, Tables } from './table-declaration.ts';

/**
 * SQL: the title that the author gave thread `t`; moderators rename under a subject of their own.
 */
const OWN_TITLE = `COALESCE((SELECT d.old_title FROM thread_decision d
  WHERE d.thread_id = t.id AND d.kind = 'rename' ORDER BY d.number LIMIT 1), t.title)`;

const PICTURES = `COALESCE((SELECT jsonb_agg(s.key ORDER BY s.place, s.id) FROM screenshot s
  WHERE s.post_id = p.id AND NOT ${isRemoved('p')}), '[]')`;

/** Categories, threads, posts with earlier versions, and moderators' decisions on threads. */
const ENTRIES: readonly Entry[] = [
  {
    name: 'forum-categories',
    subject: null,
    id: 'c.id',
    from: 'forum_category c',
    order: 'c.id COLLATE "C"',
    columns: {
      id: moving('text', 'c.id'),
      slug: moving('text', 'c.slug'),
      nameFr: moving('text', 'c.name_fr'),
      nameEn: moving('text', 'c.name_en'),
      sayFr: moving('text', 'c.say_fr'),
      sayEn: moving('text', 'c.say_en'),
      place: moving('int', 'c.place'),
    },
    restore: [
      {
        table: 'forum_category',
      },
    ],
  },
  {
    name: 'threads',
    subject: 'thread',
    id: 't.id',
    from: 'forum_thread t LEFT JOIN member m ON m.id = t.member_id',
    order: 't.id COLLATE "C"',
    young: youngByMoment('t.started_at'),
    columns: {
      id: fixed('text', 't.id'),
      startedAt: fixed('text', second('t.started_at')),
      title: words('text', OWN_TITLE),
      shownTitle: { ...words('text', 't.title'), committed: false },
      // Disappears with her account or its subject, or changed by others.
      by: moving('text', 'm.pseudonym'),
      category: moving('text', 't.category_id'),
      platform: moving('text', 't.platform_id'),
      client: moving('text', 't.client_id'),
      task: moving('text', 't.task_id'),
      payout: moving('text', 't.payout_id'),
      boycott: moving('text', 't.boycott_id'),
      posts: moving('int', 't.posts'),
      lastPostAt: moving('text', second('t.last_post_at')),
      pinned: moving('boolean', 't.pinned'),
      closedOn: moving('date', 't.closed_on'),
      closedRule: movingCode('t.closed_rule'),
      closedReason: {
        ...moving('text', 't.closed_reason'),
        stays: { why: 'why moderators closed it' },
      },
      slowSeconds: moving('int', 't.slow_seconds'),
    },
    takenBack: 'deleted',
    unjudged: { why: 'moderators rename the thread, and its first post is flagged' },
    restore: [
      {
        table: 'forum_thread',
        columns: {
          title: `COALESCE(r."shownTitle", '…')`,
          started_at: 'r."startedAt"::timestamptz',
          last_post_at: 'r."lastPostAt"::timestamptz',
          member_id: memberNamed('r.by'),
        },
      },
    ],
  },
  {
    name: 'posts',
    subject: 'post',
    id: 'p.id',
    from: 'forum_post p LEFT JOIN member m ON m.id = p.member_id',
    order: 'p.id COLLATE "C"',
    young: `p.text IS NOT NULL AND ${youngByMoment('GREATEST(p.posted_at, p.edited_at)')}`,
    columns: {
      id: fixed('text', 'p.id'),
      thread: fixed('text', 'p.thread_id'),
      place: fixed('int', 'p.place'),
      postedAt: fixed('text', second('p.posted_at')),
      text: wordsOf('p', 'text'),
      pictures: words('json', PICTURES),
      by: moving('text', 'm.pseudonym'),
      editedAt: moving('text', second('p.edited_at')),
      withdrawnOn: moving('date', 'p.withdrawn_on'),
      hiddenBy: moving('text', 'p.hidden_by'),
    },
    judged: {
      table: 'forum_post',
      joins: 'JOIN forum_thread h ON h.id = t.thread_id',
      there: 't.text IS NOT NULL',
      by: 'member',
      platform: 'h.platform_id',
      about: 'h.client_id',
      moves: false,
      shows: { text: 't.text', place: PLACE.alone('post') },
      pictures: 'post_id',
    },
    // Keeps its position, as on the original site.
    takenBack: [
      'DELETE FROM screenshot WHERE post_id IN (:ids)',
      'DELETE FROM forum_post_version WHERE post_id IN (:ids)',
      `UPDATE forum_post SET text = NULL, html = NULL, cards = '[]', member_id = NULL,
              edited_at = NULL, withdrawn_on = :today::date
        WHERE text IS NOT NULL AND id IN (:ids)`,
    ],
    restore: [
      {
        table: 'forum_post',
        columns: {
          member_id: memberNamed('r.by'),
          posted_at: 'r."postedAt"::timestamptz',
          edited_at: 'r."editedAt"::timestamptz',
          // Rendered again by this site.
          html: `CASE WHEN r.text IS NOT NULL THEN '' END`,
          renderer: '0',
        },
      },
    ],
  },
  {
    name: 'post-versions',
    subject: null,
    id: 'v.post_id',
    from: `forum_post_version v JOIN forum_post p ON p.id = v.post_id`,
    order: 'v.post_id COLLATE "C", v.number',
    young: youngByMoment('v.replaced_at'),
    columns: {
      post: fixed('text', 'v.post_id'),
      number: fixed('int', 'v.number'),
      text: words('text', readable('p', 'v.text')),
      replacedAt: fixed('text', second('v.replaced_at')),
    },
    unjudged: { with: 'posts' },
    restore: [
      {
        table: 'forum_post_version',
        columns: {
          text: `COALESCE(r.text, '…')`,
          replaced_at: 'r."replacedAt"::timestamptz',
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
      thread: fixed('text', 'd.thread_id'),
      number: fixed('int', 'd.number'),
      kind: code('d.kind'),
      rule: code('d.rule'),
      reason: said('d.reason', 'why moderators decided'),
      category: fixed('text', 'd.category_id'),
      seconds: fixed('int', 'd.seconds'),
      oldTitle: said('d.old_title', 'what moderators renamed'),
      decidedOn: fixed('date', 'd.decided_on'),
      // Not committed to: earlier acts were recorded without it.
      alone: moving('boolean', 'd.alone'),
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
    name: 'old-forums',
    subject: null,
    id: 's.id',
    from: 'import_source s',
    // Other sources have no address that leads here; their members only wait to be claimed.
    where: 'EXISTS (SELECT 1 FROM import_original o WHERE o.source = s.id)',
    order: 's.id COLLATE "C"',
    columns: {
      id: moving('text', 's.id'),
      name: moving('text', 's.name'),
      software: moving('text', 's.software'),
      host: moving('text', 's.host'),
      importedAt: moving('text', second('s.imported_at')),
    },
    restore: [
      {
        table: 'import_source',
        columns: {
          imported_at: 'r."importedAt"::timestamptz',
        },
      },
    ],
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
      source: moving('text', 'o.source'),
      kind: moving('text', 'o.kind'),
      original: moving('text', 'o.original'),
      ours: moving('text', 'o.our_id'),
    },
    restore: [
      {
        table: 'import_original',
      },
    ],
  },
];

const TABLES: Tables = {
  forum_thread: { own: { at: 'forum.threads' } },
  forum_post: { columns: { cards: 'recomputed' }, own: { at: 'forum.posts' } },
  thread_decision: { columns: { member_id: 'private' }, own: { at: 'forum.decisions' } },
  forum_read: { withheld: { private: 'what she read' }, own: { at: 'forum.reads' } },
  import_claim: {
    withheld: { private: 'which brought account waits for its member' },
    own: { nowhere: 'it goes when she comes' },
  },
  import_staged: { withheld: { private: 'rows of an import that is under way' } },
  post_search: { withheld: 'recomputed' },
  search_month: { withheld: 'recomputed' },
  search_word: { withheld: 'recomputed' },
  search_word_count: { withheld: 'recomputed' },
};

export const FORUM: Domain = { entries: ENTRIES, tables: TABLES };
