import { beforeAll, describe, expect, test } from 'vitest';
import { answerNotice, endAnsweredNotices, noticeKeys } from '#server/legal/actions.ts';
import { whenCaseEnds } from '#server/moderation/ended.ts';
import { openSecrets } from '#server/secrets.ts';
import { noticeResponse } from '#shared/legal.ts';
import { sendForm } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout } from '#tests/support/factories.ts';

const REASONS = 'Ce passage me nomme, et il dit une chose fausse.';
type Sent = { id: string; receipt: string };

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

async function send(url: string): Promise<Sent> {
  const answer = await site.post('/api/notices', {
    url,
    reasons: REASONS,
    name: 'Awa Ndiaye',
    email: 'awa@example.org',
    goodFaith: true,
  });
  expect(answer.statusCode).toBe(201);
  return answer.json<Sent>();
}
const rowOf = (id: string) => site.database.prisma.notice.findUniqueOrThrow({ where: { id } });
const stateOf = async (id: string) =>
  noticeResponse.parse((await site.get(`/api/notices/${id}`)).json());
const kindsOf = async (id: string): Promise<string[]> =>
  (
    await site.database.prisma.recordEntry.findMany({
      where: { subject: `notice/${id}` },
      orderBy: { id: 'asc' },
    })
  ).map(({ kind }) => kind);
const keys = () => noticeKeys(openSecrets(null, site.dataDir));

describe('a notice about one thing', () => {
  test('opens a case with 72 hours, and a second one joins it', async () => {
    const { id: payout } = await makePayout(site, { screenshot: true });
    const { key } = await site.database.prisma.screenshot.findFirstOrThrow({
      where: { payoutId: payout },
    });
    const first = await send(`/fr/preuves/${payout}`);
    const second = await send(`/files/${key}/reading.webp`);
    const cases = await site.database.prisma.moderationCase.findMany({
      where: { subject: `payout/${payout}` },
    });
    expect(cases).toHaveLength(1);
    expect(cases[0]).toMatchObject({ origin: 'notice', state: 'open' });
    expect(cases[0]?.dueAt?.getTime()).toBe(site.clock.now.getTime() + 72 * 3_600_000);
    for (const { id } of [first, second]) {
      expect((await rowOf(id)).caseId).toBe(cases[0]?.id);
      expect(await stateOf(id)).toMatchObject({ state: 'case', decision: null });
    }
    const page = await site.get(`/fr/signaler/recu?notice=${first.id}`);
    expect(page.body).toContain('Des modérateurs l’examinent');
    const moderator = await makeMember(site, { moderator: true });
    const shown = await site.get(`/api/moderation/cases/${cases[0]?.id}`, moderator.cookie);
    expect(shown.body).toContain(REASONS);
    expect(shown.body).not.toMatch(/Awa|example\.org/);
  });

  test('ends with its case: name and e-mail are gone for good, the receipt says so', async () => {
    const { id: payout } = await makePayout(site);
    const { id, receipt } = await send(`/en/proofs/${payout}`);
    const { caseId } = await rowOf(id);
    const { prisma } = site.database;
    const data = { state: 'closed', closedAt: site.clock.now };
    await prisma.moderationCase.update({ where: { id: caseId ?? '' }, data });
    await prisma.$transaction((tx) => whenCaseEnds(tx, caseId ?? '', site.clock.now));
    expect(await rowOf(id)).toMatchObject({ sender: '', outcome: 'decided' });
    expect(await kindsOf(id)).toEqual(['notice-received', 'notice-answered']);
    const status = await site.post('/api/notices/status', { receipt });
    expect(status.json()).toMatchObject({ id, answer: null });
    expect((await stateOf(id)).state).toBe('decided');
    const page = await site.get(`/en/report/receipt?notice=${id}`);
    expect(page.body).toContain('Your name and e-mail are erased.');
  });

  test('ends within the hour, should the end of its case have forgotten it', async () => {
    const { id: payout } = await makePayout(site);
    const { id } = await send(`/fr/preuves/${payout}`);
    const { caseId } = await rowOf(id);
    const { prisma } = site.database;
    await prisma.moderationCase.update({ where: { id: caseId ?? '' }, data: { state: 'closed' } });
    await prisma.$transaction((tx) => endAnsweredNotices(tx, site.clock.now));
    expect((await rowOf(id)).sender).toBe('');
  });
});

describe('a notice about a page of many things', () => {
  test.each(['/fr/plateformes/clickworker', '/fr/regles', '/fr/preuves/000000000000'])(
    '%s waits for the operator, with no case',
    async (url) => {
      const { id } = await send(url);
      expect((await rowOf(id)).caseId).toBeNull();
      expect((await stateOf(id)).state).toBe('waiting');
    },
  );

  test('is answered once; the answer is for who has the receipt', async () => {
    const { id, receipt } = await send('/fr/regles');
    const { prisma } = site.database;
    const answer = (given: string) =>
      prisma.$transaction((tx) =>
        answerNotice(
          tx,
          keys(),
          { id: given, outcome: 'not-reasoned', answer: 'Dites quelle phrase.' },
          site.clock.now,
        ),
      );
    expect(await answer(id)).toMatchObject({ name: 'Awa Ndiaye', email: 'awa@example.org' });
    await expect(answer(id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(answer('000000000000')).rejects.toMatchObject({ code: 'not-found' });
    expect(await rowOf(id)).toMatchObject({ sender: '', outcome: 'not-reasoned' });
    const api = await site.get(`/api/notices/${id}`);
    expect(api.body).not.toContain('quelle phrase');
    expect(api.json()).toMatchObject({ state: 'answered', outcome: 'not-reasoned' });
    const typed = await sendForm(site, '/api/notices/status', {
      _form: 'noticeStatus',
      _from: '/fr/signaler/recu',
      receipt,
    });
    expect(typed.body).toContain('Dites quelle phrase.');
    expect(typed.headers['cache-control']).toBe('no-store');
    const { id: payout } = await makePayout(site);
    const { id: ofCase } = await send(`/fr/preuves/${payout}`);
    await expect(answer(ofCase)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('says when the time that was promised has passed', async () => {
    const { id } = await send('/fr/regles');
    site.clock.advanceDays(4);
    expect((await site.get(`/fr/signaler/recu?notice=${id}`)).body).toContain('Ce délai est passé');
  });
});
