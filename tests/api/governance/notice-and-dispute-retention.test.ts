import { beforeAll, expect, test } from 'vitest';
import { eraseOldDisputeReasons } from '#server/governance/disputes/actions.ts';
import { randomId } from '#server/core/ids.ts';
import { deleteExpiredNotices } from '#server/governance/legal/notice-actions.ts';
import { eraseOldReplies } from '#server/governance/right-of-reply/actions.ts';
import { NOTICE_RETENTION_DAYS, NOTICE_REASONS_RETENTION_DAYS } from '#shared/governance/legal.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, makeReply, platformId } from '#tests/support/factories.ts';
import { dismissCaseAs } from './cases.testing.ts';

const REASONS = 'Ce passage me nomme. Signé : Awa Ndiaye.';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

test('why a thing was noticed or disputed is erased six months after its case, not before', async () => {
  const { prisma } = site.database;
  const send = async (): Promise<{ id: string; caseId: string }> => {
    const { id: payout } = await makePayout(site, { screenshot: true });
    const notice = { url: `/fr/preuves/${payout}`, reasons: REASONS, goodFaith: true };
    const named = { name: 'Awa Ndiaye', email: 'awa@example.org' };
    const answer = await site.post('/api/notices', { ...notice, ...named });
    const { id } = answer.json<{ id: string }>();
    const { caseId } = await prisma.notice.findUniqueOrThrow({ where: { id } });
    return { id, caseId: caseId ?? '' };
  };
  const [decided, open] = [await send(), await send()];
  const dispute = async (caseId: string | null, about: string): Promise<string> => {
    const id = randomId();
    const data = { id, domain: 'clickworker.com', about, reasons: REASONS, caseId };
    const days = { receivedAt: site.clock.now, dueAt: site.clock.now };
    const platform = await platformId(site, 'clickworker');
    await prisma.domainDispute.create({ data: { ...data, ...days, platformId: platform } });
    return id;
  };
  const ofDecided = await dispute(decided.caseId, 'payout/x');
  const ofOpen = await dispute(open.caseId, 'payout/y');
  const ofFact = await dispute(null, 'fact/promiseDays');
  const moderator = await makeMember(site, { moderator: true });
  expect((await dismissCaseAs(site, decided.caseId, moderator)).statusCode).toBe(200);
  const after = async (days: number): Promise<string[][]> => {
    const now = new Date(site.clock.now.getTime() + days * 86_400_000);
    await prisma.$transaction((tx) => deleteExpiredNotices(tx, now));
    await prisma.$transaction((tx) => eraseOldDisputeReasons(tx, now));
    const where = { reasons: { not: '' } };
    const [notices, disputes] = [
      await prisma.notice.findMany({ where }),
      await prisma.domainDispute.findMany({ where }),
    ];
    return [notices, disputes].map((rows) => rows.map(({ id }) => id).toSorted());
  };
  expect(await after(NOTICE_REASONS_RETENTION_DAYS - 1)).toEqual([
    [decided.id, open.id].toSorted(),
    [ofDecided, ofOpen, ofFact].toSorted(),
  ]);
  expect(await after(NOTICE_REASONS_RETENTION_DAYS + 1)).toEqual([
    [open.id],
    [ofOpen, ofFact].toSorted(),
  ]);
  const shown = await site.get(`/api/moderation/cases/${decided.caseId}`, moderator.cookie);
  expect(shown.json()).toMatchObject({ statements: [] });
});

test('the e-mail of a reply that nobody decides on is erased after a year, the reply waits on', async () => {
  const { prisma } = site.database;
  const id = await makeReply(site);
  const after = async (days: number): Promise<{ sender: string; state: string }> => {
    const now = new Date(site.clock.now.getTime() + days * 86_400_000);
    await prisma.$transaction((tx) => eraseOldReplies(tx, now));
    return prisma.reply.findUniqueOrThrow({ where: { id } });
  };
  expect((await after(NOTICE_RETENTION_DAYS)).sender).not.toBe('');
  expect(await after(NOTICE_RETENTION_DAYS + 1)).toMatchObject({ sender: '', state: 'waiting' });
});
