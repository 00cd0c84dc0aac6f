import { beforeAll, describe, expect, test } from 'vitest';
import { dayToDate } from '#server/database/db.ts';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';
import { open, read, send, textOf } from './forum.testing.ts';

/** A post with a watched word, without a script: asked about once, with nothing typed lost. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
  await site.database.prisma.watchedWord.create({
    data: {
      id: 'wordwordword',
      word: 'parrain',
      questionFr: 'Est-ce un code de parrainage ?',
      questionEn: 'Is it a referral code?',
      addedOn: dayToDate('2026-11-20'),
    },
  });
});

describe.each(['fr', 'en'] as const)('in %s', (language) => {
  const t = messagesFor(language);

  test('the form comes back once with the question, and then publishes', async () => {
    const { id } = await makeThread(site);
    const member = await makeMember(site);
    const from = pathTo(language, 'thread', { id });
    const path = `/api/forum/threads/${id}/posts`;
    const fields = { text: 'Mon parrain m’a dit d’attendre.' };
    const asked = await send(site, member, path, { name: 'reply', from, fields });
    expect(asked.statusCode).toBe(422);
    expect(asked.body).toContain('Mon parrain m’a dit d’attendre.');
    expect(asked.body).toContain('name="asked" value="on"');
    const again = { ...fields, asked: 'on' };
    const sent = await send(site, member, path, { name: 'reply', from, fields: again });
    expect(sent.statusCode, textOf(sent.body)).toBe(303);
  });

  test('the list is public, and a moderator proposes to change it', async () => {
    const address = pathTo(language, 'watchedWords');
    const page = await read(site, address, (await makeMember(site)).cookie);
    expect(page).toContain(language === 'fr' ? 'Est-ce un code' : 'Is it a referral');
    expect(page).not.toContain(t.watched.add);
    const moderator = await makeMember(site, { moderator: true });
    expect((await open(site, address, moderator.cookie)).body).toContain(
      'action="/api/watched-words"',
    );
  });

  test('the limits of new accounts stand on the rules page', async () => {
    const member = await makeMember(site);
    const rules = await read(site, pathTo(language, 'siteRules'), member.cookie);
    expect(rules).toContain(t.legal.siteRules.sections['comptes-recents'].title);
  });
});
