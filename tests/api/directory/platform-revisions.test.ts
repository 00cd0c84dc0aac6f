import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PlatformRevision } from '#shared/directory/platform-corrections.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import { makeMember, makePayout, platformId, type TestMember } from '#tests/support/factories.ts';
import {
  CORRECTION_SOURCE,
  correctPlatformAs,
  readPlatformRevisions,
  readOnlyRevision,
  readPlatform,
} from './platform-corrections.testing.ts';
import { readPayoutEvidence } from '#tests/support/payout-evidence.ts';
import { expectedPaymentDelay } from '#shared/evidence/payout-evidence.ts';

let site: TestApp;
let member: TestMember;
let other: TestMember;
beforeAll(async () => {
  site = await createTestApp();
});
beforeEach(async () => {
  member = await makeMember(site);
  other = await makeMember(site);
});

const platform = (slug: string): ReturnType<typeof readPlatform> => readPlatform(site, slug);
const correct = (
  slug: string,
  body: Record<string, unknown>,
  by: TestMember | null = member,
): ReturnType<typeof correctPlatformAs> => correctPlatformAs(site, by, slug, body);
const revisions = (slug: string, cookie?: string): Promise<PlatformRevision[]> =>
  readPlatformRevisions(site, slug, cookie);
const only = (slug: string): Promise<PlatformRevision> => readOnlyRevision(site, slug);
async function act(
  slug: string,
  id: string,
  what: string,
  body: object,
  by: TestMember | null,
): Promise<number> {
  const path = `/api/platforms/${slug}/revisions/${id}/${what}`;
  return (await site.post(path, body, by?.cookie)).statusCode;
}
const undo = (slug: string, id: string, by: TestMember | null = other): Promise<number> =>
  act(slug, id, 'undo', { source: 'This is not so.' }, by);
const dispute = (slug: string, id: string, by: TestMember | null = other): Promise<number> =>
  act(slug, id, 'disputes', { reason: 'This page says nothing of it.' }, by);

const withdraw = async (id: string, by: TestMember | null = other): Promise<number> =>
  (await site.post(`/api/disputes/${id}/withdraw`, {}, by?.cookie)).statusCode;

describe('GET /api/platforms/:slug/revisions', () => {
  test('shows what changed and why, never by whom', async () => {
    await correct('moolineo', { promiseDays: 12 });
    const response = await site.get('/api/platforms/moolineo/revisions');
    const revision = await only('moolineo');
    expect(revision).toMatchObject({
      field: 'promiseDays',
      before: null,
      after: 12,
      source: CORRECTION_SOURCE,
    });
    expect(response.body).not.toContain(member.id);
    expect(response.body).not.toContain(member.pseudonym);
  });

  test('says what each viewer may do', async () => {
    await correct('loonea', { promiseDays: 12 });
    const can = async (cookie?: string): Promise<unknown> =>
      (await revisions('loonea', cookie))[0]?.can;
    expect(await can()).toEqual({ undo: false, dispute: false });
    expect(await can(member.cookie)).toEqual({
      undo: true,
      dispute: false,
    });
    expect(await can(other.cookie)).toEqual({ undo: true, dispute: true });
  });

  test('refuses a page that is none, and is not found for nobody', async () => {
    expect((await site.get('/api/platforms/loonea/revisions?page=0')).statusCode).toBe(422);
    expect((await site.get('/api/platforms/nobody/revisions')).statusCode).toBe(404);
  });
});

describe('POST /api/platforms/:slug/revisions/:id/undo', () => {
  test('puts back what was before, as a revision of its own', async () => {
    await correct('lionbridge', { methods: ['paypal'] });
    const first = await only('lionbridge');
    expect(await undo('lionbridge', first.id)).toBe(200);
    expect((await platform('lionbridge')).methods).toEqual([]);
    const made = await revisions('lionbridge');
    expect(made.find(({ undoes }) => undoes === first.id)).toMatchObject({
      before: ['paypal'],
      after: [],
      source: 'This is not so.',
    });
    expect(made.find(({ id }) => id === first.id)?.undone).toBe(true);
  });

  test('can itself be undone', async () => {
    await correct('pactera', { aliases: ['Beyondsoft'] });
    const first = await only('pactera');
    await undo('pactera', first.id);
    const second = (await revisions('pactera')).find(({ undoes }) => undoes === first.id);
    expect(await undo('pactera', second?.id ?? '', member)).toBe(200);
    expect((await platform('pactera')).aliases).toEqual(['Beyondsoft']);
  });

  test('is a conflict where it is undone already, or the fact has changed since', async () => {
    await correct('winminute', { promiseDays: 3 });
    const first = await only('winminute');
    await correct('winminute', { promiseDays: 4 });
    expect(await undo('winminute', first.id)).toBe(409);
    const second = (await revisions('winminute')).find(({ after }) => after === 4);
    expect(await undo('winminute', second?.id ?? '')).toBe(200);
    expect(await undo('winminute', second?.id ?? '')).toBe(409);
    expect((await platform('winminute')).promiseDays).toBe(3);
  });

  test('is a conflict where the name means another platform by now', async () => {
    await correct('mobeye', { aliases: ['Mob Eye'] });
    const first = await only('mobeye');
    await undo('mobeye', first.id);
    await correct('bemyeye', { aliases: ['Mob Eye'] });
    const second = (await revisions('mobeye')).find(({ undoes }) => undoes === first.id);
    expect(await undo('mobeye', second?.id ?? '')).toBe(409);
  });

  test('by two at the same time happens once', async () => {
    await correct('streetbees', { promiseDays: 8 });
    const { id } = await only('streetbees');
    const statuses = await Promise.all([
      undo('streetbees', id, member),
      undo('streetbees', id, other),
    ]);
    expect(statuses.toSorted()).toEqual([200, 409]);
    expect(await revisions('streetbees')).toHaveLength(2);
  });

  test('is for members, with a reason, of what is there', async () => {
    await correct('clixsense', { promiseDays: 8 });
    const { id } = await only('clixsense');
    expect(await undo('clixsense', id, null)).toBe(401);
    expect(await act('clixsense', id, 'undo', { source: '' }, other)).toBe(422);
    expect(await undo('clixsense', '000000000000')).toBe(404);
    expect(await undo('appen', id)).toBe(404);
    expect(await undo('clixsense', 'not-an-id')).toBe(404);
  });
});

describe('POST /api/platforms/:slug/revisions/:id/disputes', () => {
  test('stands beside the correction, with its reason', async () => {
    await correct('clic-and-walk', { promiseDays: 8 });
    const { id } = await only('clic-and-walk');
    expect(await dispute('clic-and-walk', id)).toBe(200);
    expect((await only('clic-and-walk')).disputes).toMatchObject([
      { reason: 'This page says nothing of it.' },
    ]);
    expect((await revisions('clic-and-walk', other.cookie))[0]?.can).toMatchObject({
      dispute: false,
    });
  });

  test('counts once a member, and not by who made the correction', async () => {
    await correct('ba-click', { promiseDays: 8 });
    const { id } = await only('ba-click');
    expect(await dispute('ba-click', id)).toBe(200);
    expect(await dispute('ba-click', id)).toBe(409);
    expect(await dispute('ba-click', id, member)).toBe(403);
  });

  test('can be taken back: its words are gone, the record says that there was one', async () => {
    await correct('microworkers', { promiseDays: 8 });
    const { id } = await only('microworkers');
    await dispute('microworkers', id);
    const own = (await only('microworkers')).disputes[0]?.id ?? '';
    expect(await withdraw(own)).toBe(200);
    expect((await only('microworkers')).disputes).toEqual([]);
    const entries = await site.database.prisma.recordEntry.findMany({
      where: { kind: { startsWith: 'dispute-' } },
      orderBy: { id: 'asc' },
    });
    const [published, withdrawn] = entries.slice(-2);
    expect(published).toMatchObject({ kind: 'dispute-published', salt: null });
    expect(withdrawn?.kind).toBe('dispute-withdrawn');
    expect(await withdraw(own)).toBe(410);
    expect(await withdraw(own, null)).toBe(401);
    expect(await withdraw('000000000000')).toBe(404);
  });

  test('is for members, with a reason, of what is there', async () => {
    await correct('figure-eight', { promiseDays: 8 });
    const { id } = await only('figure-eight');
    expect(await dispute('figure-eight', id, null)).toBe(401);
    expect(await act('figure-eight', id, 'disputes', { reason: '' }, other)).toBe(422);
    expect(await dispute('figure-eight', '000000000000')).toBe(404);
  });
});

describe('a promise in the standing', () => {
  /** The days within which the platform's payouts are expected, by the promise in force. */
  const expected = async (): Promise<number> => {
    const payouts = await readPayoutEvidence(site, '5euros');
    const last = payouts.toSorted((a, b) => (a.askedOn < b.askedOn ? 1 : -1))[0];
    return expectedPaymentDelay(last?.promiseDays ?? null, null);
  };

  test('counts from its correction on, not while undone or disputed, unless the dispute is hidden', async () => {
    await makePayout(site, { slug: '5euros' });
    expect(await expected()).toBe(30);
    await correct('5euros', { promiseDays: 20 });
    expect(await expected()).toBe(20);
    const first = await only('5euros');

    await undo('5euros', first.id);
    expect(await expected()).toBe(30);
    const second = (await revisions('5euros')).find(({ undoes }) => undoes === first.id);
    await undo('5euros', second?.id ?? '', member);
    expect(await expected()).toBe(20);

    await dispute('5euros', first.id);
    // Undone once, then put back: what can be disputed is its return.
    expect(await expected()).toBe(20);
    const third = (await revisions('5euros')).find(({ undoes }) => undoes === second?.id);
    expect(await dispute('5euros', third?.id ?? '')).toBe(200);
    expect(await expected()).toBe(30);
    const disputed = (await revisions('5euros')).find(({ id }) => id === third?.id);
    const about = { kind: 'dispute', id: disputed?.disputes[0]?.id ?? '' } as const;
    const hands = await makeHands(site);
    await decide(site, hands, about, 'hide');
    expect(await expected()).toBe(20);
    await decide(site, hands, about, 'restore');
    expect(await expected()).toBe(30);
    expect(await withdraw(about.id)).toBe(200);
    expect(await expected()).toBe(20);

    site.clock.advanceDays(1);
    await correct('5euros', { promiseDays: 25 });
    await makePayout(site, { slug: '5euros', askedOn: '2026-12-01' });
    expect(await expected()).toBe(25);
    const id = await platformId(site, '5euros');
    const summary = await site.database.prisma.platformSummary.findUniqueOrThrow({
      where: { platformId: id },
    });
    expect(summary.computedOn.toISOString().slice(0, 10)).toBe('2026-11-21');
  });
});
