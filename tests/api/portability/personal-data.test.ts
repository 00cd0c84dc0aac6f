import { beforeAll, describe, expect, test } from 'vitest';
import { refreshStandings } from '#server/operations/jobs/hourly-jobs.ts';
import { randomId } from '#server/core/ids.ts';
import { grantRole } from '#server/governance/moderators/grant-role.ts';
import { insertEntries } from '#server/transparency-log/append-entries.ts';
import { col, statement } from '#server/database/sql.ts';
import { personalDataResponse } from '#shared/portability/personal-data.ts';
import { logEntriesResponse } from '#shared/transparency-log/log-entries.ts';
import {
  OTHER_PASSWORD,
  PASSWORD,
  cookieHeader,
  makeRealMember,
  viewerOf,
} from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { proposeAlias, addReviewNameAndGuess } from '#tests/api/directory/clients.testing.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';
import {
  makeIncident,
  makePayout,
  makeReview,
  platformId,
  type TestMember,
} from '#tests/support/factories.ts';
import { establishNow } from '#tests/support/establish-members.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

/** A member with something of every kind; established by pieces over two months. */
async function makeRichMember(pseudonym: string, slug: string): Promise<TestMember> {
  const member = await makeRealMember(site, pseudonym);
  const exact = { member, slug, expectedMinor: 2743, askedOn: '2026-10-07', signed: true };
  await makePayout(site, { ...exact, publishedOn: '2026-10-20', receivedMinor: 2719 });
  await makePayout(site, { ...exact, publishedOn: '2026-11-02', state: 'refused' });
  await makePayout(site, { ...exact, publishedOn: '2026-11-03', state: 'waiting' });
  await makeIncident(site, { member, slug, happenedOn: '2026-10-09', lostMinor: 1234 });
  await makeReview(site, { member, slug });
  await addReviewNameAndGuess(site, { member, platform: slug });
  await proposeAlias(site, member);
  await makeTaskReport(site, { member, platform: slug, paid: 1_234, time: '10 h 17' });
  await site.database.prisma.platformRevision.create({
    data: {
      id: randomId(),
      platformId: await platformId(site, slug),
      memberId: member.id,
      field: 'founded',
      before: 2001,
      after: 2005,
      source: 'Leur page « À propos »',
      createdAt: site.clock.now,
    },
  });
  await establishNow(site);
  return member;
}

describe('GET /api/me/data.json', () => {
  test('holds everything of hers, as a file', async () => {
    const member = await makeRichMember('Exportée', 'appen');
    await makePayout(site, { slug: 'appen', expectedMinor: 9191 });
    const response = await site.get('/api/me/data.json', member.cookie);
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-disposition']).toBe('attachment; filename="contrenote.json"');
    expect(response.headers['cache-control']).toBe('private, no-store');
    const data = personalDataResponse.parse(response.json());
    const { lists } = data;
    expect(data.account).toMatchObject({ pseudonym: 'Exportée', language: 'fr' });
    expect(lists['payouts']?.map(({ state, receivedShare }) => [state, receivedShare])).toEqual(
      expect.arrayContaining([
        ['received', 0.9],
        ['refused', null],
        ['waiting', null],
      ]),
    );
    expect(lists['payouts']).toHaveLength(3);
    expect(lists['payouts']?.[0]).toMatchObject({ platform: 'appen', askedMonth: '2026-10' });
    expect(data.askedDays.map(({ askedOn }) => askedOn)).toEqual(['2026-10-07']);
    expect(lists['incidents']).toMatchObject([{ happenedOn: '2026-10-09', lostMinor: 1234 }]);
    expect(lists['reviews']).toHaveLength(1);
    expect(lists['task-reports']).toMatchObject([
      { platform: 'appen', exact: { paid: 1_234, totalSeconds: 37_020, workedOn: '2026-11-18' } },
    ]);
    expect(lists['client-reviews']).toMatchObject([
      { platform: 'appen', communication: 4, speed: 5 },
    ]);
    expect(lists['client-changes']).toMatchObject([{ kind: 'name-added' }]);
    const { acts, actDraws } = data.moderation;
    expect(acts.map(({ kind }) => kind)).toContain('add-client-name');
    expect(actDraws).toHaveLength(1);
    expect(lists['client-guesses']).toMatchObject([{ source: 'https://registre.example/fiche' }]);
    expect(lists['platform-corrections']).toMatchObject([
      { field: 'founded', before: 2001, after: 2005 },
    ]);
    expect(lists['session']).toHaveLength(1);
    expect(lists['authors']).toHaveLength(1);
    expect(response.body).not.toContain('9191');
    expect(response.body).not.toContain('argon2');
    expect(response.body).not.toContain(member.cookie.split('=')[1]);
  });

  test('is for members', async () => {
    expect((await site.get('/api/me/data.json')).statusCode).toBe(401);
  });
});

describe('POST /api/me/delete', () => {
  test('asks for the password', async () => {
    const member = await makeRealMember(site, 'Reste');
    const wrong = await site.post('/api/me/delete', { password: OTHER_PASSWORD }, member.cookie);
    expect(wrong.statusCode).toBe(422);
    expect(wrong.json()).toMatchObject({ error: { fields: { password: { code: 'wrong' } } } });
    expect((await site.post('/api/me/delete', {}, member.cookie)).statusCode).toBe(422);
    expect(await viewerOf(site, member.cookie)).toBe('Reste');
  });

  test('is for members', async () => {
    expect((await site.post('/api/me/delete', { password: PASSWORD })).statusCode).toBe(401);
  });

  test('removes the member and keeps every figure, now and when computed anew', async () => {
    const slug = 'clickworker';
    for (let others = 0; others < 4; others += 1) await makePayout(site, { slug });
    const member = await makeRichMember('Partante', slug);
    const figures = async (): Promise<object> => {
      const { standing, evidence, rating } = (await site.get(`/api/platforms/${slug}`)).json<{
        standing: object;
        evidence: object;
        rating: object;
      }>();
      return { standing, evidence, rating };
    };
    const before = await figures();
    const author = await site.database.prisma.author.findFirstOrThrow({
      where: { memberId: member.id },
    });
    expect((await viewer(member)).established).toBe(true);

    const response = await site.post('/api/me/delete', { password: PASSWORD }, member.cookie);
    expect(response.statusCode).toBe(200);
    expect(cookieHeader(response)).toContain('Max-Age=0');
    expect(await viewerOf(site, member.cookie)).toBeNull();
    expect(await figures()).toEqual(before);
    await site.database.sql(`UPDATE platform_summary SET computed_on = '2026-01-01'`);
    expect(await refreshStandings(site.database, site.clock.now)).toBeGreaterThan(20);
    expect(await figures()).toEqual(before);

    const { signedKey, platformId: platform } = author;
    const kept = await site.database.prisma.author.findUniqueOrThrow({ where: { signedKey } });
    const frozen = { memberId: null, frozenEstablished: true, frozenYoung: true };
    expect(kept).toMatchObject({ ...frozen, platformId: platform });
    expect(kept.id).not.toBe(author.id);
    const again = await site.post('/api/sign-up', {
      pseudonym: 'Partante',
      password: PASSWORD,
      agree: true,
    });
    expect(again.statusCode).toBe(201);
  });

  test('leaves no exact value, no name and no id of hers', async () => {
    const member = await makeRichMember('Effacée', 'roamler');
    const payout = await site.database.prisma.payout.findFirstOrThrow({
      where: { author: { memberId: member.id }, state: 'received' },
    });
    await site.post('/api/me/delete', { password: PASSWORD }, member.cookie);

    const kept = await site.database.prisma.payout.findUniqueOrThrow({ where: { id: payout.id } });
    expect(kept).toMatchObject({ askedSealed: null, keySlot: null, signed: true });
    const incident = await site.database.prisma.incident.findFirstOrThrow({
      where: { happenedOn: new Date('2026-10-15') },
    });
    expect(incident.lostMinor).toBe(incident.lostRounded);
    const report = await site.database.prisma.taskReport.findFirstOrThrow({
      where: { platformId: payout.platformId },
    });
    expect(report).toMatchObject({ exact: {}, paid: 1_000, totalSeconds: 37_000 });
    const revision = await site.database.prisma.platformRevision.findFirstOrThrow({
      where: { platformId: await platformId(site, 'roamler'), field: 'founded' },
    });
    expect(revision.memberId).toBeNull();

    const tables = await site.database.sql(
      statement(
        { name: col.text },
        `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
      ),
    );
    for (const { name } of tables) {
      const rows = await site.database.sql(
        statement({ row: col.text }, `SELECT t::text AS row FROM "${name}" t`),
      );
      const text = rows.map(({ row }) => row).join('\n');
      expect(text, name).not.toContain(member.id);
      expect(text, name).not.toContain('Effacée');
    }
  });

  test('changes nothing in the record that would show what one member left behind', async () => {
    const member = await makeRealMember(site, 'Discrète');
    const { id } = await makePayout(site, { member });
    const subject = `payout/${id}`;
    await site.database.prisma.$transaction((tx) =>
      insertEntries(tx, site.clock.now, [{ kind: 'payout-published', subject, content: { id } }]),
    );
    const read = async (before = ''): Promise<object[]> => {
      const page = logEntriesResponse.parse((await site.get(`/api/record${before}`)).json());
      if (page.next === null) return page.entries;
      return [...page.entries, ...(await read(`?before=${page.next}`))];
    };
    const before = await read();
    await site.post('/api/me/delete', { password: PASSWORD }, member.cookie);
    const after = await read();
    expect(after).toEqual(expect.arrayContaining(before));
    expect(after).toHaveLength(before.length + 1);
  });

  test('says in the record that a member left, not who', async () => {
    const member = await makeRealMember(site, 'Anonyme');
    await site.post('/api/me/delete', { password: PASSWORD }, member.cookie);
    const last = await site.database.prisma.recordEntry.findFirstOrThrow({
      orderBy: { id: 'desc' },
    });
    expect(last).toMatchObject({ kind: 'member-left', subject: 'member' });
  });

  test('ends her role, on the record', async () => {
    const member = await makeRealMember(site, 'Ancienne Modo');
    const { prisma } = site.database;
    await prisma.$transaction((tx) => grantRole(tx, member.pseudonym, 'moderator', site.clock.now));
    const { id } = await prisma.roleGrant.findFirstOrThrow({ where: { memberId: member.id } });
    await site.post('/api/me/delete', { password: PASSWORD }, member.cookie);
    const acts = await prisma.recordEntry.findMany({
      where: { subject: `role/${id}` },
      orderBy: { id: 'asc' },
    });
    expect(acts.map(({ kind, salt }) => [kind, salt !== null])).toEqual([
      ['term-begun', false],
      ['term-forgotten', true],
    ]);
  });
});

async function viewer(member: TestMember): Promise<{ established: boolean }> {
  const response = await site.get('/api/me', member.cookie);
  return response.json<{ viewer: { established: boolean } }>().viewer;
}
