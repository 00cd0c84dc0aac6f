import { expect, test } from 'vitest';
import { MAX_CLIENT_ITEMS_SHOWN } from '#shared/directory/clients.ts';
import { createTestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { makeClient, readClient } from './clients.testing.ts';

test('a client with more names, ids and guesses than fit tells the first, and says so', async () => {
  const site = await createTestApp();
  const client = await makeClient(site, { name: 'Aux Mille Noms' });
  const { sql } = site.database;
  const many = `generate_series(1, ${MAX_CLIENT_ITEMS_SHOWN + 50}) AS n`;
  await sql(
    `INSERT INTO client_name (id, client_id, text, key)
     SELECT lpad(n::text, 12, 'n'), '${client.id}', 'Nom ' || n, 'nom ' || n FROM ${many}`,
  );
  await sql(
    `INSERT INTO client_identity (id, client_id, platform_id, external_id)
     SELECT lpad(n::text, 12, 'i'), '${client.id}', p.id, 'A' || n
       FROM ${many}, platform p WHERE p.slug = 'appen'`,
  );
  await sql(
    `INSERT INTO client_guess (id, client_id, text, source, created_on)
     SELECT lpad(n::text, 12, 'g'), '${client.id}', 'Filiale ' || n, 'https://a.example', '2026-11-01'
       FROM ${many}`,
  );
  const { names, identities, guesses } = await readClient(site, client.slug);
  expect([names, identities, guesses].map(({ length }) => length)).toEqual([
    MAX_CLIENT_ITEMS_SHOWN,
    MAX_CLIENT_ITEMS_SHOWN,
    MAX_CLIENT_ITEMS_SHOWN,
  ]);
  const { cookie } = await makeMember(site);
  for (const [page, times] of [
    ['', 3],
    ['/change', 2],
  ] as const) {
    const { statusCode, body } = await site.app.inject({
      url: `/en/clients/${client.slug}${page}`,
      headers: { accept: 'text/html', host: 'localhost', cookie },
    });
    expect(statusCode).toBe(200);
    expect(body.split('We show 200 of them at most.')).toHaveLength(times + 1);
  }
});
