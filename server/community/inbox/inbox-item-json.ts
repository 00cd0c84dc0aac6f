import { utcTimestampSql } from '#server/database/db.ts';
import { inboxFacts } from '#shared/community/inbox.ts';

/**
 * SQL: why the second person refused what the owner of item `i` proposed, read where it stands: an item
 * has no copy of it. Who became a party to the case no longer reads what is said there.
 */
const OBJECTION = `CASE
  WHEN i.kind = 'case-answered' THEN (SELECT cp.objection FROM case_proposal cp
    WHERE cp.case_id = i.subject AND cp.member_id = i.member_id AND cp.state = 'refused'
      AND NOT EXISTS (SELECT 1 FROM case_party cq
        WHERE cq.case_id = i.subject AND cq.member_id = i.member_id)
    ORDER BY cp.proposed_at DESC, cp.id LIMIT 1)
  WHEN i.kind = 'act-answered' THEN (SELECT ap.objection FROM proposed_act ap
    WHERE ap.id = i.subject AND ap.member_id = i.member_id)
  WHEN i.kind = 'boycott-translation' AND i.facts ->> 'translation' = 'refused' THEN (
    SELECT tr.refusal_text FROM boycott_translation tr
     WHERE tr.boycott_id = i.subject AND tr.member_id = i.member_id AND tr.refused_on IS NOT NULL
     ORDER BY tr.refused_on DESC, tr.id LIMIT 1) END`;

/** SQL: of what case `k` of a moderator's item `i` is about, the topic that everybody reads, or the platform. */
const PLACE = `COALESCE(
  (SELECT pt.title FROM forum_post pp JOIN forum_thread pt ON pt.id = pp.thread_id
     JOIN forum_post po ON po.thread_id = pt.id AND po.place = 1 AND po.hidden_by IS NULL
    WHERE k.subject LIKE 'post/%' AND pp.id = split_part(k.subject, '/', 2)),
  ${['payout', 'incident', 'review']
    .map(
      (kind) => `(SELECT pf.name FROM "${kind}" pe JOIN platform pf ON pf.id = pe.platform_id
        WHERE k.subject LIKE '${kind}/%' AND pe.id = split_part(k.subject, '/', 2))`,
    )
    .join(', ')})`;

/** SQL: what tells one urgent case from another, read where it stands. */
const ofCaseSql = (expression: string): string => `CASE WHEN i.kind = 'case' THEN (
  SELECT ${expression} FROM moderation_case k WHERE k.id = i.subject) END`;

const READ_WHERE_IT_STANDS: Readonly<Record<string, string>> = {
  objection: OBJECTION,
  reason: ofCaseSql('k.reason'),
  place: ofCaseSql(PLACE),
};

// Only the facts of the schema are sent: other stored facts never leave the server.
const FACTS = Object.keys(inboxFacts.shape)
  .map((fact) => `'${fact}', ${READ_WHERE_IT_STANDS[fact] ?? `i.facts -> '${fact}'`}`)
  .join(', ');

/** SQL: inbox item `i` with its subject `a`, from ITEM_SUBJECT_JOIN, as JSON. */
export const INBOX_ITEM_JSON_SQL = `json_build_object(
  'id', i.id, 'kind', i.kind, 'count', COALESCE(a.count, i.count), 'at', ${utcTimestampSql('i.at')},
  'unread', i.read_at IS NULL,
  'about', CASE WHEN a.key IS NOT NULL THEN
    json_build_object('key', a.key, 'name', a.name, 'by', a.by) END,
  'facts', json_strip_nulls(json_build_object(${FACTS})))`;
