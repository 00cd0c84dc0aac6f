import type { Sql } from '#server/db.ts';
import { DOMAIN_TRIAL_DAYS, TRUSTED_DOMAIN } from '#server/lookup/domains.ts';
import type { NamedId } from '#server/replies/named.ts';
import { addDays, today } from '#shared/days.ts';
import { isHeldDomain } from './rules.ts';

/**
 * The domains that speak for who is named: those recorded of a platform, and of a client its names
 * that are domains. One that a member typed counts once it has stood unharmed for 14 days: nobody
 * brings her own domain today and speaks for a platform by it tomorrow.
 */
export async function domainsOf(sql: Sql, named: NamedId, now: Date): Promise<string[]> {
  const rows =
    'platformId' in named
      ? await sql<{ text: string }>(OF_PLATFORM, [now.toISOString(), named.platformId])
      : await sql<{ text: string }>(OF_CLIENT, [
          named.clientId,
          addDays(today(now), -DOMAIN_TRIAL_DAYS),
        ]);
  const names = rows.map(({ text }) => text.toLowerCase()).filter(isHeldDomain);
  return [...new Set(names)].toSorted();
}

const OF_PLATFORM = `
  SELECT n.text FROM platform_name n JOIN platform_summary s ON s.platform_id = n.platform_id
   WHERE n.platform_id = $2 AND ${TRUSTED_DOMAIN}`;

const OF_CLIENT = `
  SELECT n.text FROM client asked
    JOIN client c ON c.root_id = asked.root_id JOIN client_name n ON n.client_id = c.id
   WHERE asked.id = $1 AND n.text LIKE '%.%' AND NOT EXISTS (
     SELECT 1 FROM client_revision r
      WHERE r.client_ids && ARRAY[c.id, c.root_id] AND r.created_on > $2::date
        AND r.moves @> jsonb_build_array(jsonb_build_object('what', 'name', 'id', n.id)))`;
