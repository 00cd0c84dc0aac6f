import { beforeAll, expect, test } from 'vitest';
import { LANGUAGES } from '#shared/core/languages.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makeMembers, type TestMember } from '#tests/support/factories.ts';
import { makeFlaggedCase, proposeMeasureAs, veilSubjectAs } from './cases.testing.ts';

/** Facts are public: those that a form began with are not published under another rule. */

let site: TestApp;
let moderator: TestMember;

beforeAll(async () => {
  site = await createTestApp();
  await makeMembers(site, 20, { established: true });
  moderator = await makeMember(site, { moderator: true });
});

const findFacts = async (caseId: string) =>
  (await site.database.prisma.caseProposal.findFirstOrThrow({ where: { caseId } })).facts;

test.each(LANGUAGES)(
  'a proposal with untouched facts says those of its rule: %s',
  async (language) => {
    const standard = messagesFor(language).moderation.templates;
    const { caseId } = await makeFlaggedCase(site);
    const sent = await proposeMeasureAs(site, caseId, moderator, {
      rule: 'R7',
      facts: standard.R5,
    });
    expect(sent.statusCode).toBe(200);
    expect(await findFacts(caseId)).toBe(standard.R7);
  },
);

test('a proposal keeps the facts that somebody wrote', async () => {
  const { caseId } = await makeFlaggedCase(site);
  const facts = 'Le texte traite une collègue de voleuse.';
  await proposeMeasureAs(site, caseId, moderator, { rule: 'R7', facts });
  expect(await findFacts(caseId)).toBe(facts);
});

test('a veil and its proposal say the facts of the rule', async () => {
  const standard = messagesFor('fr').moderation.templates;
  const { caseId } = await makeFlaggedCase(site, { reason: 'threat' });
  const fields = { rule: 'R4', facts: standard.R5 };
  expect((await veilSubjectAs(site, caseId, moderator, fields)).statusCode).toBe(200);
  const veil = await site.database.prisma.decision.findFirstOrThrow({ where: { caseId } });
  expect([veil.facts, await findFacts(caseId)]).toEqual([standard.R4, standard.R4]);
});

test('a pause says the facts of its rule', async () => {
  const standard = messagesFor('en').moderation.templates;
  const { caseId } = await makeFlaggedCase(site);
  const fields = { days: 7, rule: 'R7', facts: standard.R5, reason: 'A third link.' };
  const sent = await site.post(`/api/moderation/cases/${caseId}/pause`, fields, moderator.cookie);
  expect(sent.statusCode).toBe(201);
  expect(await findFacts(sent.json<{ id: string }>().id)).toBe(standard.R7);
});
