import { col, statement, type Sql } from '#server/database/sql.ts';
import type { PlatformOrClientId } from '#server/directory/clients/platform-or-client.ts';
import {
  DOMAIN_TRIAL_DAYS,
  IS_TRUSTED_DOMAIN_SQL,
} from '#server/directory/platforms/trusted-domains.ts';
import { addDays, today } from '#shared/core/days.ts';
import { isRegistrableDomain } from './domain-proofs.ts';

/**
 * Finds the domains that prove who represents a platform or client: those recorded of a platform,
 * and a client's names that are domains. Members' entries count after 14 undisputed days, so that
 * nobody can add her own domain or client today and represent it tomorrow.
 */
export async function findEligibleDomains(
  sql: Sql,
  named: PlatformOrClientId,
  now: Date,
): Promise<string[]> {
  const rows =
    'platformId' in named
      ? await sql(OF_PLATFORM, [now.toISOString(), named.platformId])
      : await sql(OF_CLIENT, [named.clientId, addDays(today(now), -DOMAIN_TRIAL_DAYS)]);
  const names = rows.map(({ text }) => text.toLowerCase()).filter(isRegistrableDomain);
  return [...new Set(names)].toSorted();
}

const OF_PLATFORM = statement(
  { text: col.text },
  `
  SELECT n.text FROM platform_name n JOIN platform_summary s ON s.platform_id = n.platform_id
   WHERE n.platform_id = $2 AND ${IS_TRUSTED_DOMAIN_SQL}`,
);

// A new client has no revision, so its names are as old as the client. A merge counts for the whole
// group.
const OF_CLIENT = statement(
  { text: col.text },
  `
  SELECT n.text FROM client asked
    JOIN client c ON c.root_id = asked.root_id JOIN client_name n ON n.client_id = c.id
   WHERE asked.id = $1 AND n.text LIKE '%.%' AND c.created_on <= $2::date AND NOT EXISTS (
     SELECT 1 FROM client_revision r, jsonb_array_elements(r.moves) m
      WHERE r.client_ids && (SELECT array_agg(g.id) FROM client g WHERE g.root_id = asked.root_id)
        AND r.created_on > $2::date
        AND (m->>'what' IN ('client', 'called') OR m->>'what' = 'name' AND m->>'id' = n.id))`,
);
