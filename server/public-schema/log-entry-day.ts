/**
 * SQL: whether entry `e` shows its day. All others show only their month, so that a new kind, or
 * one forgotten here, reveals nothing. Leaves are hashed with this day or month: the rule must not
 * change for forms already in a tree; a new rule needs a new form.
 */
export const SHOWS_FULL_DAY_SQL = String.raw`e.subject ~
  '^(platform|dispute|role|thread|thread-decision|reply|domain-dispute|legal-demand|jury|log|boycott|boycott-keys|ballot)/'`;

/** SQL: the day or month that an entry `e` shows, as text. */
export const SHOWN_DAY_SQL = `to_char(e.day, CASE WHEN ${SHOWS_FULL_DAY_SQL} THEN 'YYYY-MM-DD' ELSE 'YYYY-MM' END)`;
