/** SQL of an array: the name of a row in the record. */
export const own = (kind: string, id: string): string => `ARRAY['${kind}/' || ${id}]`;
const authored = (table: string, kind: string): string =>
  `SELECT '${kind}/' || x.id FROM ${table} x WHERE x.author_id = t.id`;

/** What rows are named that are no row of a dump of their own. */
export const PARTS: Readonly<Record<string, string>> = {
  platform_name: own('platform', 't.platform_id'),
  platform_link: own('platform', 't.platform_id'),
  client_name: own('client', 't.client_id'),
  client_identity: own('client', 't.client_id'),
  slip: `ARRAY['slips/' || t.platform_id || '-' || t.monday]`,
  incident_echo: own('incident', 't.incident_id'),
  finding_suspect: own('finding', 't.finding_id'),
  member: `ARRAY['members/' || t.pseudonym] || ARRAY(${[
    ['forum_post', 'post'],
    ['forum_thread', 'thread'],
    ['boycott', 'boycott'],
  ]
    .map(([table, kind]) => `SELECT '${kind}/' || x.id FROM ${table} x WHERE x.member_id = t.id`)
    .join(' UNION ALL ')}
    UNION ALL SELECT 'author/' || x.signed_key FROM author x WHERE x.member_id = t.id)`,
  boycott_key: own('boycott', 't.boycott_id'),
  boycott_pledge: own('boycott', 't.boycott_id'),
  boycott_act: `ARRAY['boycott-acts/' || encode(t.key, 'base64')]`,
  decision_hand: own('decision', 't.decision_id'),
  jury_nonce: own('jury', 't.jury_id'),
  juror: own('jury', 't.jury_id'),
  screenshot: `ARRAY['pictures/' || t.key, 'payout/' || t.payout_id, 'incident/' || t.incident_id, 'post/' || t.post_id]`,
  author: `ARRAY['author/' || t.signed_key] || ARRAY(${[
    authored('payout', 'payout'),
    authored('incident', 'incident'),
    authored('review', 'review'),
    authored('client_review', 'client-review'),
  ].join(' UNION ALL ')})`,
};

const figures = (platform: string): string =>
  `ARRAY['platform-figures/' || ${platform}, 'platform-days/' || ${platform}]`;
const figuresOfAuthor = (author: string): string =>
  figures(`(SELECT x.platform_id FROM author x WHERE x.id = ${author})`);

const figuresOfClient = (client: string): string =>
  `ARRAY(SELECT 'client-figures/' || unnest(ARRAY[x.id, x.root_id]) FROM client x WHERE x.id = ${client})`;

const ballotsOf = (boycott: string): string =>
  `ARRAY(SELECT 'ballot/' || x.id FROM boycott_ballot x WHERE x.boycott_id = ${boycott})`;

/** SQL of arrays: what else is named where a row no longer agrees with others. */
export const NAMED_WITH: Readonly<Record<string, string>> = {
  platform: figures('t.id'),
  standing_change: figures('t.platform_id'),
  slip: figures('t.platform_id'),
  payout: figures('t.platform_id'),
  incident: figures('t.platform_id'),
  review: figures('t.platform_id'),
  author: figures('t.platform_id'),
  finding: figures('t.platform_id'),
  finding_suspect: figuresOfAuthor('t.author_id'),
  screenshot: figures('(SELECT x.platform_id FROM payout x WHERE x.id = t.payout_id)'),
  client: `ARRAY['client-figures/' || t.id, 'client-figures/' || t.root_id]`,
  client_name: figuresOfClient('t.client_id'),
  client_identity: figuresOfClient('t.client_id'),
  client_revision: `ARRAY(SELECT kind || id FROM unnest(ARRAY['client/', 'client-figures/']) kind,
    (SELECT unnest(t.client_ids) UNION SELECT v #>> '{}' FROM jsonb_path_query(t.moves, '$[*].*') v) c (id))`,
  boycott: `ARRAY['boycott-acts/' || t.id] || ${ballotsOf('t.id')}`,
  boycott_pledge: ballotsOf('t.boycott_id'),
  boycott_act: `ARRAY['boycott/' || t.boycott_id, 'boycott-acts/' || t.boycott_id]
    || ${ballotsOf('t.boycott_id')}`,
  boycott_ballot: `ARRAY['boycott/' || t.boycott_id]`,
  decision: `ARRAY[t.subject, 'case/' || t.case_id]`,
  thread_decision: `ARRAY['thread/' || t.thread_id]`,
  thread_move: `ARRAY(SELECT 'post/' || (p #>> '{}') FROM jsonb_path_query(t.posts, '$[*]') p)`,
};

/** SQL: which rows change what a dump tells, where that is not what its entry says. */
export const PUBLIC_PARTS: Readonly<Record<string, string>> = {
  // The first rows have an unsigned author's, of which a dump tells more.
  author: `EXISTS (SELECT 1 FROM review x WHERE x.author_id = t.id)`,
  member: ['review', 'incident']
    .map(
      (table) => `EXISTS (SELECT 1 FROM author a JOIN ${table} x ON x.author_id = a.id
        WHERE a.member_id = m.id)`,
    )
    .join(' AND '),
};
