import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  transparencyReportResponse,
  type TransparencyReport,
} from '#shared/governance/transparency-report.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import type { TestMember } from '#tests/support/factories.ts';
import { END_OF_HISTORY, makeModerationHistory } from './transparency-report.testing.ts';

let site: TestApp;
let moderator: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  moderator = await makeModerationHistory(site);
});

const read = async (query = ''): Promise<TransparencyReport> =>
  transparencyReportResponse.parse((await site.get(`/api/transparency${query}`)).json());

describe('the numbers of all years', () => {
  test('count flags by reason and by what became of them', async () => {
    const { flags } = await read();
    expect(flags).toEqual({
      total: 6,
      ratedParty: 1,
      byReason: [
        { reason: 'insult', waiting: 1, upheld: 2, notUpheld: 0, unfounded: 1 },
        { reason: 'threat', waiting: 1, upheld: 1, notUpheld: 0, unfounded: 0 },
      ],
      messages: { total: 0, waiting: 0, suspended: 0, none: 0 },
      pauses: 0,
      pausedNow: 0,
    });
  });

  test('count cases, and how long those wait that are not decided', async () => {
    const { cases, waiting } = await read();
    expect(cases).toEqual({
      opened: 6,
      closed: 4,
      withdrawn: 0,
      byOrigin: [{ origin: 'flag', count: 6 }],
      byKind: [{ kind: 'post', count: 6 }],
    });
    expect(waiting).toEqual({
      count: 2,
      proposed: 1,
      jury: 0,
      oldestDays: 15,
      ages: { today: 0, days: 0, week: 1, older: 1 },
    });
  });

  test('say how long a decision took, to the middle: 3, 4, 10 and 25 hours', async () => {
    const { times } = await read();
    expect(times.all).toEqual({ decided: 4, medianHours: 7, nineInTenHours: 20.5 });
    expect(times.urgent).toEqual({ decided: 1, medianHours: 3, nineInTenHours: 3 });
  });

  test('tell decisions by rule and by how many made them; a veil and its end are two', async () => {
    const { decisions, veils } = await read();
    expect(decisions).toEqual({
      total: 7,
      byRule: [
        { rule: 'R5', hide: 3, remove: 0, veil: 2, restore: 1, cover: 0, uncover: 0, dismiss: 1 },
      ],
      byOrigin: [{ origin: 'flag', count: 7 }],
      byStage: [
        { stage: 'first', count: 3 },
        { stage: 'veil', count: 3 },
        { stage: 'jury', count: 1 },
      ],
      alone: 3,
      two: 2,
      jury: 1,
      automated: 1,
      others: [],
    });
    expect(veils).toEqual({ total: 2, confirmed: 1, lifted: 0, expired: 1, open: 0 });
  });

  test('tell appeals and juries, and what became of each', async () => {
    const { appeals, juries } = await read();
    expect(appeals).toEqual({
      total: 3,
      open: 1,
      upheld: 0,
      reversed: 1,
      undecided: 0,
      withdrawn: 1,
      byAuthor: 3,
      byFlagger: 0,
      medianDays: 1.5,
    });
    expect(juries).toEqual({
      called: 3,
      waiting: 0,
      sitting: 0,
      decided: 1,
      failed: 1,
      dropped: 1,
      medianHours: 24,
      jurors: { drawn: 6, voted: 3, declined: 1, silent: 1, passedOver: 1, open: 0 },
    });
  });

  test('tell what came from outside, and whether it was answered as promised', async () => {
    const { outside: came, demands } = await read();
    const waits = { done: 0, inTime: 0, waiting: 1, late: 1 };
    const answered = { done: 1, inTime: 1, waiting: 0, late: 0 };
    expect(came).toEqual({
      notices: { received: 1, notReasoned: 0, ...waits },
      disputes: { received: 0, done: 0, inTime: 0, waiting: 0, late: 0 },
      replies: { received: 1, published: 1, refused: 0, medianDays: 2, ...answered },
    });
    expect(demands).toEqual({
      total: 2,
      withheld: 1,
      rows: [
        { sender: 'court', asks: 'removal', outcome: 'waiting', count: 1 },
        { sender: 'police', asks: 'data', outcome: 'refused', count: 1 },
      ],
    });
  });

  test('name moderators by their code, and count those who are none any more', async () => {
    const { roles } = await read();
    expect(roles.left).toBe(0);
    expect(roles.inForce).toEqual([
      { handle: expect.stringMatching(/^M-\w+$/), since: '2025-12-30', endsOn: '2026-06-28' },
    ]);
    site.clock.now = new Date('2026-07-01T10:00:00Z');
    const later = (await read()).roles;
    site.clock.now = END_OF_HISTORY;
    expect(later).toEqual({ inForce: [], left: 1 });
  });

  test('stay what they are for who deleted her account', async () => {
    const { prisma } = site.database;
    const before = await read();
    const { memberId } = await prisma.flag.findFirstOrThrow({ where: { ratedParty: true } });
    await prisma.member.delete({ where: { id: memberId ?? '' } });
    expect(await read()).toEqual(before);
  });
});

describe('a year', () => {
  test('counts what happened in it alone, with its own median', async () => {
    const first = await read('?year=2025');
    expect(first).toMatchObject({
      year: 2025,
      from: '2025-01-01',
      to: '2025-12-31',
      years: [2026, 2025],
      flags: { total: 2, ratedParty: 1 },
      cases: { opened: 2, closed: 2 },
      decisions: { total: 2, alone: 1, two: 1, jury: 0, automated: 0 },
      times: { all: { decided: 2, medianHours: 7 } },
      veils: { total: 0 },
      appeals: { total: 0 },
      demands: { total: 0 },
    });
    expect(first.months).toHaveLength(12);
    expect(first.months.at(-1)).toEqual({
      month: '2025-12',
      flags: 2,
      opened: 2,
      closed: 2,
      decisions: 2,
      appeals: 0,
    });
    const last = await read('?year=2026');
    expect(last).toMatchObject({
      from: '2026-01-01',
      to: '2026-01-20',
      flags: { total: 4 },
      decisions: { total: 5 },
      times: { all: { decided: 2, medianHours: 14 } },
      appeals: { total: 3, reversed: 1 },
    });
    expect(last.months.map(({ month }) => month)).toEqual(['2026-01']);
  });

  test('is refused where it is none, and not found before the first act', async () => {
    for (const year of ['abc', '1999', '2026.5']) {
      expect((await site.get(`/api/transparency?year=${year}`)).statusCode, year).toBe(422);
    }
    for (const path of ['/api/transparency', '/api/transparency.csv', '/fr/transparence']) {
      expect((await site.get(`${path}?year=2024`)).statusCode, path).toBe(404);
    }
  });
});

describe('the table', () => {
  test('has one number a line, each with its whole and its days', async () => {
    const response = await site.get('/api/transparency.csv?year=2026');
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8');
    const rows = parse<Record<string, string>>(response.body, { columns: true });
    const find = (figure: string, key: string) =>
      rows.find((row) => row['figure'] === figure && row['key'] === key);
    const of = (section: string, value: string, whole: string, unit = 'count') => ({
      section,
      value,
      of: whole,
      unit,
      from: '2026-01-01',
      to: '2026-01-20',
    });
    expect(find('median', 'all')).toMatchObject(of('times', '14', '2', 'hours'));
    expect(find('hide', 'R5')).toMatchObject(of('decisions', '2', '5'));
    expect(find('upheld', 'insult')).toMatchObject(of('flags', '1', '4'));
    expect(find('ended', 'expired')).toMatchObject(of('veils', '1', '2'));
    expect(find('reversed', '')).toMatchObject(of('appeals', '1', '1', 'share'));
    expect(find('refused', 'police/data')).toMatchObject(of('demands', '1', '2'));
    expect(find('opened', '2026-01')).toMatchObject({ value: '4', to: '2026-01-31' });
  });
});

describe('the page', () => {
  test('says the same to everybody, and names nobody', async () => {
    for (const path of ['/api/transparency', '/api/transparency.csv']) {
      const stranger = await site.get(path);
      expect(stranger.statusCode).toBe(200);
      expect((await site.get(path, moderator.cookie)).body).toBe(stranger.body);
    }
    const page = (await site.get('/fr/transparence')).body;
    expect(page).toContain('6\u00a0alertes, dont 1 au nom d’une partie notée.');
    expect(page).toContain('Décision changée\u00a0: 1 sur 1\u00a0jugé (100\u00a0%).');
    const members = await site.database.prisma.member.findMany();
    const answers = `${page}${(await site.get('/api/transparency')).body}`;
    for (const { id, pseudonym } of members) {
      expect(answers).not.toContain(id);
      expect(answers).not.toContain(pseudonym);
    }
  });

  test('says in a line each what did not happen, without a section for it', async () => {
    const page = (await site.get('/fr/transparence?year=2025')).body;
    expect(page).toMatch(/id="nothing".*<li>Aucun recours\.<\/li>/s);
    expect(page).not.toContain('id="appeals"');
    const all = (await site.get('/fr/transparence')).body;
    expect(all).toContain('id="appeals"');
    expect(all).not.toContain('Aucun recours.');
  });

  test('is linked from every page, from the record and from the queue', async () => {
    for (const path of ['/en', '/en/record', '/en/moderation']) {
      expect((await site.get(path)).body).toContain('href="/en/transparency"');
    }
  });
});

test('a site where nothing happened says so', async () => {
  const empty = await createTestApp();
  expect(
    transparencyReportResponse.parse((await empty.get('/api/transparency')).json()),
  ).toMatchObject({
    empty: true,
    years: [2026],
    from: '2026-11-20',
    times: { all: { decided: 0, medianHours: null } },
    waiting: { count: 0, oldestDays: null },
  });
  expect((await empty.get('/fr/transparence')).body).toContain('Rien pour l’instant.');
  expect((await empty.get('/en/transparency')).body).toContain('Nothing yet.');
  expect((await empty.get('/api/transparency?year=2025')).statusCode).toBe(404);
});
