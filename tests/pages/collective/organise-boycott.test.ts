import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeTranslation } from '#tests/support/boycott-translations.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { open, read, send, textOf } from '#tests/pages/community/forum.testing.ts';

/** The one place of an organiser, and the letter that she sends to the company. */

const FRENCH = 'Les tâches sont payées trois centimes depuis deux mois, et pas plus.';

let site: TestApp;
let organiser: TestMember;
let id: string;
beforeAll(async () => {
  site = await createTestApp();
});
beforeEach(async () => {
  organiser = await makeMember(site, { established: true });
  ({ id } = await makeBoycott(site, { member: organiser, state: 'debated' }));
  const data = { grievance: FRENCH, eligible: 40, eligibleNew: 0 };
  await site.database.prisma.boycott.update({ where: { id }, data });
});

describe.each(LANGUAGES)('in %s', (language) => {
  const words = messagesFor(language).boycotts;
  const place = () => pathTo(language, 'organiseBoycott', { id });
  const letter = () => pathTo(language, 'boycottLetter', { id });

  test('what is due next stands first, and each open step has its link', async () => {
    const { body } = await open(site, place(), organiser.cookie);
    const { steps, states } = words.organise;
    const next = textOf(body.slice(body.indexOf('id="next"'), body.indexOf('id="steps"')));
    expect(next).toContain(steps.sent.title);
    expect(next).toContain(steps.sent.act);
    const list = body.slice(body.indexOf('id="steps"'));
    for (const { title } of Object.values(steps)) expect(textOf(list)).toContain(title);
    for (const path of [
      letter(),
      `${pathTo(language, 'boycott', { id })}#organisers`,
      pathTo(language, 'boycottTranslations', { id }),
      `${place()}#message`,
      pathTo(language, 'boycottKit', { id }),
    ]) {
      expect(list).toContain(`<a href="${path}"`);
    }
    // The end has not come.
    expect(list).not.toContain(pathTo(language, 'boycottLookBack', { id }));
    expect(textOf(list)).toContain(states.later);
  });

  test('the public page has one link for organisers, and none of their forms', async () => {
    const page = pathTo(language, 'boycott', { id });
    const { body } = await open(site, page, organiser.cookie);
    expect(body.match(new RegExp(`href="${place()}"`, 'gu'))).toHaveLength(1);
    for (const part of ['demand-sent', 'reminders', 'messages', 'links']) {
      expect(body).not.toContain(`action="/api/boycotts/${id}/${part}"`);
    }
    for (const name of ['changeBoycott', 'withdrawBoycott', 'callOffBoycott'] as const) {
      const path = `href="${pathTo(language, name, { id })}"`;
      expect(body).not.toContain(path);
      expect((await open(site, place(), organiser.cookie)).body).toContain(path);
    }
    expect((await open(site, page)).body).not.toContain(place());
  });

  test('it is for organisers alone', async () => {
    const other = await makeMember(site, { established: true });
    const said = await read(site, place(), other.cookie);
    expect(said).toContain(words.forms.notYours);
    expect(said).not.toContain(words.organise.list);
    expect((await open(site, place())).statusCode).toBe(303);
  });

  test('her own page tells of each boycott what is next', async () => {
    const said = await read(site, pathTo(language, 'ownBoycotts'), organiser.cookie);
    expect(said).toContain(words.organise.steps.sent.act);
    const { body } = await open(site, pathTo(language, 'ownBoycotts'), organiser.cookie);
    expect(body).toContain(`href="${place()}"`);
  });

  test('she notes from the letter on which day she sent it, without a script', async () => {
    await site.database.prisma.boycott.update({ where: { id }, data: { state: 'on' } });
    const today = site.clock.now.toISOString().slice(0, 10);
    expect((await open(site, letter(), organiser.cookie)).body).toContain(
      `action="/api/boycotts/${id}/demand-sent"`,
    );
    const refused = await send(site, organiser, `/api/boycotts/${id}/demand-sent`, {
      name: 'demand-sent',
      from: letter(),
      fields: { way: 'mail', day: 'x' },
    });
    expect(refused.statusCode).toBe(422);
    const sent = await send(site, organiser, `/api/boycotts/${id}/demand-sent`, {
      name: 'demand-sent',
      from: letter(),
      fields: { way: 'mail', day: today },
    });
    expect(sent.headers.location).toContain(place());
    expect(await read(site, String(sent.headers.location), organiser.cookie)).toContain(
      words.done['demand-sent'],
    );
    const { body } = await open(site, letter(), organiser.cookie);
    expect(body).not.toContain('demand-sent"');
  });

  test('the letter says what the page publishes, in both languages, and names no member', async () => {
    await makeTranslation(site, { boycott: id, confirmed: true });
    await site.post(`/api/boycotts/${id}/reminders`, { way: 'mail' }, organiser.cookie);
    const { body } = await open(site, letter());
    const said = textOf(body);
    for (const other of LANGUAGES) {
      const { sign, hello } = messagesFor(other).boycotts.letter;
      expect(said).toContain(hello);
      expect(said).toContain(sign);
      expect(said).toContain(pathTo(other, 'boycott', { id }));
      expect(said).toContain(`${pathTo(other, 'reply')}?plateforme=clickworker`);
    }
    expect(said).toContain('Le salaire minimum.');
    expect(said).toContain('At least ten cents a task.');
    expect(said).not.toContain(words.letter.untranslated);
    expect(body).not.toContain(organiser.pseudonym);
    expect(body).not.toContain('demand-sent');
  });

  test('its mail has the subject and the text, and fits into an address', async () => {
    const { body } = await open(site, letter());
    const mails = [...body.matchAll(/href="(mailto:[^"]+)"/gu)].map(([, mail = '']) => mail);
    expect(mails).toHaveLength(LANGUAGES.length);
    const own = new URL((mails[0] ?? '').replaceAll('&amp;', '&'));
    const { title } = await site.database.prisma.boycott.findUniqueOrThrow({ where: { id } });
    expect(own.searchParams.get('subject')).toBe(words.letter.subject({ title }));
    expect(own.searchParams.get('body')).toContain('Le salaire minimum.');
    const demands = 'Dix centimes la tâche, et le retour des comptes fermés. '.repeat(60);
    await site.database.prisma.boycott.update({ where: { id }, data: { demands } });
    const long = await open(site, letter());
    const cut = [...long.body.matchAll(/href="(mailto:[^"]+)"/gu)].map(([, mail = '']) => mail);
    for (const mail of cut) expect(mail.length).toBeLessThan(2_100);
    expect(textOf(long.body)).toContain(words.letter.mailShort);
    expect(textOf(long.body)).toContain(words.letter.untranslated);
  });

  test('there is no letter once nothing came of it', async () => {
    await site.database.prisma.boycott.update({ where: { id }, data: { state: 'failed' } });
    const { body } = await open(site, letter());
    expect(body).not.toContain('mailto:');
    expect(textOf(body)).toContain(words.kit.gone);
  });
});
