import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeIncident, makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';

/** From what went wrong to the letter about it; and what it is filled with stays behind the "#". */

let site: TestApp;
let member: TestMember;
let incidentId: string;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site);
  await makePayout(site, { member, state: 'waiting', askedOn: '2026-10-03' });
  await makePayout(site, { member, state: 'refused', askedOn: '2026-09-04' });
  await makePayout(site, { member, state: 'received', askedOn: '2026-09-05' });
  incidentId = (await makeIncident(site, { member, happenedOn: '2026-09-17' })).id;
});

async function letterLinks(path: string): Promise<URL[]> {
  const { body } = await site.get(path, member.cookie);
  const links = [...body.matchAll(/href="(\/fr\/que-faire\/[^"]+)"/g)];
  return links.map(
    ([, link]) => new URL((link ?? '').replaceAll('&amp;', '&'), 'http://localhost'),
  );
}

const knownIn = ({ hash }: URL): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(hash.slice(1)));

describe('leads to a letter', () => {
  test('a claim: it asks for what was asked on that day', async () => {
    const [link, ...others] = await letterLinks('/fr/paiements-attendus');
    expect(others).toEqual([]);
    expect(link?.pathname).toBe('/fr/que-faire/paiement');
    expect(link?.search).toBe('');
    expect(link && knownIn(link)).toEqual({
      platform: 'Clickworker',
      askedOn: '2026-10-03',
    });
  });

  test('a refused payout, and no received one', async () => {
    const links = await letterLinks('/fr/mes-preuves');
    expect(links.map(knownIn)).toEqual([{ platform: 'Clickworker' }]);
  });

  test('an incident of hers', async () => {
    const [link] = await letterLinks(`/fr/declarer/incident?incident=${incidentId}`);
    expect(link?.pathname).toBe('/fr/que-faire/donnees');
    expect(link && knownIn(link)).toEqual({
      platform: 'Clickworker',
      event: 'vous avez fermé mon compte',
      eventOn: '2026-09-17',
    });
  });
});

test('the incidents of a platform lead a stranger to what can be done', async () => {
  const { body } = await site.get('/fr/plateformes/clickworker/a-propos');
  expect(body).toMatch(/id="incidents"[\s\S]*href="\/fr\/que-faire"/);
});

describe.each(['payment', 'refusal', 'data'])('the letter "%s"', (name) => {
  test('has no form and no field with a name: nothing can be sent', async () => {
    const { body } = await site.get(`/en/what-can-i-do/${name}`);
    const [, page = ''] = body.split('data-enhance="letter"');
    expect(page).toContain('data-field="name"');
    expect(page).not.toMatch(/<form|<(?:input|textarea|select)[^>]* name=/);
  });
});
