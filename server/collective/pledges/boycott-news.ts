import type { z } from 'zod/mini';
import { isRemovedSql } from '#server/database/predicates/content-visibility.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { tellsOfOfferSql } from '#server/collective/organiser-messages/sql-fragments.ts';
import { DAYS_IN_INBOX } from '#shared/collective/organiser-messages.ts';
import { NEWS_STATES, type ownTokensResponse } from '#shared/collective/pledges.ts';

/** Days for which browsers are told that a boycott ended or failed. */
const NEWS_DAYS = 14;

/**
 * Finds the boycotts that are on, ended or failed, with their open ballots: the same for every member,
 * since the site does not know whom they concern. The browsers of those who pledged do.
 */
export function findBoycottNews(
  sql: Sql,
  now: Date,
): Promise<z.infer<typeof ownTokensResponse>['news']> {
  return sql(NEWS, [now.toISOString()]);
}

const NEWS = statement(
  {
    boycott: col.text,
    title: col.text,
    state: col.oneOf(NEWS_STATES),
    ballots: col.json<string[]>(),
  },
  `
  SELECT b.id AS boycott, CASE WHEN ${isRemovedSql('b')} THEN '' ELSE b.title END AS title, b.state,
         COALESCE((SELECT json_agg(v.id ORDER BY v.id) FROM boycott_ballot v
           WHERE v.boycott_id = b.id AND v.counts IS NULL AND v.closes_at > $1::timestamptz), '[]') AS ballots
    FROM boycott b
   WHERE b.state = 'on'
      OR b.state IN ('ended', 'failed') AND b.pledging_from IS NOT NULL
         AND b.ended_on > ($1::timestamptz AT TIME ZONE 'UTC')::date - ${NEWS_DAYS}
   ORDER BY b.id`,
);

/** Finds the recent offers that organisers told of while it takes pledges: the same for every member, too. */
export function findToldOffers(
  sql: Sql,
  now: Date,
): Promise<z.infer<typeof ownTokensResponse>['offers']> {
  return sql(OFFERS, [now.toISOString()]);
}

const OFFERS = statement(
  { boycott: col.text, title: col.text, message: col.text },
  `
  SELECT b.id AS boycott, CASE WHEN ${isRemovedSql('b')} THEN '' ELSE b.title END AS title, o.id AS message
    FROM organiser_message o JOIN boycott b ON b.id = o.boycott_id
   WHERE b.state = 'pledging' AND o.hidden_by IS NULL AND ${tellsOfOfferSql('o')}
     AND o.published_on > ($1::timestamptz AT TIME ZONE 'UTC')::date - ${DAYS_IN_INBOX}
   ORDER BY o.published_on, o.id`,
);
