import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { seedPlatformsOfToday } from '#server/evidence/standings/seed-platforms-of-today.ts';
import { UNVERIFIED_SOURCE } from '#shared/directory/platform-corrections.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { TEST_START } from '#tests/support/postgres.ts';
import {
  correctPlatformAs,
  readPlatform,
  readPlatformRevisions,
} from './platform-corrections.testing.ts';

const SEED = join(process.cwd(), 'prisma', 'seed');

let site: TestApp;
let member: TestMember;
let added = 0;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site);
  // A member came first: her platform has the name of one of the list, and stays hers.
  const body = { name: 'Prolific', website: 'prolific.example', activity: 'other' };
  await site.post('/api/platforms', { ...body, source: 'https://example.org' }, member.cookie);
  added = await seedPlatformsOfToday(site.database, SEED, TEST_START);
});

const seedAgain = (): Promise<number> => seedPlatformsOfToday(site.database, SEED, TEST_START);

describe('the platforms of today', () => {
  test('are added once, never over one that has the slug, the name or the domain', async () => {
    expect(added).toBeGreaterThan(45);
    expect(await seedAgain()).toBe(0);
    expect(await readPlatform(site, 'prolific')).toMatchObject({
      domains: ['prolific.example'],
      unverified: [],
    });
    expect(await readPlatform(site, 'appen')).toMatchObject({ founded: 1996, unverified: [] });
  });

  test('say of each fact that nobody has verified it, and no figure and no opinion', async () => {
    expect(await readPlatform(site, 'sproutgigs')).toMatchObject({
      aliases: ['Picoworkers'],
      domains: ['sproutgigs.com'],
      unverified: ['activity', 'aliases', 'domains'],
      standing: { state: 'unknown', lines: [] },
      note: { fr: null, en: null },
      paidWorkers: null,
    });
    const revisions = await readPlatformRevisions(site, 'sproutgigs');
    expect(revisions.map(({ source }) => source)).toEqual(revisions.map(() => UNVERIFIED_SOURCE));
    const page = (await site.get('/fr/plateformes/sproutgigs')).body;
    expect(page).toContain('Personne n’a encore vérifié ces informations.');
    expect(page).toContain('Est-ce que SproutGigs paie');
    expect(page).toContain('Me prévenir si l’avis change');
    const about = (await site.get('/en/platforms/sproutgigs/about')).body;
    expect(about.split('not verified').length - 1).toBe(3);
  });

  test('lead both ways between an old name and what became of it', async () => {
    const old = await readPlatform(site, 'clixsense');
    expect(old.links).toContainEqual({ kind: 'renamed-to', name: 'ySense', slug: 'ysense' });
    expect(old.unverified).toEqual(['renamedTo']);
    expect((await readPlatform(site, 'ysense')).linkedBy).toEqual([
      { kind: 'renamed-to', name: 'Clixsense', slug: 'clixsense', unverified: true },
    ]);
    const page = (await site.get('/fr/plateformes/clixsense')).body;
    expect(page).toMatch(
      /Elle s’appelle maintenant <a href="\/fr\/plateformes\/ysense">ySense<\/a>/,
    );
    expect(page).not.toContain('Personne n’a encore vérifié ces informations.');
    expect((await site.get('/fr/plateformes/ysense')).body).toMatch(
      /S’appelait avant <a href="\/fr\/plateformes\/clixsense">Clixsense<\/a>/,
    );
  });

  test.each(['picoworkers', 'sproutgigs-com'])('are found at their address %s', async (former) => {
    const page = await site.get(`/en/platforms/${former}`);
    expect([page.statusCode, page.headers['location']]).toEqual([302, '/en/platforms/sproutgigs']);
    expect((await site.get('/en/platforms/not-a-name-of-any')).statusCode).toBe(404);
  });

  test('give their domains to no script before they are known', async () => {
    const trusted = (await site.get('/api/lookup/platforms')).body;
    expect(trusted).not.toContain('sproutgigs');
  });
});

describe('a member with a source', () => {
  test('confirms what she leaves as it is; undone, it is unverified again', async () => {
    const before = await readPlatform(site, 'ysense');
    expect(before.unverified).toEqual(['activity', 'domains', 'headquarters']);
    expect((await correctPlatformAs(site, null, 'ysense', { confirmed: true })).status).toBe(401);
    const done = await correctPlatformAs(site, member, 'ysense', { confirmed: true });
    expect(done.status).toBe(200);
    const after = await readPlatform(site, 'ysense');
    expect(after).toEqual({ ...before, unverified: [] });
    // Nothing is left to confirm.
    expect((await correctPlatformAs(site, member, 'ysense', { confirmed: true })).status).toBe(422);
    const domains = (await readPlatformRevisions(site, 'ysense', member.cookie)).find(
      ({ field, source }) => field === 'domains' && source !== UNVERIFIED_SOURCE,
    );
    const undo = `/api/platforms/ysense/revisions/${domains?.id}/undo`;
    const undone = await site.post(undo, { source: 'I was wrong' }, member.cookie);
    expect(undone.statusCode).toBe(200);
    expect(await readPlatform(site, 'ysense')).toMatchObject({
      domains: ['ysense.com'],
      unverified: ['domains'],
    });
  });

  test('corrects one fact, and the others stay unverified', async () => {
    await correctPlatformAs(site, member, 'outlier', { domains: 'outlier.example' });
    expect(await readPlatform(site, 'outlier')).toMatchObject({
      domains: ['outlier.example'],
      unverified: ['activity', 'headquarters'],
    });
  });

  test('undoes a link, and it does not come back at the next start', async () => {
    const revisions = await readPlatformRevisions(site, 'foule-factory', member.cookie);
    const link = revisions.find(({ field }) => field === 'renamedTo');
    expect(link?.after).toEqual(['Wirk']);
    const undo = `/api/platforms/foule-factory/revisions/${link?.id}/undo`;
    await site.post(undo, { source: 'It is another firm' }, member.cookie);
    await seedAgain();
    expect((await readPlatform(site, 'foule-factory')).links).toEqual([]);
    expect((await readPlatform(site, 'wirk')).linkedBy).toEqual([]);
  });
});
