import { beforeAll, describe, expect, test } from 'vitest';
import { lookupResponse } from '#shared/site/lookup.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, platformId, type TestMember } from '#tests/support/factories.ts';
import {
  CORRECTION_SOURCE,
  correctPlatformAs,
  readPlatformRevisions,
  readPlatform,
} from '#tests/api/directory/platform-corrections.testing.ts';
import { DOMAIN_TRIAL_DAYS } from '#server/directory/platforms/trusted-domains.ts';

/** What one member types must not run a script on anybody's page, nor stop it where people work. */

let site: TestApp;
let member: TestMember;
let other: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  [member, other] = [await makeMember(site), await makeMember(site)];
  for (const slug of ['appen', 'isahit', 'mobeye', 'testapic']) await haveStanding(slug);
});

/** The platform has had a standing other than unknown. */
async function haveStanding(slug: string): Promise<void> {
  const where = { platformId: await platformId(site, slug) };
  await site.database.prisma.platformSummary.update({ where, data: { everKnown: true } });
}

async function setDomains(slug: string, domains: string[], by = member): Promise<void> {
  expect(await correctPlatformAs(site, by, slug, { domains })).toMatchObject({ status: 200 });
}

/** Whose page scripts take a domain for, null where for nobody's; the script runs on no other. */
async function ownerOf(domain: string): Promise<string | null> {
  const { body } = await site.get('/contrenote.user.js');
  const runs = body.includes(`*://*.${domain}/*`);
  const response = await site.get(`/api/lookup?domain=${domain}`);
  expect(response.statusCode).toBe(runs ? 200 : 404);
  return runs ? (lookupResponse.parse(response.json()).platform?.slug ?? null) : null;
}

/** To the member's newest correction of the platform. */
async function act(slug: string, what: string, body: object, by: TestMember): Promise<void> {
  const [newest] = await readPlatformRevisions(site, slug);
  const path = `/api/platforms/${slug}/revisions/${newest?.id}/${what}`;
  expect((await site.post(path, body, by.cookie)).statusCode).toBe(200);
}

describe('a domain that a member typed', () => {
  test('means its platform to scripts once it has stood for fourteen days', async () => {
    await setDomains('appen', ['appen.com', 'bank.example']);
    expect((await readPlatform(site, 'appen')).domains).toContain('bank.example');
    expect(await ownerOf('bank.example')).toBeNull();
    site.clock.advanceDays(DOMAIN_TRIAL_DAYS - 1);
    expect(await ownerOf('bank.example')).toBeNull();
    site.clock.advanceDays(1);
    expect(await ownerOf('bank.example')).toBe('appen');
    expect(await ownerOf('appen.com')).toBe('appen');
  });

  test('stays unheard while a member disputes it, and once it was undone', async () => {
    await setDomains('isahit', ['isahit.com', 'search.example']);
    await act('isahit', 'disputes', { reason: 'This is another company.' }, other);
    site.clock.advanceDays(2 * DOMAIN_TRIAL_DAYS);
    expect(await ownerOf('search.example')).toBeNull();
    const [disputed] = await readPlatformRevisions(site, 'isahit');
    const withdraw = `/api/disputes/${disputed?.disputes[0]?.id}/withdraw`;
    expect((await site.post(withdraw, {}, other.cookie)).statusCode).toBe(200);
    expect(await ownerOf('search.example')).toBe('isahit');
    await act('isahit', 'undo', { source: CORRECTION_SOURCE }, other);
    expect(await ownerOf('search.example')).toBeNull();
  });

  test('typed again after it was removed has to stand anew', async () => {
    const [alone, both] = [['mobeye.com'], ['mobeye.com', 'again.example']];
    await setDomains('mobeye', both);
    site.clock.advanceDays(DOMAIN_TRIAL_DAYS);
    expect(await ownerOf('again.example')).toBe('mobeye');
    await setDomains('mobeye', alone, other);
    await setDomains('mobeye', both);
    expect(await ownerOf('again.example')).toBeNull();
    site.clock.advanceDays(DOMAIN_TRIAL_DAYS);
    expect(await ownerOf('again.example')).toBe('mobeye');
  });

  test('of a platform that a member added waits until something is known of it', async () => {
    const added = await site.post(
      '/api/platforms',
      { name: 'Anybody', website: 'anybody.example', activity: 'other', source: CORRECTION_SOURCE },
      member.cookie,
    );
    expect(added.statusCode).toBe(201);
    expect(await ownerOf('anybody.example')).toBeNull();
    site.clock.advanceDays(DOMAIN_TRIAL_DAYS);
    expect(await ownerOf('anybody.example')).toBeNull();
    await haveStanding('anybody');
    expect(await ownerOf('anybody.example')).toBe('anybody');
  });

  test.each(['com', 'co.uk', 'github.io', 'gouv.fr', '192.0.2.1'])(
    '%s is refused: anybody’s sites stand under it',
    async (domain) => {
      const corrected = await correctPlatformAs(site, member, 'testapic', { domains: [domain] });
      expect(corrected).toMatchObject({
        status: 422,
        error: { fields: { domains: { code: 'invalid' } } },
      });
      const body = {
        name: 'Suffix',
        website: domain,
        activity: 'other',
        source: CORRECTION_SOURCE,
      };
      const added = await site.post('/api/platforms', body, member.cookie);
      expect(added.json()).toMatchObject({ error: { fields: { website: { code: 'invalid' } } } });
    },
  );

  test('may be somebody’s part of such a one', async () => {
    await setDomains('testapic', ['testapic.com', 'testapic.github.io', 'testapic.co.uk']);
  });
});

describe('a domain that the site started with', () => {
  test('keeps its platform, whoever removes it or gives it to another', async () => {
    await setDomains('amazon-mechanical-turk', []);
    expect(await ownerOf('mturk.com')).toBe('amazon-mechanical-turk');
    await setDomains('testapic', ['mturk.com']);
    site.clock.advanceDays(DOMAIN_TRIAL_DAYS);
    expect(await ownerOf('mturk.com')).toBe('amazon-mechanical-turk');
  });
});
