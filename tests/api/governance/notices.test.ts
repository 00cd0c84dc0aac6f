import { beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '#server/database/db.ts';
import {
  answerNotice,
  endNoticesOfDecidedCases,
  deriveNoticeKeys,
  receiveNotice,
} from '#server/governance/legal/notice-actions.ts';
import { openWaitingNoticeCases } from '#server/governance/legal/notice-case.ts';
import { endJuriesAndNoticesOfCase } from '#server/governance/case-decisions/end-juries-and-notices.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { MAX_NOTICE_CASES_PER_HOUR, noticeResponse } from '#shared/governance/legal.ts';
import { sendForm } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout } from '#tests/support/factories.ts';
import { dismissCaseAs, makeFlaggedCase } from './cases.testing.ts';

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
const keys = () => deriveNoticeKeys(openSecrets(null, site.dataDir));
/** From no address: as many as a test wants. */
const receive = (tx: Db, url: string, aboutMinors = false): Promise<Sent> =>
  receiveNotice(
    tx,
    keys(),
    'http://localhost',
    { url, reasons: REASONS, name: 'Awa', email: 'awa@example.org', aboutMinors, goodFaith: true },
    site.clock.now,
  );

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
    expect(page.body).toContain('Deux modérateurs l’examinent');
    const moderator = await makeMember(site, { moderator: true });
    const shown = await site.get(`/api/moderation/cases/${cases[0]?.id}`, moderator.cookie);
    expect(shown.body).toContain(REASONS);
    expect(shown.body).not.toMatch(/Awa|example\.org/);
  });

  test('ends with its case: name and e-mail are gone for good, the receipt says so', async () => {
    const { id: payout } = await makePayout(site, { screenshot: true });
    const { id, receipt } = await send(`/en/proofs/${payout}`);
    const { caseId } = await rowOf(id);
    const { prisma } = site.database;
    const data = { state: 'closed', closedAt: site.clock.now };
    await prisma.moderationCase.update({ where: { id: caseId ?? '' }, data });
    await prisma.$transaction((tx) => endJuriesAndNoticesOfCase(tx, caseId ?? '', site.clock.now));
    expect(await rowOf(id)).toMatchObject({ sender: '', outcome: 'decided' });
    expect(await kindsOf(id)).toEqual(['notice-received', 'notice-answered']);
    const status = await site.post('/api/notices/status', { receipt });
    expect(status.json()).toMatchObject({ id, answer: null });
    expect((await stateOf(id)).state).toBe('decided');
    const page = await site.get(`/en/report/receipt?notice=${id}`);
    expect(page.body).toContain('We have erased your name and e-mail.');
  });

  test('ends within the hour, should the end of its case have forgotten it', async () => {
    const { id: payout } = await makePayout(site, { screenshot: true });
    const { id } = await send(`/fr/preuves/${payout}`);
    const { caseId } = await rowOf(id);
    const { prisma } = site.database;
    await prisma.moderationCase.update({ where: { id: caseId ?? '' }, data: { state: 'closed' } });
    await prisma.$transaction((tx) => endNoticesOfDecidedCases(tx, site.clock.now));
    expect((await rowOf(id)).sender).toBe('');
  });
});

describe('notices without end', () => {
  const decide = async (caseId: string): Promise<string> => {
    const moderator = await makeMember(site, { moderator: true });
    const dismissed = await dismissCaseAs(site, caseId, moderator);
    expect(dismissed.statusCode, dismissed.body).toBe(200);
    const made = await site.database.prisma.decision.findFirstOrThrow({ where: { caseId } });
    return made.id;
  };

  test('about what was decided end at once with that decision, while it reads the same', async () => {
    const { id: payout } = await makePayout(site, { screenshot: true });
    const url = `/fr/preuves/${payout}`;
    const first = await send(url);
    const { caseId } = await rowOf(first.id);
    expect((await stateOf(first.id)).decidedBefore).toBe(false);
    site.clock.advanceDays(1);
    const decision = await decide(caseId ?? '');
    expect(await stateOf(first.id)).toMatchObject({ decision, decidedBefore: false });
    site.clock.advanceDays(1);
    const again = await send(url);
    expect(await stateOf(again.id)).toMatchObject({
      state: 'decided',
      outcome: 'decided',
      decision,
      decidedBefore: true,
    });
    expect(await rowOf(again.id)).toMatchObject({ sender: '', caseId });
    expect(await kindsOf(again.id)).toEqual(['notice-received', 'notice-answered']);
    const cases = { where: { subject: `payout/${payout}` } };
    expect(await site.database.prisma.moderationCase.count(cases)).toBe(1);
    const page = await site.get(`/fr/signaler/recu?notice=${again.id}`);
    expect(page.body).toContain('La décision date d’avant votre demande.');
    expect(page.body).toContain(`/moderation/decisions/${decision}`);
    const corrected = { kind: 'payout-corrected', subject: `payout/${payout}` } as const;
    await site.database.prisma.$transaction((tx) => appendEntry(tx, site.clock.now, corrected));
    const anew = await send(url);
    expect(await stateOf(anew.id)).toMatchObject({ state: 'case', decision: null });
  });

  test('open so many cases an hour; above that they wait, with the same deadline', async () => {
    site.clock.advanceDays(1);
    const { prisma } = site.database;
    const ids: string[] = [];
    for (let nth = 0; nth <= MAX_NOTICE_CASES_PER_HOUR; nth += 1) {
      const { id: payout } = await makePayout(site, { screenshot: true });
      ids.push((await prisma.$transaction((tx) => receive(tx, `/fr/preuves/${payout}`))).id);
    }
    const [last] = ids.slice(-1);
    const states = await Promise.all(ids.map(async (id) => (await stateOf(id)).state));
    expect(states.filter((state) => state === 'case')).toHaveLength(MAX_NOTICE_CASES_PER_HOUR);
    const waiting = await stateOf(last ?? '');
    expect(waiting).toMatchObject({ state: 'waiting', decision: null });
    const due = new Date(waiting.dueAt);
    // Room is kept for what is about minors.
    const { id: other } = await makePayout(site, { screenshot: true });
    const minors = await prisma.$transaction((tx) => receive(tx, `/fr/preuves/${other}`, true));
    expect((await stateOf(minors.id)).state).toBe('case');
    expect(await prisma.$transaction((tx) => openWaitingNoticeCases(tx, site.clock.now))).toBe(0);
    const later = new Date(site.clock.now.getTime() + 2 * 3_600_000);
    expect(await prisma.$transaction((tx) => openWaitingNoticeCases(tx, later))).toBe(1);
    expect((await stateOf(last ?? '')).state).toBe('case');
    const { caseId } = await rowOf(last ?? '');
    const one = await prisma.moderationCase.findUniqueOrThrow({ where: { id: caseId ?? '' } });
    expect(Math.abs((one.dueAt?.getTime() ?? 0) - due.getTime())).toBeLessThan(1_000);
  });

  test('stand in the queue behind an older flag of a threat', async () => {
    site.clock.advanceDays(1);
    const { prisma } = site.database;
    await prisma.moderationCase.updateMany({ data: { state: 'closed' } });
    const { caseId } = await makeFlaggedCase(site, { reason: 'threat' });
    site.clock.advanceDays(1);
    const { id: payout } = await makePayout(site, { screenshot: true });
    await send(`/fr/preuves/${payout}`);
    const { cookie } = await makeMember(site, { moderator: true });
    const next = await site.post('/api/moderation/next', {}, cookie);
    expect(next.body).toContain(`/fr/moderation/dossiers/${caseId}?`);
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
    const { id: payout } = await makePayout(site, { screenshot: true });
    const { id: ofCase } = await send(`/fr/preuves/${payout}`);
    await expect(answer(ofCase)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('says when the time that was promised has passed', async () => {
    const { id } = await send('/fr/regles');
    site.clock.advanceDays(4);
    expect((await site.get(`/fr/signaler/recu?notice=${id}`)).body).toContain('Ce délai est passé');
  });
});
