import { beforeAll, describe, expect, test } from 'vitest';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import {
  answerProposalAs,
  makeFlaggedCase,
  makeFlaggablePost,
  proposeMeasureAs,
} from '#tests/api/governance/cases.testing.ts';
import {
  APPEAL_TEXT,
  appealAs,
  makeEstablishedCommunity,
  makeHiddenSubject,
} from '#tests/api/governance/juries.testing.ts';
import { open, read, send, textOf } from '#tests/pages/community/forum.testing.ts';

/** The pages of flags, cases and decisions: without a script, and with nothing typed lost. */

const LANGUAGES = ['fr', 'en'] as const;
let site: TestApp;
let member: TestMember;
let moderator: TestMember;
let second: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  await makeEstablishedCommunity(site);
  member = await makeMember(site);
  moderator = await makeMember(site, { moderator: true, established: true });
  second = await makeMember(site, { established: true });
});

describe.each(LANGUAGES)('in %s', (language) => {
  const t = messagesFor(language);
  const words = t.moderation;

  test('a flag without a reason comes back with its sentence, and is sent then', async () => {
    const { subject } = await makeFlaggablePost(site);
    const from = pathTo(language, 'flag', {}, { about: subject });
    const fields = { about: subject, sentence: 'Cela insulte une collègue.', ratedParty: 'on' };
    const refused = await send(site, member, '/api/flags', { name: 'case-flag', from, fields });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toMatch(/<textarea[^>]*>Cela insulte une collègue\.<\/textarea>/);
    expect(refused.body).toMatch(/name="ratedParty"[^>]*checked/);
    expect(refused.body).toContain('class="issue"');
    const all = { ...fields, reason: 'insult' };
    const sent = await send(site, member, '/api/flags', { name: 'case-flag', from, fields: all });
    expect(sent.statusCode).toBe(303);
    expect(await read(site, String(sent.headers.location), member.cookie)).toContain(
      words.done.flagged,
    );
    expect(await read(site, from, member.cookie)).toContain(
      words.flag.mine({ reason: words.reasons.insult }),
    );
  });

  test('a proposal without its sentence comes back unfolded, facts and all', async () => {
    const { caseId } = await makeFlaggedCase(site);
    const from = pathTo(language, 'moderationCase', { id: caseId });
    const page = await open(site, from, moderator.cookie);
    expect(page.body).toMatch(/<details class="folded" id="propose">/);
    const fields = { kind: 'hide', rule: 'R5', facts: 'Le texte traite quelqu’un de voleuse.' };
    const path = `/api/moderation/cases/${caseId}/proposals`;
    const refused = await send(site, moderator, path, { name: 'proposal', from, fields });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toMatch(/<details class="folded" id="propose" open="">/);
    expect(refused.body).toContain('Le texte traite quelqu’un de voleuse.');
    expect(refused.body).toMatch(/checked="" value="hide"/);
    const all = { ...fields, reason: 'Rien ne l’appuie.' };
    const sent = await send(site, moderator, path, { name: 'proposal', from, fields: all });
    expect(await read(site, String(sent.headers.location), moderator.cookie)).toContain(
      words.done.proposed,
    );
  });

  test('a rule that is chosen fills in its facts, and opens the form', async () => {
    const { caseId } = await makeFlaggedCase(site);
    const path = pathTo(language, 'moderationCase', { id: caseId }, { rule: 'R7' });
    const { body } = await open(site, path, moderator.cookie);
    expect(body).toContain('id="propose" open=""');
    expect(body).toContain(words.templates.R7);
  });

  test('standard facts that a moderator left are read in the reader’s language', async () => {
    const other = messagesFor(language === 'fr' ? 'en' : 'fr').moderation.templates.R5;
    const { caseId, author } = await makeFlaggedCase(site);
    await proposeMeasureAs(site, caseId, moderator, { rule: 'R5', facts: other });
    const inCase = await read(
      site,
      pathTo(language, 'moderationCase', { id: caseId }),
      second.cookie,
    );
    await answerProposalAs(site, caseId, second);
    const { id } = await site.database.prisma.decision.findFirstOrThrow({ where: { caseId } });
    const decided = await read(site, pathTo(language, 'decision', { id }), author.cookie);
    for (const text of [inCase, decided]) {
      expect(text).toContain(words.templates.R5);
      expect(text).not.toContain(other);
    }
  });

  test('an objection asks for its reason, and keeps the choice', async () => {
    const { caseId } = await makeFlaggedCase(site);
    await proposeMeasureAs(site, caseId, moderator);
    const list = await read(site, pathTo(language, 'duties'), second.cookie);
    expect(list).toContain(t.juries.duties.secondReviews);
    const from = pathTo(language, 'moderationCase', { id: caseId });
    const { body } = await open(site, from, second.cookie);
    const [, proposal = ''] = /name="proposal" value="(\w+)"/.exec(body) ?? [];
    const path = `/api/moderation/cases/${caseId}/answer`;
    const fields = { proposal, answer: 'object' };
    const refused = await send(site, second, path, { name: 'answer', from, fields });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toMatch(/checked="" value="object"/);
    expect(textOf(refused.body)).toContain(t.errors.fields.required);
  });

  test('a decision leads author and flagger to an appeal and to receipts, and nobody else', async () => {
    const { decision, author, flagger, subject } = await makeHiddenSubject(site);
    const page = pathTo(language, 'decision', { id: decision });
    const form = pathTo(language, 'appeal', { id: decision });
    const receipts = `subject=${encodeURIComponent(subject)}`;
    const mine = (await open(site, page, author.cookie)).body;
    expect(mine).toContain(`href="${form}"`);
    expect(mine).toContain(receipts);
    // Who flagged it to be removed has more to ask for; who only reads it has not.
    expect((await open(site, page, flagger.cookie)).body).toContain(receipts);
    for (const cookie of [second.cookie, moderator.cookie]) {
      const { body } = await open(site, page, cookie);
      expect(body).not.toContain(`href="${form}"`);
      expect(body).not.toContain(receipts);
      expect(textOf(body)).toContain(words.decision.others);
    }
    expect((await open(site, page)).body).toContain(t.juries.appeal.signIn);
  });

  test('an appeal that is too short comes back with what was typed', async () => {
    const { decision, author } = await makeHiddenSubject(site);
    const from = pathTo(language, 'appeal', { id: decision });
    for (const step of t.juries.appeal.steps) {
      expect(await read(site, from, author.cookie)).toContain(step);
    }
    const path = `/api/decisions/${decision}/appeal`;
    const short = { name: 'appeal', from, fields: { text: 'Non, vraiment.' } };
    const refused = await send(site, author, path, short);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('>Non, vraiment.</textarea>');
    expect(refused.body).toContain('class="issue"');
    const sent = await send(site, author, path, {
      name: 'appeal',
      from,
      fields: { text: APPEAL_TEXT },
    });
    const shown = await read(site, String(sent.headers.location), author.cookie);
    expect(shown).toContain(words.done.appealed);
    expect(shown).toContain(APPEAL_TEXT);
    const others = await read(site, pathTo(language, 'decision', { id: decision }));
    expect(others).toContain(t.juries.appeal.against.open);
    expect(others).not.toContain(APPEAL_TEXT);
    expect(await read(site, from, author.cookie)).toContain(t.juries.appeal.whyNot.used);
  });

  test('an appeal is taken back in one tap, and its page says so', async () => {
    const { decision, author } = await makeHiddenSubject(site);
    await appealAs(site, decision, author);
    const from = pathTo(language, 'decision', { id: decision });
    const { body } = await open(site, from, author.cookie);
    const [, path = ''] = /action="(\/api\/appeals\/\w+\/withdraw)"/.exec(body) ?? [];
    const sent = await send(site, author, path, { name: 'withdraw-appeal', from });
    expect(await read(site, String(sent.headers.location), author.cookie)).toContain(
      t.juries.appeal.states.withdrawn,
    );
  });
});

test('who did not write or flag it is told why there is no form', async () => {
  const { decision } = await makeHiddenSubject(site);
  const { body } = await open(site, pathTo('fr', 'appeal', { id: decision }), second.cookie);
  expect(textOf(body)).toContain(messagesFor('fr').juries.appeal.whyNot['not-concerned']);
  expect(body).not.toContain('name="text"');
});

test('the queue leads everybody to the juries, and members to what is expected of them', async () => {
  const stranger = (await open(site, pathTo('fr', 'moderation'))).body;
  expect(stranger).toContain(`href="${pathTo('fr', 'juries')}"`);
  expect(stranger).not.toContain(`href="${pathTo('fr', 'duties')}"`);
  const { body } = await open(site, pathTo('fr', 'moderation'), member.cookie);
  expect(body).toContain(`href="${pathTo('fr', 'duties')}"`);
});

test('a moderator takes a day of the rota and gives it back; others read who is on duty', async () => {
  const from = pathTo('fr', 'moderation');
  const take = async (duty: string): Promise<string> => {
    const page = (await open(site, from, moderator.cookie)).body;
    const [, day = ''] =
      /action="\/api\/moderation\/turns".*?name="day" value="([^"]+)"/.exec(page) ?? [];
    const fields = { day, duty };
    const sent = await send(site, moderator, '/api/moderation/turns', {
      name: 'turn',
      from,
      fields,
    });
    expect(sent.statusCode).toBe(303);
    return (await open(site, from, moderator.cookie)).body;
  };
  const taken = await take('take');
  expect(taken.match(/action="\/api\/moderation\/turns"/g)).toHaveLength(14);
  expect(taken.match(/value="leave"/g)).toHaveLength(1);
  const [, handle = ''] = /<ul class="rota">.*?<b>(.+?)<\/b>/.exec(taken) ?? [];
  expect(handle).toMatch(/^M-/);
  const stranger = (await open(site, from)).body;
  expect(stranger).toContain(handle);
  expect(stranger).not.toContain('/api/moderation/turns');
  expect(await take('leave')).not.toContain('value="leave"');
});

test('a thing that is decided on leads to its place', async () => {
  const { decision, subject } = await makeHiddenSubject(site);
  const id = subject.split('/')[1] ?? '';
  const { body } = await open(site, pathTo('fr', 'decision', { id: decision }));
  expect(body).toContain(`href="${pathTo('fr', 'forumPost', { id })}"`);
});
