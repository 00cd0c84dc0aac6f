import { col, statement, type Sql } from '#server/database/sql.ts';
import { IS_TRUSTED_DOMAIN_SQL } from '#server/directory/platforms/trusted-domains.ts';

/**
 * The domains on which the userscript runs: those of the initial platforms, whatever members edit, and
 * other trusted ones.
 */
export async function listUserscriptDomains(
  sql: Sql,
  seeded: ReadonlyMap<string, string>,
  now: Date,
): Promise<string[]> {
  const rows = await sql(DOMAINS, [now.toISOString()]);
  return [...new Set([...seeded.keys(), ...rows.map(({ text }) => text)])].toSorted();
}

const DOMAINS = statement(
  { text: col.text },
  `
  SELECT n.text FROM platform_name n JOIN platform_summary s ON s.platform_id = n.platform_id
   WHERE ${IS_TRUSTED_DOMAIN_SQL}`,
);
