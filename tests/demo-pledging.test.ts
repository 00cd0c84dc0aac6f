import { expect, test } from 'vitest';
import { createSessions } from '#server/identity/accounts/sessions.ts';
import { demoAfter } from './support/demo.ts';
import { sequence } from './support/log-sequencer.ts';
import { askForToken, findToken, sendPledge } from './support/pledges.ts';

test('the demo lets its member pledge to the boycott that collects pledges', async () => {
  const site = await demoAfter(12);
  const { prisma } = site.database;
  const { id } = await prisma.boycott.findFirstOrThrow({ where: { state: 'pledging' } });
  const member = await prisma.member.findFirstOrThrow({ where: { pseudonym: 'demo' } });
  const sessions = createSessions(site.database, () => site.clock.now, { secure: false });
  const cookie = (await sessions.start(prisma, member.id)).split(';')[0] ?? '';
  await sequence(site);
  const pledger = await askForToken(site, id, cookie, await findToken(site, id, { cookie }));
  expect((await sendPledge(site, pledger)).statusCode).toBe(200);
});
