import { beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makePledging } from '#tests/support/pledges.ts';
import { actsOf } from '#tests/support/proposals.ts';
import { makeFund } from '#tests/support/solidarity-funds.ts';
import { open, read, send, textOf } from '#tests/pages/community/forum.testing.ts';

/** Solidarity funds by forms alone, beside the promise and on the page of one's own boycotts. */

let site: TestApp;
let member: TestMember;
let first: TestMember;
let second: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site);
  first = await makeMember(site, { moderator: true });
  second = await makeMember(site, { moderator: true });
});

describe.each(LANGUAGES)('in %s', (language) => {
  const t = messagesFor(language);
  const words = t.boycotts.funds;

  test('one is proposed, checked by two, shown beside the promise, and taken off', async () => {
    const id = await makePledging(site);
    const page = pathTo(language, 'boycott', { id });
    const address = `https://caisse.example/${language}`;
    const propose = (typed: string) =>
      send(site, member, `/api/boycotts/${id}/funds`, {
        name: 'fund',
        from: page,
        fields: { name: 'Caisse commune', address: typed },
      });
    const refused = await propose('http://caisse.example/');
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('value="Caisse commune"');
    expect(textOf(refused.body)).toContain(t.errors.fields['not-an-address']);
    const sent = await propose(address);
    expect(sent.statusCode).toBe(303);
    expect(await read(site, String(sent.headers.location), member.cookie)).toContain(
      t.boycotts.done['fund-proposed'],
    );
    for (const moderator of [first, second]) {
      expect((await open(site, page, member.cookie)).body).not.toContain(address);
      const [act] = (await actsOf(site, moderator)).waiting;
      const actPage = pathTo(language, 'act', { id: act?.id ?? '' });
      const asked = await open(site, actPage, moderator.cookie);
      expect(asked.body).toContain(`href="${address}"`);
      expect(textOf(asked.body)).toContain(moderator === first ? t.acts.needsTwo : t.acts.needsOne);
      const yes = await send(site, moderator, `/api/moderation/acts/${act?.id ?? ''}/answer`, {
        name: 'confirm',
        from: actPage,
        fields: { answer: 'confirm' },
      });
      expect(yes.statusCode).toBe(303);
    }
    const { body } = await open(site, page);
    const section = /<section aria-labelledby="funds">.*?<\/section>/s.exec(body)?.[0] ?? '';
    expect(section).toContain(`href="${address}"`);
    expect(textOf(section)).toContain(words.noMoney);
    expect(section).not.toContain(words.takeOff);
    expect((await open(site, page, member.cookie)).body).toContain(t.moderation.withdraw.send);

    const fund = /id="fund-([0-9a-z]{12})"/.exec(section)?.[1] ?? '';
    const off = await send(site, second, `/api/funds/${fund}/take-off`, {
      name: `take-off-${fund}`,
      from: page,
      fields: { reason: 'Elle ne répond plus.' },
    });
    expect(await read(site, String(off.headers.location), second.cookie)).toContain(
      t.boycotts.done['fund-taken-off'],
    );
    expect((await open(site, page)).body).not.toContain(address);
  });

  test('the page of one’s boycotts has those of all, the same for each member', async () => {
    const { boycott, id } = await makeFund(site);
    const path = pathTo(language, 'ownBoycotts');
    const { body } = await open(site, path, member.cookie);
    expect(body).toContain(`id="fund-${id}"`);
    expect(body).toContain(pathTo(language, 'boycott', { id: boycott }));
    expect(textOf(body)).toContain(words.noMoney);
    const other = await open(site, path, (await makeMember(site)).cookie);
    const listOf = (html: string): string => /<ul class="funds">.*?<\/ul>/s.exec(html)?.[0] ?? '';
    expect(listOf(other.body)).toBe(listOf(body));
  });
});
