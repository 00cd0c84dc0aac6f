/** Tables whose rows are of one member each, and answer nothing to a visitor. */
export const MEMBERS_OWN_TABLES: ReadonlySet<string> = new Set([
  'follow',
  'forum_reaction',
  'forum_read',
  'ignore',
  'inbox_item',
  'member_choices',
  'member_use',
]);

/**
 * Tables whose changes pages show by the minute: their rows come with secret acts, or change once a
 * day.
 */
export const DELAYED_TABLES: ReadonlySet<string> = new Set([
  'author',
  'boycott_pledge',
  'domain_dispute',
  'finding',
  'finding_suspect',
  'flag',
  'incident_echo',
  'moderation_case',
  'payout_publication',
  'platform_day',
  'platform_page_views',
  'proof_check',
  'proof_voice',
]);

/**
 * Tables that change only in transactions that announce another table, which every statement about them
 * reads too; or in those of secret acts, which change nothing that it shows.
 */
export const ACCOMPANYING_TABLES: ReadonlySet<string> = new Set(['kept_count']);
