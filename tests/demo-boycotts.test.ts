import { beforeAll, expect, test } from 'vitest';
import { dateOf } from '#server/db.ts';
import { planBoycotts, type DueThen } from '#server/demo/boycotts.ts';
import { CALLS } from '#server/demo/boycott-plans.ts';
import { newId } from '#server/ids.ts';
import { openSecrets } from '#server/secrets.ts';
import { boycottsResponse } from '#shared/boycotts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { readBoycott } from '#tests/support/boycott-life.ts';

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
  const day = dateOf('2026-01-01');
  const members = Array.from({ length: 30 }, (_, nth) => ({
    id: newId(),
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
  const until = dateOf('2027-01-01');
  await prisma.worksThere.createMany({
    data: members.map(({ id: memberId }) => ({ memberId, platformId, until })),
  });
}

test('the demo has a boycott that is on, with check-ins, a call to pledge in, and a debate', async () => {
  expect(moments.at(-1)?.at).toEqual(site.clock.now);
  const { boycotts } = boycottsResponse.parse((await site.get('/api/boycotts')).json());
  const told = Object.fromEntries(boycotts.map((one) => [one.title, [one.state, one.pledged]]));
  expect(told).toEqual({
    [titleOf('grappe')]: ['on', 14],
    [titleOf('attente')]: ['pledging', null],
    [titleOf('seuil')]: ['debated', null],
  });
  const on = boycotts.find(({ state }) => state === 'on');
  const { checkIns } = await readBoycott(site, on?.id ?? '');
  expect(checkIns.length).toBeGreaterThan(3);
  expect(checkIns.every(({ held, couldNot }) => held > couldNot)).toBe(true);
});

function titleOf(key: string): string {
  return CALLS.find((call) => call.key === key)?.title ?? '';
}
