import { beforeAll, expect, test } from 'vitest';
import { dayToDate } from '#server/database/db.ts';
import { planBoycotts } from '#demo/boycotts.ts';
import type { DueThen } from '#demo/organising.ts';
import { CALLS } from '#demo/boycott-plans.ts';
import { randomId } from '#server/core/ids.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { boycottsResponse } from '#shared/collective/boycotts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { readBoycott } from '#tests/support/boycott-lifecycle.ts';

let site: TestApp;
let moments: DueThen[];
beforeAll(async () => {
  site = await createTestApp();
  await bringWorkers('clickworker', 'tacheo');
  await bringWorkers('appen', 'piecettes');
  const { database, slots, dataDir, clock } = site;
  moments = planBoycotts({ database, slots, secrets: openSecrets(null, dataDir) }, clock.now);
  for (const { run } of moments) await run();
});

/** Thirty established members who work on a platform, which is called as in the demo from then on. */
async function bringWorkers(slug: string, called: string): Promise<void> {
  const { prisma } = site.database;
  const day = dayToDate('2026-01-01');
  const members = Array.from({ length: 30 }, (_, nth) => ({
    id: randomId(),
    pseudonym: `${called} ${nth}`,
    pseudonymKey: `${called} ${nth}`,
    passwordHash: 'none',
    lang: 'fr',
    createdAt: day,
    establishedOn: day,
  }));
  await prisma.member.createMany({ data: members });
  const { id: platformId } = await prisma.platform.update({
    where: { slug },
    data: { slug: called },
  });
  const until = dayToDate('2027-01-01');
  await prisma.worksThere.createMany({
    data: members.map(({ id: memberId }) => ({ memberId, platformId, until })),
  });
}

test('the demo has a boycott at every step that a newcomer may wonder about', async () => {
  expect(moments.at(-1)?.at).toEqual(site.clock.now);
  const { boycotts } = boycottsResponse.parse((await site.get('/api/boycotts')).json());
  const told = Object.fromEntries(boycotts.map((one) => [one.title, [one.state, one.pledged]]));
  expect(told).toEqual({
    [titleOf('grappe')]: ['on', 14],
    [titleOf('attente')]: ['pledging', null],
    [titleOf('seuil')]: ['debated', null],
    [titleOf('consignes')]: ['ended', 12],
    [titleOf('virement')]: ['failed', null],
  });
  const on = boycotts.find(({ state }) => state === 'on');
  const { checkIns, cards } = await readBoycott(site, on?.id ?? '');
  expect(checkIns.length).toBeGreaterThan(3);
  expect(checkIns.every(({ held, couldNot }) => held > couldNot)).toBe(true);
  expect(cards.map(({ kind }) => kind)).toContain('platform');
});

test('one of the demo ended with what its pledgers said and a look back, one for want of pledges', async () => {
  const { boycotts } = boycottsResponse.parse((await site.get('/api/boycotts')).json());
  const read = (key: string) =>
    readBoycott(site, boycotts.find(({ title }) => title === titleOf(key))?.id ?? '');
  const ended = await read('consignes');
  expect(ended).toMatchObject({ outcome: 'partly', checkIns: expect.any(Array) });
  expect(ended.ballots).toMatchObject([{ kind: 'closing', result: 'partly' }]);
  expect(ended.checkIns).toHaveLength(7);
  expect(ended.lookBack).toBe(CALLS.find(({ key }) => key === 'consignes')?.lookBack);
  expect(await read('virement')).toMatchObject({
    failure: 'too-few-pledges',
    failedAt: 'pledging',
  });
});

test('what organisers do beside its steps: a confirmed translation, a demand sent, an offer told', async () => {
  const { boycotts } = boycottsResponse.parse((await site.get('/api/boycotts')).json());
  const idOf = (key: string) => boycotts.find(({ title }) => title === titleOf(key))?.id ?? '';
  const { translations, timeline } = await readBoycott(site, idOf('grappe'));
  expect(translations).toMatchObject([{ language: 'en', shown: true }]);
  expect(timeline.find(({ kind }) => kind === 'sent')).toMatchObject({
    way: 'mail',
    sentOn: expect.any(String),
  });
  // Two moderators, whom this site lacks, publish what tells of the offer.
  const waits = await site.database.prisma.proposedChange.findMany({
    where: { kind: 'send-message', subject: `boycott/${idOf('attente')}` },
  });
  expect(waits).toMatchObject([{ payload: { offer: true } }]);
});

function titleOf(key: string): string {
  return CALLS.find((call) => call.key === key)?.title ?? '';
}
