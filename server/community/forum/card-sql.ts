import { utcTimestampSql } from '#server/database/db.ts';
import {
  countsInFiguresSql,
  isBoycottVisibleSql,
  isProofShownSql,
} from '#server/database/predicates/content-visibility.ts';
import {
  proofStateSql,
  shownMoneySql,
  shownMonthSql,
} from '#server/database/predicates/shown-proofs.ts';
import type { CardReference } from '#shared/community/live-cards.ts';

/**
 * SQL that selects the live cards of a kind for the list `keys`: key and card, published values
 * only.
 */
export const CARD_SQL: Record<CardReference['kind'], (keys: string) => string> = {
  platform: (keys) => `
    SELECT p.slug AS key, json_build_object('kind', 'platform', 'key', p.slug, 'name', p.name,
      'state', s.state, 'slips', s.payouts, 'medianDelayDays', s.median_delay_days) AS card
      FROM platform p JOIN platform_summary s ON s.platform_id = p.id WHERE p.slug = ANY(${keys})`,
  // A client is found by its own slug or by that of a client merged into it.
  client: (keys) => `
    SELECT c.slug AS key, json_build_object('kind', 'client', 'key', r.slug, 'name', r.name,
      'reports', s.reports) AS card
      FROM client c JOIN client r ON r.id = c.root_id JOIN client_summary s ON s.client_id = r.id
     WHERE c.slug = ANY(${keys})`,
  task: (keys) => `
    SELECT t.id AS key, json_build_object('kind', 'task', 'key', t.id, 'title', t.title,
      'platform', p.name, 'hourlyEur', t.hourly_eur,
      'reward', json_build_object('minor', t.reward_minor, 'currency', t.currency)) AS card
      FROM task t JOIN platform p ON p.id = t.platform_id
     WHERE t.id = ANY(${keys}) AND t.last_report_at IS NOT NULL`,
  proof: (keys) => `
    SELECT y.id AS key, json_build_object('kind', 'proof', 'key', y.id, 'platform', p.name,
      'state', ${proofStateSql('y')}, 'amount', ${shownMoneySql('y')},
      'month', ${shownMonthSql('y')}) AS card
      FROM payout y JOIN platform p ON p.id = y.platform_id
     WHERE y.id = ANY(${keys}) AND ${isProofShownSql('y')} AND ${countsInFiguresSql('y')}`,
  boycott: (keys) => `
    SELECT b.id AS key, json_build_object('kind', 'boycott', 'key', b.id, 'title', b.title,
      'platform', p.name, 'state', b.state, 'stepEndsAt', ${utcTimestampSql('b.step_ends_at')},
      'pledged', b.pledged, 'outcome', b.outcome, 'failure', b.failure) AS card
      FROM boycott b JOIN platform p ON p.id = b.platform_id
     WHERE b.id = ANY(${keys}) AND ${isBoycottVisibleSql('b')}`,
};
