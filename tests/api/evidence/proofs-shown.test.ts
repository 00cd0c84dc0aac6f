import { compareWaitingPictures } from '#server/evidence/proof-verification/recycled-pictures.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { dayToDate } from '#server/database/db.ts';
import { addDays, mondayOf, today } from '#shared/core/days.ts';
import { proofsResponse, type PublishedProof } from '#shared/evidence/proofs.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makeMembers, type TestMember } from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';
import { makePlainPng } from '#tests/support/screenshots.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';
import { slipDesk } from './publication.testing.ts';

/** A payout is public as a proof alone: with a picture or signed, and once its Monday has come. */
let site: TestApp;
let member: TestMember;
beforeEach(async () => {
  site = await createTestApp();
  member = await makeMember(site);
});
const desk = slipDesk(() => site);

const FIELDS = {
  platform: 'clickworker',
  outcome: 'received',
  expected: '27,43',
  currency: 'EUR',
  method: 'paypal',
  askedOn: '2026-11-03',
  receivedOn: '2026-11-07',
};

async function post(
  fields: object = {},
  {
    by = member,
    picture = true,
    id = '',
  }: { by?: TestMember; picture?: boolean; id?: string } = {},
): Promise<string> {
  const file = picture ? { bytes: await makePlainPng() } : ('' as const);
  const response = await postForm(
    site,
    `/api/payouts${id === '' ? '' : `/${id}`}`,
    { ...FIELDS, ...fields },
    { cookie: by.cookie, file },
  );
  expect(response.statusCode, response.body).toBeLessThan(300);
  return response.json<{ id: string }>().id;
}

async function withdraw(id: string): Promise<void> {
  const response = await site.post(`/api/payouts/${id}/withdraw`, {}, member.cookie);
  expect(response.statusCode, response.body).toBe(200);
}

async function gallery(): Promise<PublishedProof[]> {
  const response = await site.get('/api/payouts?platform=clickworker');
  return proofsResponse.parse(response.json()).payouts;
}

async function acts(): Promise<string[]> {
  const entries = await site.database.prisma.recordEntry.findMany({
    where: { subject: { startsWith: 'payout/' } },
    orderBy: { id: 'asc' },
  });
  return entries.map(({ kind }) => kind);
}

/** Moves the clock to a later Monday and runs the job. */
async function mondays(weeks = 1): Promise<void> {
  site.clock.now = dayToDate(addDays(mondayOf(today(site.clock.now)), 7 * weeks));
  await desk.run();
  await site.catchUp();
}

const statusOf = async (path: string, cookie?: string): Promise<number> =>
  (await site.get(path, cookie)).statusCode;

describe('until its Monday', () => {
  test('nobody learns of a payout, its author included, and the record says nothing', async () => {
    const id = await post({ showsAmount: 'on' });
    await desk.run();
    expect(await gallery()).toEqual([]);
    for (const path of ['', '/voices', '/history']) {
      expect(await statusOf(`/api/payouts/${id}${path}`)).toBe(404);
      expect(await statusOf(`/api/payouts/${id}${path}`, member.cookie)).toBe(404);
    }
    const { key } = await site.database.prisma.screenshot.findFirstOrThrow();
    expect(await statusOf(`/files/${key}/reading.webp`)).toBe(404);
    expect(await statusOf(`/files/${key}/reading.webp`, member.cookie)).toBe(200);
    expect(await acts()).toEqual([]);
  });

  test('correcting and withdrawing it leave no trace in the record', async () => {
    const id = await post();
    await post({ expected: '30' }, { id });
    await withdraw(id);
    await mondays(14);
    expect(await gallery()).toEqual([]);
    expect(await acts()).toEqual([]);
  });
});

describe('a Monday shows', () => {
  test('what its author chose to show, and nothing more', async () => {
    const id = await post({ showsAmount: 'on' });
    await mondays();
    const [proof] = await gallery();
    expect(proof).toMatchObject({ id, state: 'paid', amount: { minor: 2700 }, month: null });
    const text = JSON.stringify(proof);
    for (const kept of ['paypal', '2026-11', 'delay', 'key']) {
      expect(text.replaceAll(/"url":"[^"]*"/g, '')).not.toContain(kept);
    }
    expect(await acts()).toEqual(['payout-published']);
  });

  test('signed ones, with the pseudonym', async () => {
    await post({ signed: 'on', showsMonth: 'on' }, { picture: false });
    await mondays();
    expect(await gallery()).toMatchObject([
      { author: { pseudonym: member.pseudonym }, amount: null, month: '2026-11' },
    ]);
  });

  test('neither pictures nor signatures: nothing, ever', async () => {
    await post({ showsAmount: 'on', showsMonth: 'on' }, { picture: false });
    await mondays(20);
    expect(await gallery()).toEqual([]);
    expect(await acts()).toEqual([]);
  });

  test('discreet pictures three at a time', async () => {
    const [one, other] = await makeMembers(site, 2);
    await post();
    await post({}, { by: one as TestMember });
    await mondays();
    expect(await gallery()).toEqual([]);
    await post({}, { by: other as TestMember });
    await desk.run();
    expect(await gallery()).toEqual([]);
    await mondays();
    expect(await gallery()).toHaveLength(3);
  });

  test('a discreet picture alone after 13 weeks', async () => {
    await post();
    await mondays(13);
    expect(await gallery()).toEqual([]);
    await mondays(1);
    expect(await gallery()).toHaveLength(1);
  });
});

describe('once it is shown', () => {
  test('the record tells of a change that others see, and of no other', async () => {
    const id = await post({ showsAmount: 'on' });
    await mondays();
    await post({ showsAmount: 'on', method: 'wise' }, { id, picture: false });
    expect(await acts()).toEqual(['payout-published']);
    await post({ showsAmount: 'on', expected: '50' }, { id, picture: false });
    expect(await acts()).toEqual(['payout-published', 'payout-corrected']);
  });

  test('without its picture it is no proof any more, and may become one again', async () => {
    const id = await post({ showsAmount: 'on' });
    await mondays();
    await post({ removeScreenshot: 'on' }, { id, picture: false });
    expect(await gallery()).toEqual([]);
    expect(await acts()).toEqual(['payout-published', 'payout-unlisted']);
    expect(await statusOf(`/api/me/payouts/${id}`, member.cookie)).toBe(200);
    await post({ showsAmount: 'on' }, { id });
    await mondays();
    expect(await gallery()).toHaveLength(1);
    expect((await verifyDump(await dumpOf(site))).faults).toEqual([]);
  });

  test('withdrawn, it leaves its end in the record', async () => {
    const id = await post({ showsAmount: 'on' });
    await mondays();
    await withdraw(id);
    expect(await acts()).toEqual(['payout-published', 'payout-withdrawn']);
    expect(await statusOf(`/api/payouts/${id}`)).toBe(410);
  });
});

test('a picture that resembles another is questioned in public once it is shown', async () => {
  const bytes = await makePlainPng();
  const send = async (by: TestMember): Promise<string> => {
    const fields = { ...FIELDS, showsAmount: 'on' };
    const response = await postForm(site, '/api/payouts', fields, {
      cookie: by.cookie,
      file: { bytes },
    });
    return response.json<{ id: string }>().id;
  };
  await send(member);
  const later = await send(await makeMember(site));
  const opened = (): Promise<number> =>
    site.database.prisma.recordEntry.count({ where: { kind: 'check-opened' } });
  await compareWaitingPictures(site, site.clock.now);
  expect(await site.database.prisma.proofCheck.count()).toBe(1);
  expect(await opened()).toBe(0);
  await mondays();
  expect(await opened()).toBe(1);
  const proofs = await gallery();
  expect(proofs.find(({ id }) => id === later)?.checks).toMatchObject([{ reason: 'recycled' }]);
});

test('others see nothing of an unshown payout in the dump, which verifies', async () => {
  await post();
  await post({ showsAmount: 'on' }, { by: await makeMember(site) });
  await post({ signed: 'on' }, { by: await makeMember(site), picture: false });
  await mondays();
  expect((await verifyDump(await dumpOf(site))).faults).toEqual([]);
});
