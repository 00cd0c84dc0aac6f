import pg from 'pg';

/** What is said of each copy of a column that names a row: another row's name, the same each time. */
const copyOf = (column: string): string => `substr(md5(${column} || $1::text), 1, 12)`;
const keyOf = (column: string): string => `md5(${column} || $1::text)`;
const nameOf = (column: string): string => `${column} || '~' || $1::text`;

/** How a row becomes another one; columns that are not named stay as they are. */
const COPIES: Readonly<Record<string, Readonly<Record<string, (column: string) => string>>>> = {
  member: { id: copyOf, pseudonym: nameOf, pseudonym_key: nameOf },
  author: {
    id: copyOf,
    member_id: copyOf,
    signed_key: keyOf,
  },
  payout: { id: copyOf, author_id: copyOf },
  forum_thread: { id: copyOf, member_id: copyOf, payout_id: copyOf, boycott_id: () => 'NULL' },
  forum_post: { id: copyOf, thread_id: copyOf, member_id: copyOf },
  post_search: { post_id: copyOf },
};

/**
 * Copies a database several times into a new one on the same server, each row under new names;
 * platforms, clients and tasks stay, so each gets more content.
 * @param url of a database there, with a role that may create databases.
 */
export async function growDatabase(
  url: string,
  { from, to, times }: { readonly from: string; readonly to: string; readonly times: number },
): Promise<void> {
  await connected(url, (client) =>
    client.query(`CREATE DATABASE ${to} TEMPLATE ${from} STRATEGY FILE_COPY`),
  );
  await connected(url.replace(/[^/]+$/, to), async (client) => {
    // What is copied holds together as what it is copied from does.
    await client.query('SET session_replication_role = replica');
    const { rows: indexes } = await client.query<{ name: string; made: string }>(
      `SELECT indexname AS name, indexdef AS made FROM pg_indexes
        WHERE tablename = 'post_search' AND indexdef LIKE '% USING gin %'`,
    );
    for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
    for (const [table, columns] of Object.entries(COPIES)) {
      const { rows } = await client.query<{ column: string }>(
        `SELECT column_name AS column FROM information_schema.columns
          WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'`,
        [table],
      );
      const all = rows.map(({ column }) => column);
      const said = all.map((column) => columns[column]?.(column) ?? column).join(', ');
      await client.query(`CREATE TEMP TABLE first_${table} AS SELECT * FROM ${table}`);
      for (let nth = 1; nth < times; nth += 1) {
        await client.query(
          `INSERT INTO ${table} (${all.join(', ')}) SELECT ${said} FROM first_${table}`,
          [nth],
        );
      }
      await client.query(`DROP TABLE first_${table}`);
    }
    for (const { made } of indexes) await client.query(made);
    // The site computes at its start what was computed on another day, and counts words and months once a day.
    await client.query('UPDATE platform_summary SET computed_on = computed_on - 1');
    // The copied time of its last run would delay this hourly job.
    await client.query("DELETE FROM job_state WHERE name = 'standings'");
    await client.query('UPDATE search_month SET posts = posts * $1::int', [times]);
    await client.query('SELECT recount()');
    await client.query('VACUUM ANALYZE');
  });
}

/** Drops the copy. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  await connected(url, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
}

async function connected<Value>(
  url: string,
  act: (client: pg.Client) => Promise<Value>,
): Promise<Value> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}
