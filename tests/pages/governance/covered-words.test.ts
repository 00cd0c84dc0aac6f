import { beforeAll, describe, expect, test } from 'vitest';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeFlaggedCase } from '#tests/api/governance/cases.testing.ts';
import {
  COVER_FIELDS,
  MARK,
  PHONE,
  TEXT_WITH_PHONE,
  findPost,
} from '#tests/api/governance/covered-words.testing.ts';
import { makeEstablishedCommunity } from '#tests/api/governance/juries.testing.ts';
import { open, read, send, textOf } from '#tests/pages/community/forum.testing.ts';

/** Words are covered by forms that need no script, and each page says what was done and by which rule. */

let site: TestApp;
let moderator: TestMember;
let second: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  await makeEstablishedCommunity(site);
  moderator = await makeMember(site, { moderator: true });
  second = await makeMember(site, { established: true });
});

describe.each(['fr', 'en'] as const)('in %s', (language) => {
  const t = messagesFor(language);
  const words = t.moderation.case;

  test('a moderator pastes words, a second person agrees, and readers and author are told', async () => {
    const { caseId, subject, author } = await makeFlaggedCase(site, {
      reason: 'personal-data',
      text: TEXT_WITH_PHONE,
    });
    const from = pathTo(language, 'moderationCase', { id: caseId });
    const page = await open(site, from, moderator.cookie);
    expect(page.body).toMatch(/<details class="folded" id="cover">/);
    expect(textOf(page.body)).toContain(words.wordsHint);
    const path = `/api/moderation/cases/${caseId}/proposals`;
    const { words: pasted, ...fields } = COVER_FIELDS;
    const wrong = { ...fields, words: '06 99 88' };
    const refused = await send(site, moderator, path, { name: 'cover', from, fields: wrong });
    expect(refused.statusCode).toBe(422);
    // Unfolded, with what she typed and why it is refused.
    expect(refused.body).toMatch(/<details class="folded" id="cover" open="">/);
    expect(refused.body).toContain('06 99 88</textarea>');
    expect(textOf(refused.body)).toContain(t.errors.fields['not-in-text']({ limit: '06 99 88' }));
    const all = { ...fields, words: pasted };
    const sent = await send(site, moderator, path, { name: 'cover', from, fields: all });
    expect(sent.statusCode, sent.body).toBe(303);

    const asked = await open(site, from, second.cookie);
    expect(textOf(asked.body)).toContain(`${words.wordsList} ${PHONE}`);
    const [, proposal = ''] = /name="proposal" value="(\w+)"/.exec(asked.body) ?? [];
    const answer = { proposal, answer: 'agree' };
    const answered = await send(site, second, `/api/moderation/cases/${caseId}/answer`, {
      name: 'answer',
      from,
      fields: answer,
    });
    expect(answered.statusCode, answered.body).toBe(303);

    const { id, threadId, coveredBy } = await findPost(site, subject);
    const decision = pathTo(language, 'decision', { id: coveredBy ?? '' });
    const thread = pathTo(language, 'thread', { id: threadId });
    const shown = await open(site, thread);
    expect(textOf(shown.body)).toContain(MARK);
    expect(textOf(shown.body)).toContain(t.hidden.covered);
    expect(shown.body).toContain(`href="${decision}"`);
    expect(shown.body).not.toContain(PHONE);
    expect(await read(site, thread, author.cookie)).toContain(t.hidden.coveredOwn);
    expect(await read(site, decision, author.cookie)).toContain(
      `${t.moderation.decision.ownWords} ${PHONE}`,
    );
    const stranger = await open(site, decision);
    expect(textOf(stranger.body)).toContain(t.moderation.stamps.cover.word);
    expect(stranger.body).not.toContain(PHONE);
    const edit = await open(site, pathTo(language, 'editPost', { id }), author.cookie);
    expect(textOf(edit.body)).toContain(t.forum.edit.covered);
    expect(edit.body).toContain(PHONE);
    expect(await read(site, pathTo(language, 'inbox'), author.cookie)).toMatch(
      language === 'fr'
        ? /on a caché des mots de votre texte/
        : /some of your words have been covered/,
    );
    const record = await read(site, pathTo(language, 'publicRecord', {}, { subject }));
    expect(record).not.toContain(PHONE);
  });
});
