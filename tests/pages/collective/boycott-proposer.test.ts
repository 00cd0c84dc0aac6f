import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  debate,
  freshPlatform,
  openBoycott,
  openPledging,
  passHours,
  propose,
  PROPOSAL,
  readBoycott,
} from '#tests/support/boycott-lifecycle.ts';
import { makeMember } from '#tests/support/factories.ts';
import { makeWorker, makeWorkers } from '#tests/support/pledges.ts';
import { open, read, send } from '#tests/pages/community/forum.testing.ts';

/** What who proposes a boycott reads before she writes it, and as she takes it back. */

let site: TestApp;
let platform: string;
beforeAll(async () => {
  site = await createTestApp();
});
beforeEach(async () => {
  platform = await freshPlatform(site);
});

describe.each(LANGUAGES)('in %s', (language) => {
  const words = messagesFor(language).boycotts;
  const page = (id: string): string => pathTo(language, 'boycott', { id });
  const form = (about?: string): string =>
    pathTo(language, 'proposeBoycott', {}, { plateforme: about });
  const nameOf = async (slug: string): Promise<string> =>
    (await site.database.prisma.platform.findUniqueOrThrow({ where: { slug } })).name;

  test('who has no evidence there is told before she writes a word, with what to do', async () => {
    const { cookie } = await makeMember(site);
    const name = await nameOf(platform);
    const { body } = await open(site, form(platform), cookie);
    expect(body).not.toContain('<textarea');
    expect(body).toContain(pathTo(language, 'reportPayout', {}, { plateforme: platform }));
    expect(body).toContain(pathTo(language, 'privateEvidence', {}, { plateforme: platform }));
    expect(await read(site, form(platform), cookie)).toContain(
      words.forms.notThere({ platforms: name }),
    );
    expect(await read(site, form(), cookie)).toContain(words.forms.nowhere);
  });

  test('who is paid too little finds where to begin, on the page of the platform and of help', async () => {
    const platformPage = await open(site, pathTo(language, 'platform', { slug: platform }));
    expect(platformPage.body).toContain(`href="${form(platform)}"`);
    const { body } = await open(site, pathTo(language, 'whatCanIDo'));
    expect(body).toContain('href="#together"');
    expect(body).toMatch(new RegExp(`id="together"[\\s\\S]*href="${form()}"`, 'u'));
  });

  test('who proposed is told to find supporters, and where; others are led to support', async () => {
    const { id, proposer } = await propose(site, { platform });
    const share = pathTo(language, 'shareBoycott', { id });
    const { nextSteps, nextActs } = words.one;
    const own = await open(site, page(id), proposer.cookie);
    expect(own.body).toContain(nextSteps.gather({ missing: 3 }));
    // She cannot support her own proposal, so nothing may ask her to.
    expect(own.body).not.toContain(nextSteps.second);
    expect(own.body).toMatch(new RegExp(`href="${share}">${nextActs.gather}<`, 'u'));
    const { body } = await open(site, page(id));
    expect(body).toContain(nextSteps.second);
    expect(body).not.toContain(nextActs.gather);
    expect(body).toMatch(/href="#second"/u);
    expect(body).toContain('id="second"');
    for (const { cookie } of await makeWorkers(site, 3, { slug: platform })) {
      await site.post(`/api/boycotts/${id}/second`, {}, cookie);
    }
    // Nobody has to be found any more.
    expect((await open(site, page(id), proposer.cookie)).body).not.toContain(nextActs.gather);
  });

  test('while it is debated, the next step leads to the debate', async () => {
    const { id } = await debate(site, { platform });
    const { thread } = await readBoycott(site, id);
    const topic = pathTo(language, 'thread', { id: String(thread) });
    expect((await open(site, page(id))).body).toContain(
      `href="${topic}">${words.one.nextActs.debate}<`,
    );
  });

  test('who has some is offered her platforms, and told where too few could pledge', async () => {
    const { cookie } = await makeWorker(site, { slug: platform });
    const name = await nameOf(platform);
    expect((await open(site, form(), cookie)).body).toContain(`href="${form(platform)}"`);
    const said = await read(site, form(platform), cookie);
    expect(said).toContain(words.forms.tooFew({ platform: name }));
    for (let nth = 0; nth < 20; nth += 1) await makeWorker(site, { slug: platform });
    const enough = await read(site, form(platform), cookie);
    expect(enough).toContain(words.forms.enough({ people: 20, platform: name }));
    expect(enough).toContain(words.forms.thresholdMost({ platform: name, most: 24 }));
  });

  test('her call is taken back by a form, and its page says what became of it', async () => {
    const { id, proposer } = await propose(site, { platform });
    const path = pathTo(language, 'withdrawBoycott', { id });
    const place = pathTo(language, 'organiseBoycott', { id });
    expect((await open(site, place, proposer.cookie)).body).toContain(`href="${path}"`);
    expect((await open(site, page(id))).body).not.toContain(`href="${path}"`);
    const asked = await read(site, path, proposer.cookie);
    for (const point of words.forms.withdraw.called) expect(asked).toContain(point);
    const sent = await send(site, proposer, `/api/boycotts/${id}/withdraw`, {
      name: 'boycott-withdraw',
      from: path,
    });
    expect(sent.statusCode).toBe(303);
    const said = await read(site, String(sent.headers.location), proposer.cookie);
    const done = {
      fr: 'Le texte de votre boycott est retiré.',
      en: 'The text of your boycott is withdrawn.',
    } as const;
    expect(said).toContain(done[language]);
    expect(said).toContain(words.one.withdrawnTitle);
    expect(said).toContain(words.one.withdrawnSay);
    expect(said).not.toContain(PROPOSAL.grievance);
    expect(said).not.toContain(proposer.pseudonym + ' ·');
    for (const name of ['boycottVersions', 'shareBoycott'] as const) {
      expect(await read(site, pathTo(language, name, { id }))).toContain(words.one.withdrawnSay);
    }
  });

  test('while others are bound by it the page says why not, and what she can do', async () => {
    const { id, proposer } = await openPledging(site, 20, { platform });
    const path = pathTo(language, 'withdrawBoycott', { id });
    const said = await read(site, path, proposer.cookie);
    expect(said).toContain(words.forms.withdraw.bound);
    expect(said).toContain(words.forms.withdraw.instead.pledging);
    const callOff = pathTo(language, 'callOffBoycott', { id });
    const { body } = await open(site, path, proposer.cookie);
    expect(body).toContain(`href="${callOff}"`);
    expect(body).not.toContain('boycott-withdraw');
    const other = await makeMember(site);
    expect(await read(site, path, other.cookie)).toContain(words.forms.notYours);
  });

  test('an outcome that no vote came to is marked as hers', async () => {
    const { id, proposer } = await openBoycott(site, { platform, onDays: 3 });
    await passHours(site, 72);
    expect(await read(site, page(id))).not.toContain(words.one.saidBy);
    const said = { outcome: 'won', text: 'Le prix a doublé.' };
    await site.post(`/api/boycotts/${id}/outcome`, said, proposer.cookie);
    expect(await read(site, page(id))).toContain(words.one.saidBy);
  });

  test('what nobody stands behind yet is for no search engine', async () => {
    const { id } = await propose(site, { platform });
    expect((await open(site, page(id))).body).toContain('noindex');
    expect((await site.get('/sitemap.xml')).body).not.toContain(id);
    const { id: taken } = await openPledging(site, 20, { platform });
    expect((await open(site, page(taken))).body).not.toContain('noindex');
    expect((await site.get('/sitemap.xml')).body).toContain(taken);
  });
});

test('a boycott that is not there is not found', async () => {
  const { statusCode } = await open(site, pathTo('fr', 'boycott', { id: 'zzzzzzzzzzzz' }));
  expect(statusCode).toBe(404);
});
