import { isMutualLinkSql } from '#server/database/predicates/boycott-links.ts';
import { isBoycottVisibleSql } from '#server/database/predicates/content-visibility.ts';

/** SQL: the timeline of boycott `b` as JSON, oldest first. */
export const TIMELINE_JSON_SQL = `COALESCE((SELECT json_agg(json_build_object('number', te.number,
      'kind', te.kind, 'on', te.happened_on, 'way', te.way,
      'sentOn', jsonb_path_query_first(te.figures, '$[*] ? (@.kind == "sent").on'),
      'message', jsonb_path_query_first(te.figures, '$[*] ? (@.kind == "message").id'),
      'figures', jsonb_path_query_array(te.figures, '$[*] ? (@.kind != "sent" && @.kind != "message")'),
      'reply', CASE WHEN tr.id IS NOT NULL THEN json_build_object('id', tr.id,
        'signedAs', tr.signed_as, 'text', CASE WHEN tr.hidden_by IS NULL THEN tr.text END) END)
      ORDER BY te.number)
    FROM boycott_event te LEFT JOIN reply tr ON tr.id = te.reply_id AND tr.state = 'published'
   WHERE te.boycott_id = b.id), '[]')`;

/** SQL: the visible boycotts of the same demand as `b`, as JSON. */
export const SAME_DEMAND_JSON_SQL = `COALESCE((SELECT json_agg(json_build_object('id', so.id,
      'title', so.title, 'state', so.state,
      'platform', json_build_object('slug', sp.slug, 'name', sp.name),
      'client', CASE WHEN sr.id IS NOT NULL THEN json_build_object('slug', sr.slug, 'name', sr.name) END)
      ORDER BY sp.name, so.id)
    FROM boycott_link sl JOIN boycott so ON so.id = sl.other_id AND ${isBoycottVisibleSql('so')}
    JOIN platform sp ON sp.id = so.platform_id LEFT JOIN client sc ON sc.id = so.client_id
    LEFT JOIN client sr ON sr.id = sc.root_id
   WHERE sl.boycott_id = b.id AND ${isMutualLinkSql('sl')}), '[]')`;

/** SQL: what organisers of `b` said of others, as JSON. */
export const OWN_LINKS_JSON_SQL = `COALESCE((SELECT json_agg(json_build_object('id', wo.id,
      'title', wo.name, 'mutual', ${isMutualLinkSql('wl')}) ORDER BY wl.said_on, wo.id)
    FROM boycott_link wl JOIN named_boycott wo ON wo.id = wl.other_id WHERE wl.boycott_id = b.id), '[]')`;
