import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeIncident, makeMember, showAllPosts } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { readIncidents, UNKNOWN_ID, readOwnIncidents } from './incidents.testing.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

describe('POST /api/incidents/:id/echo', () => {
  test('counts a member once, also when she says it twice at the same time', async () => {
    const { id } = await makeIncident(site, { slug: 'testapic' });
    const member = await makeMember(site);
    const path = `/api/incidents/${id}/echo`;
    const responses = await Promise.all([
      site.post(path, {}, member.cookie),
      site.post(path, {}, member.cookie),
      site.post(path, {}, (await makeMember(site)).cookie),
    ]);
    expect(responses.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    await showAllPosts(site);
    expect((await readIncidents(site, 'testapic', member.cookie)).incidents).toMatchObject([
      { echoes: 2, echoed: true, can: { echo: true } },
    ]);
    expect((await readIncidents(site, 'testapic')).incidents).toMatchObject([
      { echoes: 2, echoed: false },
    ]);
    expect(await kindsInRecord(site, `incident/${id}`)).toEqual([
      'incident-echoed',
      'incident-echoed',
    ]);
  });

  test('can be taken back', async () => {
    const { id } = await makeIncident(site, { slug: 'testapic' });
    const member = await makeMember(site);
    await site.post(`/api/incidents/${id}/echo`, {}, member.cookie);
    await showAllPosts(site);
    const path = `/api/incidents/${id}/echo/withdraw`;
    expect((await site.post(path, {}, member.cookie)).statusCode).toBe(200);
    expect((await site.post(path, {}, member.cookie)).statusCode).toBe(200);
    const listed = (await readIncidents(site, 'testapic', member.cookie)).incidents.find(
      (incident) => incident.id === id,
    );
    expect(listed).toMatchObject({ echoes: 0, echoed: false });
    expect(await kindsInRecord(site, `incident/${id}`)).toEqual([
      'incident-echoed',
      'incident-echo-withdrawn',
    ]);
  });

  test('cannot take back what another member said', async () => {
    const { id, member } = await makeIncident(site);
    await site.post(`/api/incidents/${id}/echo`, {}, (await makeMember(site)).cookie);
    await showAllPosts(site);
    const other = await makeMember(site);
    await site.post(`/api/incidents/${id}/echo/withdraw`, {}, other.cookie);
    expect((await readOwnIncidents(site, member.cookie))[0]?.echoes).toBe(1);
  });

  test('is not for its author', async () => {
    const { id, member } = await makeIncident(site);
    const response = await site.post(`/api/incidents/${id}/echo`, {}, member.cookie);
    expect(response.statusCode).toBe(403);
    expect(response.json()).toEqual({ error: { code: 'not-allowed' } });
    expect((await readOwnIncidents(site, member.cookie))[0]?.echoes).toBe(0);
  });

  test.each(['echo', 'echo/withdraw'])('%s: not when signed out, not found', async (act) => {
    const { id } = await makeIncident(site);
    const member = await makeMember(site);
    expect((await site.post(`/api/incidents/${id}/${act}`, {})).statusCode).toBe(401);
    const nowhere = await site.post(`/api/incidents/${UNKNOWN_ID}/${act}`, {}, member.cookie);
    expect(nowhere.statusCode).toBe(404);
    const badId = await site.post(`/api/incidents/x/${act}`, {}, member.cookie);
    expect(badId.statusCode).toBe(404);
  });

  test('refuses a key that is none', async () => {
    const { id } = await makeIncident(site);
    const member = await makeMember(site);
    const response = await site.post(`/api/incidents/${id}/echo`, { _key: '!' }, member.cookie);
    expect(response.statusCode).toBe(422);
  });
});

describe('GET /api/incidents', () => {
  test('pages from those shown last on, each incident once', async () => {
    for (let count = 0; count < 22; count += 1) {
      const month = String((count % 9) + 1).padStart(2, '0');
      await makeIncident(site, { slug: 'isahit', publishedOn: `2026-${month}-17` });
    }
    const first = await readIncidents(site, 'isahit');
    expect(first.incidents).toHaveLength(20);
    expect(first.incidents[0]?.shownFrom).toBe('2026-09-14');
    const second = await readIncidents(site, 'isahit', undefined, first.next);
    expect(second.incidents).toHaveLength(2);
    expect(second.next).toBeNull();
    const all = [...first.incidents, ...second.incidents];
    expect(new Set(all.map(({ id }) => id)).size).toBe(22);
    const mondays = all.map(({ shownFrom }) => shownFrom);
    expect(mondays).toEqual(mondays.toSorted().toReversed());
  });

  test('tells no exact day, no exact amount and no author, whoever asks', async () => {
    const { member } = await makeIncident(site, {
      slug: 'lionbridge',
      happenedOn: '2026-10-03',
      lostMinor: 4197,
      showsAll: true,
    });
    const author = await site.database.prisma.author.findFirstOrThrow({
      where: { memberId: member.id },
    });
    const other = await makeMember(site);
    for (const cookie of [undefined, other.cookie]) {
      const { body } = await site.get('/api/incidents?platform=lionbridge', cookie);
      expect(body).toContain('"minor":4200');
      expect(body).not.toMatch(/2026-10-03|2026-11-20|4197/);
      for (const secret of [member.id, member.pseudonym, author.id]) {
        expect(body).not.toContain(secret);
      }
    }
  });

  test('keeps what a member brought who is gone, without her', async () => {
    const { member } = await makeIncident(site, { slug: 'streetbees', signed: true });
    await site.database.prisma.author.updateMany({
      where: { memberId: member.id },
      data: { memberId: null, frozenEstablished: true },
    });
    expect((await readIncidents(site, 'streetbees')).incidents[0]?.author).toMatchObject({
      established: true,
      pseudonym: null,
      deleted: true,
    });
  });

  test('does not say of what is unsigned that its author is gone: the day would name her', async () => {
    const { member } = await makeIncident(site, { slug: 'bpeek' });
    await site.database.prisma.author.updateMany({
      where: { memberId: member.id },
      data: { memberId: null, frozenEstablished: false },
    });
    expect((await readIncidents(site, 'bpeek')).incidents[0]?.author.deleted).toBe(false);
  });

  test('refuses a cursor that is none, and does not find another platform', async () => {
    const bad = await site.get('/api/incidents?platform=isahit&before=yesterday');
    expect(bad.statusCode).toBe(422);
    expect((await site.get('/api/incidents')).statusCode).toBe(422);
    expect((await site.get('/api/incidents?platform=nobody')).statusCode).toBe(404);
  });
});

describe('GET /api/me/incidents', () => {
  test('is for who is signed in, and shows nobody else’s', async () => {
    const { id, member } = await makeIncident(site);
    await makeIncident(site);
    expect((await site.get('/api/me/incidents')).statusCode).toBe(401);
    expect((await readOwnIncidents(site, member.cookie)).map((incident) => incident.id)).toEqual([
      id,
    ]);
  });
});

describe('GET /api/me/incidents/:id', () => {
  test('is exact, for its author alone', async () => {
    const { id, member } = await makeIncident(site, { happenedOn: '2026-10-03', lostMinor: 4197 });
    const stranger = await makeMember(site);
    const path = `/api/me/incidents/${id}`;
    const response = await site.get(path, member.cookie);
    expect(response.json()).toMatchObject({ happenedOn: '2026-10-03', lost: { minor: 4197 } });
    expect((await site.get(path)).statusCode).toBe(401);
    expect((await site.get(path, stranger.cookie)).statusCode).toBe(404);
    expect((await site.get(`/api/me/incidents/${UNKNOWN_ID}`, member.cookie)).statusCode).toBe(404);
  });
});
