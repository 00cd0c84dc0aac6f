import { beforeAll, expect, test } from 'vitest';
import { FIRST_STEPS_DAYS, nextStepsResponse } from '#shared/site/next-steps.ts';
import { makeRealMember } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makePayout, type TestMember } from '#tests/support/factories.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const firstStepsOf = async ({ cookie }: TestMember) =>
  nextStepsResponse.parse((await site.get('/api/me/next-steps', cookie)).json()).first;

test('a new member sees three steps, ticked as she takes them', async () => {
  const member = await makeRealMember(site, 'Nouvelle venue');
  expect(await firstStepsOf(member)).toEqual({ follows: false, owed: false });
  const page = await site.get('/fr/moi', member.cookie);
  expect(page.body).toContain('Pour bien commencer');
  const followed = { kind: 'platform', key: 'clickworker' };
  expect((await site.post('/api/follows', followed, member.cookie)).statusCode).toBe(200);
  await makePayout(site, { member, state: 'waiting' });
  expect(await firstStepsOf(member)).toEqual({ follows: true, owed: true });
});

test('they go when she wants, and after four weeks', async () => {
  const [dismissing, waiting] = [
    await makeRealMember(site, 'Pressée'),
    await makeRealMember(site, 'Patiente'),
  ];
  const path = '/api/me/first-steps/dismiss';
  expect((await site.post(path, {}, dismissing.cookie)).statusCode).toBe(200);
  expect(await firstStepsOf(dismissing)).toBeNull();
  expect((await site.get('/fr/moi', dismissing.cookie)).body).not.toContain('Pour bien commencer');
  site.clock.advanceDays(FIRST_STEPS_DAYS);
  expect(await firstStepsOf(waiting)).not.toBeNull();
  site.clock.advanceDays(1);
  expect(await firstStepsOf(waiting)).toBeNull();
});

test('they are for members; a visitor’s page asks for none', async () => {
  expect((await site.get('/api/me/next-steps')).statusCode).toBe(401);
  expect((await site.post('/api/me/first-steps/dismiss', {})).statusCode).toBe(401);
  expect((await site.get('/fr/moi')).statusCode).toBe(200);
});
