import { brotliCompressSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { pathTo } from '#shared/core/paths.ts';
import type { SecondReviewsResponse } from '#shared/governance/case-handling.ts';
import type { ModeratorDeskResponse } from '#shared/governance/case-queue.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makeMembers, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';
import { open } from '#tests/pages/community/forum.testing.ts';
import {
  answerProposalAs,
  flagSubjectAs,
  giveCaseTo,
  proposeMeasureAs,
  veilSubjectAs,
} from './cases.testing.ts';

/** Lists of cases say how a text begins as long as everybody can read it, and nothing of it after. */

const TITLE = 'Paiement attendu chez Remotasks';
const TEXT =
  'Elle habite au 12 rue des Lilas, et je sais à quelle heure elle rentre chez elle le soir.';
const BEGINNING = 'Elle habite au 12 rue des Lilas';

let site: TestApp;
let moderator: TestMember;
let second: TestMember;

beforeEach(async () => {
  if (site === undefined) {
    site = await createTestApp();
    await makeMembers(site, 20, { established: true });
  }
  await site.database.prisma.moderationCase.updateMany({ data: { state: 'closed' } });
  moderator = await makeMember(site, { moderator: true });
  second = await makeMember(site, { established: true });
});

async function flag(subject: string, reason = 'personal-data'): Promise<string> {
  const sent = await flagSubjectAs(site, subject, await makeMember(site), { reason });
  expect(sent.statusCode).toBe(201);
  const where = { subject, state: { not: 'closed' } };
  return (await site.database.prisma.moderationCase.findFirstOrThrow({ where })).id;
}

async function makeCase(): Promise<{ caseId: string; threadId: string }> {
  const { id, postId } = await makeThread(site, { title: TITLE, text: TEXT });
  return { caseId: await flag(`post/${postId}`), threadId: id };
}

const readDesk = async () =>
  (await site.get('/api/moderation/cases', moderator.cookie)).json<ModeratorDeskResponse>();
const readSeconds = async (member: TestMember) =>
  (await site.get('/api/moderation/seconds', member.cookie)).json<SecondReviewsResponse>();

describe('a moderator’s list', () => {
  test('says the topic and the first words of what everybody can read', async () => {
    await makeCase();
    const { cases } = await readDesk();
    expect(cases).toHaveLength(1);
    const { excerpt } = cases[0] ?? {};
    expect(excerpt?.title).toBe(TITLE);
    expect(excerpt?.text).toMatch(/^Elle habite au 12 rue des Lilas.*…$/);
    expect(excerpt?.text?.length).toBeLessThanOrEqual(81);
    for (const language of ['fr', 'en'] as const) {
      const { body } = await open(site, pathTo(language, 'moderation'), moderator.cookie);
      expect(body).toContain(TITLE);
      expect(body).toContain(BEGINNING);
    }
  });

  test('says nothing of a post that is veiled, nor of its topic under another post', async () => {
    const { caseId, threadId } = await makeCase();
    const reply = `post/${await makePost(site, threadId, { member: second, text: 'Moi aussi.' })}`;
    expect((await veilSubjectAs(site, caseId, moderator, { rule: 'R4' })).statusCode).toBe(200);
    await flag(reply);
    const { cases } = await readDesk();
    expect(cases.find(({ id }) => id === caseId)?.excerpt).toBeNull();
    expect(cases.find(({ about }) => about === reply)?.excerpt).toEqual({
      title: null,
      text: 'Moi aussi.',
    });
  });

  test('fits a page with more cases than it shows, and leads to the others', async () => {
    const { threadId } = await makeCase();
    for (let nth = 0; nth < 44; nth += 1) {
      site.clock.now = new Date(site.clock.now.getTime() + 1_000);
      // Different words, so that no case is folded under one alike.
      const text = `${nth}a${nth}b ${nth}c${nth}d : ${nth}e${nth}f ${nth}g${nth}h ${nth}i${nth}j ${nth}k${nth}l ${nth}m${nth}n ${nth}o`;
      await flag(
        `post/${await makePost(site, threadId, { member: await makeMember(site), text })}`,
      );
    }
    for (const language of ['fr', 'en'] as const) {
      const path = pathTo(language, 'moderation');
      const { body } = await open(site, path, moderator.cookie);
      expect(brotliCompressSync(body).length).toBeLessThan(14_336);
      expect(body).not.toContain('43a43b');
      const next = `${path}?from=40`;
      expect(body).toContain(`href="${next}#cases"`);
      expect((await open(site, next, moderator.cookie)).body).toContain('43a43b');
    }
  });
});

describe('a second person’s list', () => {
  test('says the topic and the first words of what everybody can read', async () => {
    const { caseId } = await makeCase();
    await proposeMeasureAs(site, caseId, moderator, { kind: 'hide', rule: 'R4' });
    expect((await readSeconds(second)).cases).toMatchObject([{ excerpt: { title: TITLE } }]);
    const { body } = await open(site, pathTo('fr', 'secondPerson'), second.cookie);
    expect(body).toContain(TITLE);
    expect(body).toContain(BEGINNING);
  });

  test('says nothing of what is proposed for removal, taken or not, and to a moderator neither', async () => {
    const { caseId } = await makeCase();
    await proposeMeasureAs(site, caseId, moderator, { kind: 'remove', rule: 'R4' });
    const another = await makeMember(site, { moderator: true });
    expect((await readSeconds(another)).cases).toMatchObject([{ id: caseId, excerpt: null }]);
    await giveCaseTo(site, caseId, second);
    expect((await readSeconds(second)).mine).toMatchObject({ id: caseId, excerpt: null });
    for (const member of [second, another]) {
      const { body } = await site.get('/api/moderation/seconds', member.cookie);
      expect(body).not.toContain('Lilas');
      expect(body).not.toContain(TITLE);
    }
    expect((await answerProposalAs(site, caseId, second)).statusCode).toBe(200);
  });
});
