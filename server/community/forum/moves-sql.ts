import { decisionByOnePersonSql } from '#server/database/predicates/decided-by-one-person.ts';

/**
 * SQL: fields of thread `t` that tell of posts that decisions moved: here, from here, and where all of them are read.
 * Hidden posts do not count. Two partial indexes hold the few posts that moved.
 */
export const MOVES_OF_THREAD_SQL = `
    'movedHere', COALESCE((SELECT json_agg(json_build_object('id', v.id, 'place', n.place, 'count', n.count,
        'from', CASE WHEN f.id IS NOT NULL THEN json_build_object('id', f.id, 'title', f.title) END,
        'on', v.decided_on, 'reason', v.reason,
        'act', ${decisionByOnePersonSql(`'thread-move/' || v.id`)}) ORDER BY n.place)
      FROM (SELECT p.moved_by, min(p.place) AS place, count(*)::int AS count FROM forum_post p
             WHERE p.thread_id = t.id AND p.moved_by IS NOT NULL AND p.hidden_by IS NULL GROUP BY p.moved_by) n
      JOIN thread_move v ON v.id = n.moved_by LEFT JOIN forum_thread f ON f.id = v.from_thread), '[]'),
    'movedAway', COALESCE((SELECT json_agg(json_build_object('count', n.count,
        'to', json_build_object('id', r.id, 'title', r.title)) ORDER BY n.count DESC, r.id)
      FROM (SELECT p.thread_id, count(*)::int AS count FROM forum_post p
             WHERE p.written_in = t.id AND p.hidden_by IS NULL GROUP BY p.thread_id) n
      JOIN forum_thread r ON r.id = n.thread_id), '[]'),
    'movedTo', CASE WHEN t.posts = 0 THEN (SELECT json_build_object('id', r.id, 'place', COALESCE((
        SELECT min(p.place) FROM forum_post p WHERE p.written_in = t.id AND p.thread_id = r.id), 1))
      FROM forum_thread r WHERE r.id = thread_read_at(t.id) AND r.posts > 0) END`;
