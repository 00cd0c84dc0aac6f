import { utcTimestampSql } from '#server/database/db.ts';
import { inboxFacts } from '#shared/community/inbox.ts';

// Only the facts of the schema are sent: other stored facts never leave the server.
const FACTS = Object.keys(inboxFacts.shape)
  .map((fact) => `'${fact}', i.facts -> '${fact}'`)
  .join(', ');

/** SQL: inbox item `i` with its subject `a`, from ITEM_SUBJECT_JOIN, as JSON. */
export const INBOX_ITEM_JSON_SQL = `json_build_object(
  'id', i.id, 'kind', i.kind, 'count', COALESCE(a.count, i.count), 'at', ${utcTimestampSql('i.at')},
  'unread', i.read_at IS NULL,
  'about', CASE WHEN a.key IS NOT NULL THEN
    json_build_object('key', a.key, 'name', a.name, 'by', a.by) END,
  'facts', json_strip_nulls(json_build_object(${FACTS})))`;
