import {
  INBOX_KIND_SUBJECTS,
  INBOX_KINDS,
  type InboxSubjectKind,
  type InboxKind,
} from '#shared/community/inbox.ts';

/**
 * SQL by subject kind: the subject of inbox item `i` as path parameter, name, pseudonym of who
 * acted, and a more precise unread count if there is one. Computed at each read, since titles,
 * names and pseudonyms change or go.
 */
const QUERIES: Readonly<Record<InboxSubjectKind, string>> = {
  post: `
    SELECT p.id AS key, t.title AS name, m.pseudonym AS by, NULL::int AS count
      FROM forum_post p JOIN forum_thread t ON t.id = p.thread_id
      LEFT JOIN member m ON m.id = p.member_id WHERE p.id = i.subject`,
  // The path parameter is that of the first unread post.
  thread: `
    SELECT p.id, t.title, NULL, CASE WHEN i.read_at IS NULL
           THEN GREATEST(1, LEAST(i.count, t.posts - COALESCE(r.place, 0))) END
      FROM forum_thread t
      LEFT JOIN forum_read r ON r.thread_id = t.id AND r.member_id = i.member_id
      JOIN forum_post p ON p.thread_id = t.id
       AND p.place = GREATEST(1, LEAST(t.posts, COALESCE(r.place + 1, t.posts - i.count + 1)))
     WHERE t.id = i.subject`,
  platform: `SELECT p.slug, p.name, NULL, NULL FROM platform p WHERE p.id = i.subject`,
  client: `
    SELECT r.slug, r.name, NULL, NULL FROM client c JOIN client r ON r.id = c.root_id
     WHERE c.id = i.subject`,
  boycott: `SELECT b.id, b.name, NULL, NULL FROM named_boycott b WHERE b.id = i.subject`,
  'own-self': `SELECT m.pseudonym, m.pseudonym, NULL, NULL FROM member m WHERE m.id = i.subject`,
  'own-private': `
    SELECT e.id, p.name, NULL, NULL FROM private_evidence e
      JOIN platform p ON p.id = e.platform_id WHERE e.id = i.subject`,
  'own-payout': own(''),
  'own-claim': own(`AND y.state = 'waiting'`),
  member: `SELECT m.pseudonym, m.pseudonym, m.pseudonym, NULL FROM member m WHERE m.id = i.subject`,
  // The name is the kind of subject, which the page translates.
  'own-decision': `
    SELECT d.id, split_part(d.subject, '/', 1), NULL, NULL FROM decision d WHERE d.id = i.subject`,
  'own-jury': `
    SELECT u.id, split_part(k.subject, '/', 1), NULL, NULL FROM jury u
      JOIN moderation_case k ON k.id = u.case_id WHERE u.id = i.subject`,
  'own-case': `
    SELECT k.id, split_part(k.subject, '/', 1), NULL, NULL FROM moderation_case k
     WHERE k.id = i.subject`,
  case: `
    SELECT k.id, split_part(k.subject, '/', 1), NULL, NULL FROM moderation_case k
     WHERE k.id = i.subject`,
  // The name is the kind of act, which the page translates.
  act: `SELECT a.id, a.kind, NULL, NULL FROM proposed_act a WHERE a.id = i.subject`,
};

function own(more: string): string {
  return `
    SELECT y.id, p.name, NULL, NULL FROM payout y JOIN platform p ON p.id = y.platform_id
      JOIN author a ON a.id = y.author_id
     WHERE y.id = i.subject AND a.member_id = i.member_id ${more}`;
}

const BRANCHES = Object.entries(QUERIES).map(([about, query]) => {
  const kinds = INBOX_KINDS.filter((kind: InboxKind) => INBOX_KIND_SUBJECTS[kind] === about);
  return `(${query} AND i.kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')}))`;
});

/**
 * SQL: LATERAL join of the subject of `inbox_item i`, as `a`; its columns are null when the subject
 * is gone.
 */
export const ITEM_SUBJECT_JOIN = `LEFT JOIN LATERAL (${BRANCHES.join(' UNION ALL ')}) a ON true`;
