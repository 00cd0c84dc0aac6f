import { beforeAll, describe, expect, test } from 'vitest';
import { dayToDate } from '#server/database/db.ts';
import { publishReport } from '#server/evidence/publication/publish-report.ts';
import { addDays, mondayOf, today } from '#shared/core/days.ts';
import { ownPayout, type OwnPublication } from '#shared/evidence/payouts.ts';
import { meterResponse, type MeterResponse } from '#shared/evidence/publication/meter-reading.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { insertPayouts, makeCrowd } from '#tests/support/crowds.ts';
import { makeMember, makeMembers, platformId, type TestMember } from '#tests/support/factories.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { seededTools, slipDesk } from './publication.testing.ts';

/** What the meter says before a report, and what its author is told and can do after it. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const { post, statesOf, slipsOf, ownerOf, releaseNextMonday } = slipDesk(() => site);

async function meterOf(slug: string, member?: TestMember): Promise<MeterResponse> {
  const response = await site.get(`/api/platforms/${slug}/meter`, member?.cookie);
  expect(response.statusCode, response.body).toBe(200);
  return meterResponse.parse(response.json());
}

async function publicationOf(id: string, member: TestMember): Promise<OwnPublication> {
  const response = await site.get(`/api/me/payouts/${id}`, member.cookie);
  return ownPayout.parse(response.json()).publication;
}

describe('the meter of a platform of 2000 workers', () => {
  const slug = 'clickworker';
  let member: TestMember;
  beforeAll(async () => {
    await makeCrowd(site, slug, 60, 2_000);
    member = await makeMember(site);
  });

  test('answers a visitor what it answers a member who reported nothing', async () => {
    const visitor = await meterOf(slug);
    expect(visitor.soon.none).toMatchObject({ shown: true, crowd: 600 });
    expect(await meterOf(slug, member)).toEqual(visitor);
  });

  test('says to her alone that her next report joins the one that waits', async () => {
    const before = await meterOf(slug);
    const id = await post(slug, member);
    const hers = await meterOf(slug, member);
    expect(hers.joins).toBe(true);
    expect(hers.left).toBeLessThan(before.left);
    const { body } = await site.get(`/fr/preuves/${id}/modifier`, member.cookie);
    expect(body).toContain(messagesFor('fr').payouts.meter.same);
    expect(await meterOf(slug)).toEqual(before);
    const [slip] = await slipsOf(member, slug);
    expect(await publicationOf(id, member)).toMatchObject({
      state: 'waits',
      monday: today(slip?.monday ?? new Date(0)),
      reports: 1,
    });
    const second = await post(slug, member);
    expect(await publicationOf(second, member)).toMatchObject({ state: 'joined', reports: 2 });
  });

  test('moves by no report that nobody has seen, established and unpaid as it may be', async () => {
    const before = await meterOf(slug);
    const known = await makeMember(site, { established: true });
    const day = today(site.clock.now);
    const unpaid = { outcome: 'refused', receivedOn: undefined, refusedOn: day };
    await post(slug, known, unpaid);
    expect(await meterOf(slug)).toEqual(before);
  });

  test('knows what she spent, once her slip is released', async () => {
    await releaseNextMonday(member, slug);
    const { joins, soon } = await meterOf(slug, member);
    expect(joins).toBe(false);
    expect(soon.none.shown).toBe(false);
    expect((await meterOf(slug)).soon.none.shown).toBe(true);
  });

  test('is not there for an unknown platform', async () => {
    expect((await site.get('/api/platforms/nobody/meter')).statusCode).toBe(404);
  });
});

describe('what she asks for', () => {
  const slug = 'appen';
  beforeAll(() => makeCrowd(site, slug, 60, 1_000_000));

  async function detailsOf(detail: 'amount' | 'none', seed: number) {
    const payouts = await insertPayouts(site, slug, await makeMembers(site, 30));
    const tools = seededTools(site, seed);
    await site.database.prisma.$transaction(async (tx) => {
      for (const id of payouts) {
        await publishReport(tx, tools, id, site.clock.now, { detail, later: false });
      }
    });
    const links = await site.database.prisma.payoutPublication.findMany({
      where: { payoutId: { in: payouts } },
      include: { slip: true },
    });
    return links.map(({ slip }) => slip);
  }

  test('none: no slip tells a detail', async () => {
    const slips = await detailsOf('none', 3);
    expect(slips).toHaveLength(30);
    for (const slip of slips) expect(slip).toMatchObject({ detail: null, detailClass: null });
  });

  test('the amount: one slip in three or so tells its band, none the delay', async () => {
    const slips = await detailsOf('amount', 5);
    const told = slips.filter((slip) => slip?.detail !== null);
    // 20 euros
    for (const slip of told) expect(slip).toMatchObject({ detail: 'amount', detailClass: 1 });
    expect(told.length).toBeGreaterThan(4);
    expect(told.length).toBeLessThan(18);
  });

  test('later: the slip has the longest window', async () => {
    const member = await makeMember(site);
    await post(slug, member, { later: true });
    expect(await slipsOf(member, slug)).toMatchObject([{ window: 13 }]);
  });
});

test('what a proof shows beside its slip is spent with it, where it is a proof', async () => {
  const slug = 'appen';
  const shows = { showsAmount: true, showsMonth: true, detail: 'none' };
  const priceOf = async (member: TestMember): Promise<number> => {
    const owner = await ownerOf(member, slug);
    const [row] = await site.database.prisma.publicationSpending.findMany({ where: { owner } });
    return row?.price ?? 0;
  };
  const [plain, signed, discreet, joins] = await makeMembers(site, 4);
  if (!plain || !signed || !discreet || !joins) throw new Error('no members');
  await post(slug, plain, shows);
  await post(slug, signed, { ...shows, signed: true });
  await post(slug, discreet, { ...shows, signed: true, openness: 'discreet' });
  const price = await priceOf(plain);
  expect(await priceOf(signed)).toBeCloseTo(price * 0.02 * 0.4);
  expect(await priceOf(discreet)).toBe(price);
  const { signed: nobody } = await site.database.prisma.payout.findFirstOrThrow({
    where: { author: { memberId: discreet.id } },
  });
  expect(nobody).toBe(false);
  await post(slug, joins, { signed: true, detail: 'none' });
  await post(slug, joins, { signed: true, showsMonth: true });
  expect(await priceOf(joins)).toBeCloseTo(price * 0.4);
});

describe('a report that is held back', () => {
  const slug = 'microworkers';
  let member: TestMember;
  let id: string;
  beforeAll(async () => {
    await makeCrowd(site, slug, 2, null);
    member = await makeMember(site);
    id = await post(slug, member);
  });

  test('says so to its author, who alone can show it', async () => {
    expect(await publicationOf(id, member)).toMatchObject({ state: 'held-back', monday: null });
    const other = await makeMember(site);
    const refused = await site.post(`/api/me/payouts/${id}/publish`, {}, other.cookie);
    expect(refused.statusCode).toBe(403);
    expect(await statesOf(member)).toEqual(['held-back']);
  });

  test('is shown knowingly, once, within four weeks, and its price is spent', async () => {
    const { knowingly } = await meterOf(slug, member);
    expect(knowingly.paid).toBe(30);
    const shown = await site.post(`/api/me/payouts/${id}/publish`, {}, member.cookie);
    expect(shown.statusCode, shown.body).toBe(200);
    const [slip] = await slipsOf(member, slug);
    expect(slip).toMatchObject({ window: 4, outcome: 'paid', detail: null, released: false });
    const first = addDays(mondayOf(today(site.clock.now)), 7);
    const last = dayToDate(addDays(first, 3 * 7));
    expect(slip?.monday.getTime()).toBeGreaterThanOrEqual(dayToDate(first).getTime());
    expect(slip?.monday.getTime()).toBeLessThanOrEqual(last.getTime());
    const owner = await ownerOf(member, slug);
    const spent = await site.database.prisma.publicationSpending.findMany({ where: { owner } });
    expect(spent).toMatchObject([
      { price: 0.15, platformId: await platformId(site, slug), id: slip?.id },
    ]);
    expect(await publicationOf(id, member)).toMatchObject({ state: 'waits' });
    const again = await site.post(`/api/me/payouts/${id}/publish`, {}, member.cookie);
    expect(again.statusCode).toBe(409);
  });

  test('is refused while another one waits', async () => {
    const second = await post(slug, member);
    expect(await publicationOf(second, member)).toMatchObject({ state: 'joined' });
    const refused = await site.post(`/api/me/payouts/${second}/publish`, {}, member.cookie);
    expect(refused.statusCode).toBe(409);
  });
});
