import { beforeAll, describe, expect, test } from 'vitest';
import type { BoycottState } from '#shared/collective/boycotts.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { propose, readBoycott } from '#tests/support/boycott-lifecycle.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeOrganiserMessage } from '#tests/support/organiser-messages.ts';
import { makeWorker, makeWorkers } from '#tests/support/pledges.ts';
import { open, read, send, textOf } from '#tests/pages/community/forum.testing.ts';

/** The sheets that organisers print or show, and what they do on the page of their boycott. */

let site: TestApp;
let organiser: TestMember;
let id: string;
beforeAll(async () => {
  site = await createTestApp();
  organiser = await makeMember(site, { established: true });
  ({ id } = await makeBoycott(site, { member: organiser, state: 'on', pledged: 14 }));
  const data = { eligible: 40, eligibleNew: 0 };
  await site.database.prisma.boycott.update({ where: { id }, data });
});

describe.each(LANGUAGES)('in %s', (language) => {
  const words = messagesFor(language).boycotts;
  const sheet = async (feuille: string) =>
    (await open(site, pathTo(language, 'boycottKit', { id }, { feuille }))).body;

  test.each(['minute', 'affiche', 'tract', 'autocollants', 'ecran', 'presse'])(
    'the sheet %s stands alone, and names no member',
    async (feuille) => {
      const body = await sheet(feuille);
      expect(body.match(/boycott-poster|class="kit-screen/gu)).toHaveLength(1);
      expect(body).toContain('aria-current="page"');
      expect(body).not.toContain(organiser.pseudonym);
      expect(body.includes('class="qr"')).toBe(!['minute', 'presse', 'ecran'].includes(feuille));
    },
  );

  test('the press sheet says figures with their denominators, and what not to say', async () => {
    const text = textOf(await sheet('presse'));
    const { press } = words.kit;
    expect(text).toContain(press.pledged({ pledged: 14, eligible: 40 }));
    expect(text).toContain(press.pledgedHow);
    expect(text).toContain(press.couldPledge({ pace: 'ordinary', platform: 'Clickworker' }));
    for (const line of press.notSayLines) expect(text).toContain(line);
    expect(text).toContain(press.inventAlone);
    for (const said of ['Trente centimes', 'Ne prendre aucune', words.one.threshold, press.began]) {
      expect(text).toContain(said);
    }
    // A journalist needs somebody to ask, and the company's side; no member is named for it.
    expect(text).toContain(press.whomCompany);
    // This site names nobody to write to, and this boycott has no topic.
    expect(text).not.toContain(press.ask);
    expect(text).toContain(press.inPublicLink);
  });

  test('the press sheet leads to the organisers by their topic, written out for paper', async () => {
    const { id: own } = await propose(site, {}, await makeWorker(site));
    for (const { cookie } of await makeWorkers(site, 3)) {
      await site.post(`/api/boycotts/${own}/second`, {}, cookie);
    }
    const { thread } = await readBoycott(site, own);
    const { body } = await open(
      site,
      pathTo(language, 'boycottKit', { id: own }, { feuille: 'presse' }),
    );
    const topic = pathTo(language, 'thread', { id: String(thread) });
    expect(body).toContain(`href="${topic}">${words.kit.press.whomThread}</a>`);
    expect(textOf(body)).toContain(`${topic} )`);
  });

  test('the company is said to be silent only once it was asked', async () => {
    const { id: own } = await makeBoycott(site, { member: organiser, state: 'on' });
    const read = async () =>
      textOf(
        (await open(site, pathTo(language, 'boycottKit', { id: own }, { feuille: 'presse' }))).body,
      );
    const { noAnswer, notAsked } = words.timeline;
    expect(await read()).toContain(notAsked);
    expect(await read()).not.toContain(noAnswer);
    await site.post(`/api/boycotts/${own}/reminders`, { way: 'mail' }, organiser.cookie);
    expect(await read()).toContain(noAnswer);
    expect(await read()).not.toContain(notAsked);
  });

  test('no sheet says more than the promise where the platform is the target', async () => {
    const all = /refus\w* (?:tout travail|all work)/u;
    for (const feuille of ['minute', 'affiche', 'tract', 'autocollants', 'presse']) {
      expect(textOf(await sheet(feuille))).not.toMatch(all);
    }
    for (const name of ['boycott', 'shareBoycott'] as const) {
      const { body } = await open(site, pathTo(language, name, { id }));
      expect(textOf(body)).toContain(words.refuse.now.platform({ platform: 'Clickworker' }));
      expect(textOf(body)).not.toMatch(all);
    }
  });

  test('the minute says what is true at its step', async () => {
    const { protects } = words.kit.minute;
    const minute = async (state: BoycottState) => {
      const { id: one } = await makeBoycott(site, { state });
      return textOf((await open(site, pathTo(language, 'boycottKit', { id: one }))).body);
    };
    const [, , takeBack = expect.fail()] = protects.open;
    const pledging = await minute('pledging');
    expect(pledging).toContain(takeBack);
    expect(pledging).toContain(words.one.partaking);
    const on = await minute('on');
    expect(on).not.toContain(takeBack);
    expect(on).toContain(words.one.partakingNow);
    const ended = await minute('ended');
    expect(ended).not.toContain(takeBack);
    expect(ended).toContain(words.one.partakingPast);
    const failed = await minute('failed');
    expect(failed).toContain(words.kit.gone);
    expect(failed).not.toContain(words.kit.how.minute);
  });

  test('a sticker says what it is, and where to read on', async () => {
    const text = textOf(await sheet('autocollants'));
    expect(text).toContain(words.kit.sticker);
    expect(text).toContain(messagesFor(language).common.site);
    expect(text).toContain(pathTo(language, 'boycott', { id }));
    expect(text).not.toContain('://');
  });

  test('an organiser notes a reminder by a form, and all read it with the figures of the day', async () => {
    const { id: own } = await makeBoycott(site, { member: organiser, state: 'on' });
    const page = pathTo(language, 'boycott', { id: own });
    const place = pathTo(language, 'organiseBoycott', { id: own });
    expect((await open(site, place, organiser.cookie)).body).toContain(
      `action="/api/boycotts/${own}/reminders"`,
    );
    const sent = await send(site, organiser, `/api/boycotts/${own}/reminders`, {
      name: 'reminder',
      from: place,
      fields: { way: 'letter' },
    });
    expect(sent.statusCode).toBe(303);
    expect(await read(site, String(sent.headers.location), organiser.cookie)).toContain(
      words.done.reminded,
    );
    const text = textOf((await open(site, page)).body);
    expect(text).toContain(words.timeline.reminder({ way: words.timeline.ways.letter }));
    expect(text).toContain('Clickworker');
    expect(text).not.toContain(words.timeline.remind);
    // A second one on the same day would be refused.
    const again = (await open(site, place, organiser.cookie)).body;
    expect(again).not.toContain(`action="/api/boycotts/${own}/reminders"`);
  });

  test('the form to link a boycott works, and is not shown where no link is taken', async () => {
    const { id: own } = await makeBoycott(site, { member: organiser, state: 'ended' });
    const { id: other } = await makeBoycott(site, { state: 'debated', slug: 'appen' });
    const page = pathTo(language, 'organiseBoycott', { id: own });
    const form = `action="/api/boycotts/${own}/links"`;
    const sent = await send(site, organiser, `/api/boycotts/${own}/links`, {
      name: 'boycott-link',
      from: page,
      fields: { address: pathTo(language, 'boycott', { id: other }) },
    });
    expect(String(sent.headers.location)).toContain('linked');
    expect((await open(site, page, organiser.cookie)).body).toContain(form);
    const { prisma } = site.database;
    await prisma.boycottLink.deleteMany({ where: { boycottId: own } });
    await prisma.boycott.update({ where: { id: own }, data: { state: 'failed' } });
    const failed = await open(site, page, organiser.cookie);
    expect(failed.body).not.toContain(form);
    expect(textOf(failed.body)).not.toContain(words.sameDemand.link);
  });

  test('a message stands on the page for all, with its moderators', async () => {
    const text = 'Le client propose de parler lundi.';
    const made = await makeOrganiserMessage(site, { member: organiser, text });
    const { body } = await open(site, pathTo(language, 'boycott', { id: made.boycott }));
    expect(body).toContain(`id="message-${made.id}"`);
    expect(textOf(body)).toContain(text);
    expect(textOf(body)).toContain(words.messages.checked({ first: 'M-TEST1', second: 'M-TEST2' }));
  });
});
