import { beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import type { InboxResponse } from '#shared/community/inbox.ts';
import { externalInboxItemText } from '#web/community/inbox/item-text.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { flagSubjectAs, makeFlaggablePost } from '#tests/api/governance/cases.testing.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';
import { open, read, send } from '#tests/pages/community/forum.testing.ts';

/** What somebody who is threatened is told, by whom, and what tells one urgent case from another. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

async function flagged(reason: string) {
  const { subject } = await makeFlaggablePost(site, 'Je sais où tu habites.');
  const flagger = await makeMember(site);
  expect((await flagSubjectAs(site, subject, flagger, { reason })).statusCode).toBe(201);
  const { id } = await site.database.prisma.moderationCase.findFirstOrThrow({ where: { subject } });
  return { subject, flagger, caseId: id };
}

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ');
const readAs = async (member: TestMember | null, path: string): Promise<string> =>
  plain(await read(site, path, member?.cookie))
    .replaceAll(/ ([).])/g, '$1')
    .replaceAll('( ', '(');

describe.each(LANGUAGES)('in %s', (language) => {
  const t = messagesFor(language);
  const words = t.moderation.threat;

  test('who reported a threat reads what to do at once, and nobody else who reported', async () => {
    for (const [reason, told] of [
      ['threat', true],
      ['insult', false],
    ] as const) {
      const { subject, flagger } = await flagged(reason);
      const page = await readAs(flagger, pathTo(language, 'flag', {}, { about: subject }));
      for (const line of [...words.steps, ...words.keeps]) {
        expect(page.includes(plain(line)), line).toBe(told);
      }
    }
  });

  test('anybody reads it without an account, each number with its source', async () => {
    const page = await readAs(null, pathTo(language, 'whatCanIDo'));
    for (const { text, source } of [...words.inFrance, ...words.inOthers]) {
      expect(page).toContain(`${plain(text)} (${plain(source)})`);
    }
  });

  test('a moderator has a message ready in both languages, and sends it to whom it is for', async () => {
    const { caseId } = await flagged('threat');
    const moderator = await makeMember(site, { moderator: true });
    const threatened = await makeMember(site);
    const from = pathTo(language, 'moderationCase', { id: caseId });
    const page = await readAs(moderator, from);
    for (const of of LANGUAGES) {
      const [first = ''] = messagesFor(of).moderation.threat.text;
      expect(page).toContain(plain(first));
      expect(page).toContain(`${pathTo(of, 'whatCanIDo')}#threat`);
    }
    for (const member of [moderator, threatened]) {
      await site.post('/api/me/messages-allowed', { allows: 'on' }, member.cookie);
    }
    const fields = { to: threatened.pseudonym, text: words.text.join(' ') };
    const form = { name: `threat-${language}`, from, fields };
    expect((await send(site, moderator, '/api/private-messages', form)).statusCode).toBe(303);
    const address = pathTo(language, 'conversation', { pseudonym: moderator.pseudonym });
    expect(await readAs(threatened, address)).toContain(plain(words.text[1] ?? ''));
    // A pseudonym that nobody has: what she typed comes back, in the form that she sent.
    const wrong = { ...form, fields: { ...fields, to: 'personne-de-ce-nom' } };
    const refused = await send(site, moderator, '/api/private-messages', wrong);
    expect(refused.statusCode).toBeGreaterThanOrEqual(400);
    const [, ready = ''] = refused.body.split('id="ready-messages"');
    expect(ready).toContain('<details open="">');
    expect(ready).toContain('personne-de-ce-nom');
  });

  test('a case about something else offers no such message', async () => {
    const { caseId } = await flagged('insult');
    const moderator = await makeMember(site, { moderator: true });
    const page = await open(
      site,
      pathTo(language, 'moderationCase', { id: caseId }),
      moderator.cookie,
    );
    expect(page.body).not.toContain('ready-messages');
  });

  test('three urgent cases read differently in an inbox', async () => {
    const moderator = await makeMember(site, { moderator: true });
    for (const [title, reason] of [
      ['Le virement de mars', 'threat'],
      ['Qui a testé ?', 'threat'],
      ['Une adresse', 'personal-data'],
    ] as const) {
      const { postId } = await makeThread(site, { title });
      await flagSubjectAs(site, `post/${postId}`, await makeMember(site), { reason });
    }
    const { body } = await open(site, pathTo(language, 'inbox'), moderator.cookie);
    const lines = [...body.matchAll(/<div class="row-words">([\s\S]*?)<\/div>/g)].map(([, row]) =>
      plain((row ?? '').replaceAll(/<[^>]+>/g, ' ')),
    );
    expect(lines.filter((line) => line.includes('Le virement de mars'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('Qui a testé ?'))).toHaveLength(1);
    const personal = t.moderation.reasons['personal-data'].toLowerCase();
    expect(lines.filter((line) => line.includes(personal))).toHaveLength(1);
    expect(new Set(lines).size).toBe(lines.length);
    // A mail says the kind and the reason, and not where.
    const { items } = (await site.get('/api/me/inbox', moderator.cookie)).json<InboxResponse>();
    for (const item of items) {
      expect(externalInboxItemText(item, language)).not.toContain(item.facts.place);
    }
  });
});
