import { beforeAll, describe, expect, test } from 'vitest';
import { BROWSER } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeIncident, makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';

/** The box that makes her others alike, in forms as a browser without a script has them. */

const ALIKE = 'name="alike"';
const INCIDENT = {
  _form: 'incident',
  platform: 'clickworker',
  kind: 'balance-stuck',
  happenedOn: '2026-11-02',
  reason: 'none',
  appeal: 'not-tried',
};
let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

function submit(path: string, fields: Record<string, string>, { cookie }: TestMember) {
  return site.post(path, {}, cookie, {
    ...BROWSER,
    payload: new URLSearchParams(fields).toString(),
  });
}

/** Whether the form of a page has the box, for which others, and whether it signs by itself. */
async function boxOn(path: string, { cookie }: TestMember): Promise<[string | null, boolean]> {
  const { body, statusCode } = await site.get(path, cookie);
  expect(statusCode).toBe(200);
  const others = /class="alike" data-others="(\w+)"/.exec(body)?.[1] ?? null;
  expect(body.includes(ALIKE)).toBe(others !== null);
  return [others, /name="signed" checked=""/.test(body)];
}

describe('a form', () => {
  test('has no box where there is nothing that it would change', async () => {
    const member = await makeMember(site);
    const { id } = await makePayout(site, { member, slug: 'appen', signed: true });
    for (const [path, signs] of [
      ['/fr/declarer/paiement', false],
      ['/fr/declarer/paiement?plateforme=clickworker', false],
      ['/fr/declarer/incident?plateforme=appen', false],
      [`/fr/preuves/${id}/modifier`, true],
    ] as const) {
      expect([path, await boxOn(path, member)]).toEqual([path, [null, signs]]);
    }
  });

  test('has it beside others, and signs as they are', async () => {
    const member = await makeMember(site);
    const payout = await makePayout(site, { member, signed: true });
    await makePayout(site, { member, signed: true });
    const incident = await makeIncident(site, { member });
    await makeIncident(site, { member });
    for (const [path, box] of [
      ['/fr/declarer/paiement?plateforme=clickworker', ['signed', true]],
      [`/fr/preuves/${payout.id}/modifier`, ['signed', true]],
      ['/fr/declarer/incident?plateforme=clickworker', ['unsigned', false]],
      [`/fr/declarer/incident?incident=${incident.id}`, ['unsigned', false]],
    ] as const) {
      expect([path, await boxOn(path, member)]).toEqual([path, box]);
    }
  });

  test('that was refused has it with all that was typed, and then goes', async () => {
    const member = await makeMember(site);
    await makeIncident(site, { member });
    const text = 'Ce que j’ai écrit.';
    const form = { ...INCIDENT, _from: '/fr/declarer/incident', text, signed: 'on' };
    const response = await submit('/api/incidents', form, member);
    expect(response.statusCode).toBe(422);
    for (const said of [
      'Vos autres incidents sur cette plateforme ne sont pas signés.',
      'Tout le monde y lira votre pseudonyme.',
      'Ce que j’ai écrit.',
      'data-others="unsigned"',
    ]) {
      expect(response.body).toContain(said);
    }
    expect(response.body).toMatch(/aria-invalid="true"[^>]*name="signed" checked=""/);
    const agreed = await submit('/api/incidents', { ...form, alike: 'on' }, member);
    expect(agreed.statusCode, agreed.body).toBe(303);
  });

  test('that is wrong elsewhere keeps the box ticked', async () => {
    const member = await makeMember(site);
    const form = { ...INCIDENT, _from: '/en/report/incident' };
    const wrong = { ...form, happenedOn: '2099-01-01', signed: 'on', alike: 'on' };
    const { body, statusCode } = await submit('/api/incidents', wrong, member);
    expect(statusCode).toBe(422);
    expect(body).toMatch(/name="alike" checked=""/);
    expect(body).toContain('All of them will carry your pseudonym, or none.');
  });
});
