import { expect, test } from 'vitest';
import { makeClient } from '#tests/api/directory/clients.testing.ts';
import { createTestApp } from '#tests/support/app.ts';
import { col, statement } from '#server/database/sql.ts';

test('client_slips: names like what was typed, the likest first, at most so many', async () => {
  const site = await createTestApp();
  const { id } = await makeClient(site, { name: 'Panoramique' });
  await makeClient(site, { name: 'Panorama et fils' });
  const clientsByTypo = (typed: string, most: number) =>
    site.database.sql(
      statement({ id: col.text }, 'SELECT client_id AS id FROM client_slips($1, $2)'),
      [typed, most],
    );
  expect(await clientsByTypo('panoramiqe', 1)).toEqual([{ id }]);
  expect(await clientsByTypo('', 10)).toEqual([]);
  expect(await clientsByTypo('zzzzzz', 10)).toEqual([]);
});
