import type { Page, Request } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { PADDED_BODY_LENGTH } from '#shared/collective/blind-signing.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { openSurvey } from '#tests/support/survey.ts';
import { answered, pledgeStory, says } from './boycott-pledge.testing.ts';

/** A member's browser gets its signature by itself, and sends her answers without her name. */
const story = pledgeStory();

beforeAll(async () => {
  // Browsers look at their own clock for the year.
  story.site.clock.now = new Date();
  await openSurvey(story.site);
});

const makeAnswerer = (): Promise<TestMember> => makeMember(story.site, { established: true });
const form = (page: Page) => page.locator('[data-say="ready"] form');
const waitingAnswers = () => story.site.slots.answersOf(story.site.clock.now.getUTCFullYear());

test('every page gets a signature, wanted or not; a stranger’s and a newcomer’s get none', async () => {
  const tokens = () => story.site.database.prisma.surveyTokenHolder.count();
  const before = await tokens();
  const stranger = await (await story.phone()).newPage();
  const asked: string[] = [];
  stranger.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await stranger.goto(`${story.url}/fr/regles`);
  await stranger.waitForLoadState('networkidle');
  expect(asked.filter((path) => path.includes('survey'))).toEqual([]);
  const newcomer = await (await story.signedIn(await makeMember(story.site))).newPage();
  const listed = answered(newcomer, '/api/me/survey-token');
  await newcomer.goto(`${story.url}/fr/regles`);
  expect(await (await listed).json()).toEqual({ survey: null });
  const page = await (await story.signedIn(await makeAnswerer())).newPage();
  const signed = page.waitForResponse(
    (response) =>
      response.url().endsWith('/api/me/survey-token') && response.request().method() === 'POST',
  );
  await page.goto(`${story.url}/fr/regles`);
  expect((await signed).status()).toBe(200);
  expect(await tokens()).toBe(before + 1);
});

test('home asks once, gently; the answers go without a cookie or an address, padded, and are forgotten', async () => {
  const context = await story.signedIn(await makeAnswerer());
  const page = await context.newPage();
  const signed = page.waitForResponse(
    (response) =>
      response.url().endsWith('/api/me/survey-token') && response.request().method() === 'POST',
  );
  await page.goto(`${story.url}/fr`);
  await signed;
  await page.waitForFunction(() =>
    Object.entries(localStorage).some(([, text]) => text.includes('"ready"')),
  );
  await page.reload();
  const invitation = page.locator('[data-enhance="survey-invite"]');
  await invitation.waitFor();
  await invitation.getByRole('link').click();
  await says(page, 'ready');

  await form(page).getByRole('button').click();
  expect(await form(page).locator('[data-empty]').isVisible()).toBe(true);
  await form(page).locator('input[name="sex"][value="woman"]').check();
  for (const motive of ['money', 'hours', 'home']) {
    await form(page).locator(`input[name="motives"][value="${motive}"]`).check();
  }
  expect(await form(page).locator('input[name="motives"][value="learning"]').isDisabled()).toBe(
    true,
  );
  const sent: Request[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/survey/answers')) sent.push(request);
  });
  const before = waitingAnswers().length;
  await form(page).getByRole('button').click();
  await says(page, 'sent');
  const headers = await sent[0]?.allHeaders();
  expect(sent).toHaveLength(1);
  expect(headers).not.toHaveProperty('cookie');
  expect(headers).not.toHaveProperty('referer');
  expect(sent[0]?.postData()).toHaveLength(PADDED_BODY_LENGTH);
  expect(waitingAnswers()).toHaveLength(before + 1);
  expect(waitingAnswers().map(({ answers }) => answers)).toContainEqual({
    sex: ['woman'],
    motives: ['money', 'hours', 'home'],
  });
  // The device keeps nothing by which its answer could be found.
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  for (const { key, signature } of waitingAnswers()) {
    expect(kept).not.toContain(key);
    expect(kept).not.toContain(signature);
  }
  await page.goto(`${story.url}/fr`);
  await page.waitForLoadState('networkidle');
  expect(await invitation.isVisible()).toBe(false);
  await page.goto(`${story.url}/fr/enquete/repondre`);
  await says(page, 'sent');
});

test('an answer that is not sent yet says so, and goes at the next visit of another page', async () => {
  const context = await story.signedIn(await makeAnswerer(), true);
  const page = await context.newPage();
  await page.goto(`${story.url}/fr/enquete/repondre`);
  await says(page, 'ready');
  await form(page).locator('input[name="age"][value="25-34"]').check();
  await form(page).getByRole('button').click();
  await says(page, 'waiting');
  await page.close();
  const before = waitingAnswers().length;
  const next = await context.newPage();
  await next.clock.install({ time: Date.now() + 3_600_000 });
  const sent = answered(next, '/api/survey/answers');
  await next.goto(`${story.url}/fr/statuts`);
  await next.waitForLoadState('networkidle');
  await next.clock.runFor(20_000);
  await sent;
  expect(waitingAnswers()).toHaveLength(before + 1);
});

test('a second browser of hers says that the first has it; who says no is asked no more', async () => {
  const member = await makeAnswerer();
  const first = await (await story.signedIn(member)).newPage();
  await first.goto(`${story.url}/fr/enquete/repondre`);
  await says(first, 'ready');
  const second = await (await story.signedIn(member)).newPage();
  await second.goto(`${story.url}/fr/enquete/repondre`);
  await says(second, 'elsewhere');
  await first.goto(`${story.url}/fr/moi`);
  const invitation = first.locator('[data-enhance="survey-invite"]');
  await invitation.getByRole('button').click();
  await first.reload();
  await first.waitForLoadState('networkidle');
  expect(await invitation.isVisible()).toBe(false);
});
