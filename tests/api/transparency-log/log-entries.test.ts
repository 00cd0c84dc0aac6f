import { beforeAll, describe, expect, test } from 'vitest';
import { eraseSalts, insertEntries } from '#server/transparency-log/append-entries.ts';
import {
  logEntriesResponse,
  type LogEntriesResponse,
} from '#shared/transparency-log/log-entries.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

async function read(query = ''): Promise<LogEntriesResponse> {
  const response = await site.get(`/api/record${query}`);
  expect(response.statusCode).toBe(200);
  return logEntriesResponse.parse(response.json());
}

function write(kind: string, subject: string): Promise<void> {
  return site.database.prisma.$transaction((tx) =>
    insertEntries(tx, site.clock.now, [{ kind, subject, content: { kind, subject } }]),
  );
}

describe('GET /api/record', () => {
  test('names what was done to which platform, never its salt', async () => {
    const { entries } = await read();
    expect(entries).toHaveLength(48);
    const added = entries.filter(({ kind }) => kind === 'platform-added');
    expect(added.map(({ platform }) => platform?.slug)).toContain('clickworker');
    expect(Object.keys(entries[0] ?? {}).toSorted()).toEqual([
      'commitment',
      'day',
      'kind',
      'leaf',
      'platform',
      'saltErased',
      'subject',
    ]);
    const { salt } = await site.database.prisma.recordEntry.findFirstOrThrow({});
    expect((await site.get('/api/record')).body).not.toContain(salt);
  });

  test('names the platform of the figures and of the reports of a Monday', async () => {
    const { id, slug } = await site.database.prisma.platform.findFirstOrThrow({});
    await write('content-stated', `week/${id}-2026-11-16`);
    await write('slips-released', `slips/${id}-2026-11-16`);
    const { entries } = await read();
    const ofMonday = entries.filter(({ subject }) => /^(?:week|slips)\//.test(subject));
    expect(ofMonday.map(({ platform }) => platform?.slug)).toEqual([slug, slug]);
    const [of = ''] = ofMonday.map(({ subject }) => subject);
    expect((await read(`?subject=${of}`)).entries[0]?.platform?.slug).toBe(slug);
  });

  test('goes on over pages, newest first, without losing or repeating an act', async () => {
    for (let index = 0; index < 30; index += 1) await write('review-published', `review/${index}`);
    const first = await read();
    expect(first.entries).toHaveLength(50);
    const second = await read(`?before=${first.next}`);
    expect(second.next).toBeNull();
    const all = [...first.entries, ...second.entries];
    expect(new Set(all.map(({ commitment }) => commitment)).size).toBe(80);
    const months = all.map(({ day }) => day.slice(0, 7));
    expect(months).toEqual(months.toSorted().toReversed());
  });

  test('goes on over months that hold less than a page', async () => {
    const long = await createTestApp();
    for (let month = 0; month < 6; month += 1) {
      long.clock.advanceDays(31);
      await long.database.prisma.$transaction(async (tx) => {
        for (let index = 0; index < 15; index += 1) {
          const subject = `payout/${month}-${index}`;
          await insertEntries(tx, long.clock.now, [
            { kind: 'payout-published', subject, content: subject },
          ]);
        }
      });
    }
    const seen = new Set<string>();
    let next: string | null = '';
    for (let pages = 0; next !== null && pages < 10; pages += 1) {
      const response = await long.get(`/api/record${next === '' ? '' : `?before=${next}`}`);
      const page: LogEntriesResponse = logEntriesResponse.parse(response.json());
      for (const { commitment } of page.entries) seen.add(commitment);
      next = page.next;
    }
    expect(seen.size).toBe(48 + 90);
  });

  test('tells of evidence the month alone, and its place does not tell the day', async () => {
    site.clock.advanceDays(30);
    await write('platform-closed', 'platform/000000000001');
    await write('payout-published', 'payout/000000000002');
    await write('incident-published', 'incident/000000000003');
    await write('surprise-published', 'surprise/000000000004');
    site.clock.advanceDays(3);
    await write('platform-reopened', 'platform/000000000001');
    const { entries } = await read();
    const days = entries.slice(0, 5).map(({ day }) => day);
    expect(days).toEqual(['2026-12-23', '2026-12-20', '2026-12', '2026-12', '2026-12']);
    const undated = entries.slice(2, 5).map(({ commitment }) => commitment);
    expect(undated).toEqual(undated.toSorted().toReversed());
  });

  test('says which salts are erased', async () => {
    await site.database.prisma.$transaction((tx) => eraseSalts(tx, 'payout/000000000002'));
    const { entries } = await read();
    const erased = entries.filter(({ saltErased }) => saltErased);
    expect(erased.map(({ subject }) => subject)).toEqual(['payout/000000000002']);
  });

  test.each(['x', '1', "2026-11-20-';--", '2026-11-20', `2026-13-01-${'0'.repeat(64)}`])(
    'refuses to go on at %s',
    async (before) => {
      const response = await site.get(`/api/record?before=${encodeURIComponent(before)}`);
      expect(response.statusCode).toBe(422);
    },
  );
});
