import { beforeAll, describe, expect, test } from 'vitest';
import { notify } from '#server/identity/notifications/notify.ts';
import { col, statement } from '#server/database/sql.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { changesSince, everythingKept } from '#tests/support/everything-kept.ts';
import { makeMember, type TestMember } from '#tests/support/members.ts';
import { approveMessage, messagesTo } from '#tests/support/organiser-messages.ts';
import { makePledging, makeWorkers } from '#tests/support/pledges.ts';

/**
 * Organisers wrote to 40 members who can pledge; 40 others look the same, but worked elsewhere. A thief
 * has the database and its files from before and after the message was published and read, an operator
 * all her pages, an organiser hers. What the message adds tells none of the 40 from the other 40.
 */

const EACH = 40;
const TEXT = 'Le client propose de parler lundi. Tenez bon jusque-là.';

let site: TestApp;
let boycott: string;
let organiser: TestMember;
let operator: TestMember;
let moderators: TestMember[];
let eligible: TestMember[];
let others: TestMember[];

/** Rows that were written since, by table, as text. */
type Written = ReadonlyMap<string, string>;
let before: Map<string, Set<string>>;
let written: Written;

/** Every row of every table, as text. */
async function allRows(): Promise<Map<string, Set<string>>> {
  const { sql } = site.database;
  const tables = await sql(
    statement(
      { name: col.text },
      `SELECT c.oid::regclass::text AS name FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1`,
    ),
  );
  const all = new Map<string, Set<string>>();
  for (const { name } of tables) {
    const rows = await sql(
      statement(
        { row: col.text },
        `SELECT ctid::text || ' ' || xmin::text || ' ' || t::text AS row FROM ${name} t`,
      ),
    );
    all.set(name, new Set(rows.map(({ row }) => row)));
  }
  return all;
}

async function writtenSince(earlier: Map<string, Set<string>>): Promise<Written> {
  const found = new Map<string, string>();
  for (const [name, rows] of await allRows()) {
    const fresh = [...rows].filter((row) => earlier.get(name)?.has(row) !== true);
    if (fresh.length > 0) found.set(name, fresh.join('\n'));
  }
  return found;
}

/** The members of a group whom a text names, by id or pseudonym. */
function namedIn(text: string, group: readonly TestMember[]): number {
  return group.filter(({ id, pseudonym }) => text.includes(id) || text.includes(pseudonym)).length;
}

beforeAll(async () => {
  site = await createTestApp();
  boycott = await makePledging(site);
  organiser = await makeMember(site, { established: true });
  await site.database.prisma.boycott.update({
    where: { id: boycott },
    data: { memberId: organiser.id },
  });
  operator = await makeMember(site, { moderator: true });
  moderators = [operator, await makeMember(site, { moderator: true })];
  eligible = await makeWorkers(site, EACH);
  others = await makeWorkers(site, EACH, { slug: 'microworkers' });
  // Evidence of the day on which pledging began would be too late.
  await site.database.prisma.boycott.update({
    where: { id: boycott },
    data: { pledgingFrom: new Date(site.clock.now.getTime() + 86_400_000) },
  });
  before = await allRows();
  const sent = await site.post(
    `/api/boycotts/${boycott}/messages`,
    { text: TEXT },
    organiser.cookie,
  );
  expect(sent.statusCode).toBe(200);
  await approveMessage(site, moderators);
  written = await writtenSince(before);
});

/** What a member opens: her inbox, its line, the page of the boycott. */
async function read({ cookie }: TestMember): Promise<number[]> {
  const pages = [
    '/fr/nouvelles',
    `/fr/boycotts/${boycott}`,
    '/api/me/organiser-messages',
    '/api/me/inbox',
  ];
  const statuses: number[] = [];
  for (const page of pages) statuses.push((await site.get(page, cookie)).statusCode);
  return statuses;
}
const everybody = () => [...eligible, ...others];

test('those who can pledge find it in their inbox, and nobody else', async () => {
  for (const member of eligible) expect(await messagesTo(site, member)).toEqual([boycott]);
  for (const member of others) expect(await messagesTo(site, member)).toEqual([]);
});

test('what publishing writes names none of the 80', () => {
  expect([...written.keys()]).toContain('organiser_message');
  const all = [...written.values()].join('\n');
  expect(namedIn(all, [organiser])).toBe(1);
  expect(namedIn(all, everybody())).toBe(0);
});

test('reading it writes nothing: no row, place, transaction or time of a file', async () => {
  for (const member of everybody()) await read(member);
  await site.database.sql('VACUUM');
  await everythingKept(site);
  const kept = await everythingKept(site);
  for (const member of everybody()) expect(await read(member)).toEqual([200, 200, 200, 200]);
  expect(changesSince(kept, await everythingKept(site))).toEqual([]);
});

test('the page of the boycott has the message for all alike, and who reads is in no answer', async () => {
  const path = `/api/boycotts/${boycott}`;
  const shown = (body: string): unknown => (JSON.parse(body) as { messages: unknown }).messages;
  const visitor = shown((await site.get(path)).body);
  for (const { cookie } of everybody()) {
    expect(shown((await site.get(path, cookie)).body)).toEqual(visitor);
  }
  expect(JSON.stringify(visitor)).toContain(TEXT);
});

describe.each(['the organiser', 'the operator'])('by the pages of %s', (who) => {
  const pages = () => [
    `/fr/boycotts/${boycott}`,
    `/api/boycotts/${boycott}`,
    '/fr/nouvelles',
    '/api/me/inbox',
    '/api/me/boycotts',
    '/api/moderation/acts',
    '/api/transparency',
    '/fr/transparence',
    '/fr/moderation',
  ];

  test('nobody is listed, and nothing changes as they read', async () => {
    const viewer = who === 'the organiser' ? organiser : operator;
    const look = async (): Promise<string[]> => {
      const bodies: string[] = [];
      for (const page of pages()) {
        const { statusCode, body } = await site.get(page, viewer.cookie);
        expect([page, statusCode]).toEqual([page, 200]);
        bodies.push(withoutFormKeys(body));
      }
      return bodies;
    };
    await look();
    const earlier = await look();
    for (const member of eligible) await read(member);
    const later = await look();
    expect(later).toEqual(earlier);
    expect(namedIn(later.join('\n'), everybody())).toBe(0);
  });
});

/** Each form has a key of its own, whoever reads. */
function withoutFormKeys(html: string): string {
  return html.replace(/name="_key" value="[^"]*"/gu, '');
}

test('switching it off is open to all, and takes the line away', async () => {
  const [member, other] = [eligible[0], others[0]];
  if (member === undefined || other === undefined) throw new Error('two');
  for (const { cookie } of [member, other]) {
    const page = await site.get('/fr/nouvelles/abonnements', cookie);
    expect(page.body).toContain('action="/api/me/organiser-messages"');
    const off = await site.post('/api/me/organiser-messages', { messages: 'no' }, cookie);
    expect(off.statusCode).toBe(200);
  }
  expect(await messagesTo(site, member)).toEqual([]);
  const rows = await site.database.prisma.memberChoices.findMany({
    where: { memberId: { in: [member.id, other.id] } },
  });
  const [one, two] = rows.map(({ memberId: _, ...choices }) => choices);
  expect(one).toEqual(two);
});

test('an inbox item for each of them would list them, so his method works', async () => {
  const earlier = await allRows();
  const news = { kind: 'boycott-message', subject: boycott } as const;
  await site.database.prisma.$transaction((tx) =>
    notify(
      tx,
      eligible.map(({ id }) => id),
      news,
      site.clock.now,
    ),
  );
  const all = [...(await writtenSince(earlier)).values()].join('\n');
  expect(namedIn(all, eligible)).toBe(EACH);
  expect(namedIn(all, others)).toBe(0);
  const [reader] = eligible;
  const kept = await everythingKept(site);
  const read = await site.post('/api/me/inbox/read', {}, reader?.cookie);
  expect(read.statusCode).toBe(200);
  expect(changesSince(kept, await everythingKept(site))).toContain('inbox_item');
});
