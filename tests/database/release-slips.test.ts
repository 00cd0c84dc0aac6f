import { beforeAll, expect, test } from 'vitest';
import { col, statement } from '#server/database/sql.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, platformId } from '#tests/support/factories.ts';

/** release_slips: which slips are released as those of established members, and in which order they lie. */

let site: TestApp;
let platform: string;
beforeAll(async () => {
  site = await createTestApp();
  platform = await platformId(site, 'clickworker');
});

type Slip = {
  id: string;
  owner: string;
  outcome?: string;
  released?: boolean;
  established?: boolean;
};

async function makeSlip({
  outcome = 'paid',
  released = false,
  established = false,
  ...slip
}: Slip): Promise<void> {
  const { prisma } = site.database;
  const base = { ...slip, platformId: platform, monday: new Date('2026-11-16') };
  const plain = { window: 4, solicited: false };
  await prisma.slip.create({ data: { ...base, ...plain, outcome, released, established } });
  await prisma.publicationSpending.create({
    data: { ...slip, platformId: platform, monday: base.monday, price: 0.5 },
  });
}

const release = (ids: readonly string[]): Promise<unknown> =>
  site.database.sql('SELECT release_slips($1::text[], 365)', [[...ids]]);

async function establishedOf(ids: readonly string[]): Promise<boolean[]> {
  const slips = await site.database.prisma.slip.findMany({ where: { id: { in: [...ids] } } });
  return ids.map((id) => {
    const slip = slips.find((one) => one.id === id);
    expect(slip?.released).toBe(true);
    return slip?.established ?? false;
  });
}

test('the second slip of a voice with the same outcome within a year counts like one of a new account', async () => {
  await makeSlip({ id: 'before', owner: 'hers', released: true, established: true });
  await makeSlip({ id: 'again', owner: 'hers', established: true });
  await release(['again']);
  expect(await establishedOf(['again'])).toEqual([false]);
  await makeSlip({ id: 'unpaid', owner: 'hers', outcome: 'not-paid', established: true });
  await makeSlip({ id: 'other', owner: 'another', established: true });
  await makeSlip({ id: 'young', owner: 'third' });
  await release(['unpaid', 'other', 'young']);
  expect(await establishedOf(['unpaid', 'other', 'young'])).toEqual([true, true, false]);
});

test('a slip whose report is of an established member is released as such', async () => {
  const { prisma } = site.database;
  const member = await makeMember(site, { established: true });
  await makeSlip({ id: 'reported', owner: 'reporter' });
  const author = { id: 'reporter', memberId: member.id, platformId: platform };
  await prisma.author.create({ data: author });
  const day = new Date('2026-11-01');
  await prisma.payout.create({
    data: {
      id: 'report',
      authorId: 'reporter',
      platformId: platform,
      state: 'received',
      currency: 'EUR',
      method: 'paypal',
      amountBand: 1,
      askedMonth: '2026-10',
      publishedOn: day,
      dueByItself: false,
      unansweredReminders: 0,
      solicited: false,
      signed: false,
    },
  });
  await prisma.payoutPublication.create({
    data: { payoutId: 'report', authorId: 'reporter', slipId: 'reported', state: 'first' },
  });
  await release(['reported']);
  expect(await establishedOf(['reported'])).toEqual([true]);
});

test('slips, and what they spent, lie on the disk in the order in which they are released', async () => {
  const ids = Array.from({ length: 20 }, (_, nth) => `place${nth}`);
  for (const id of ids) await makeSlip({ id, owner: id });
  // No order by which rows are found otherwise.
  const drawn = ids.toSorted(
    (a, b) => ((Number(a.slice(5)) * 7) % 20) - ((Number(b.slice(5)) * 7) % 20),
  );
  await release(drawn);
  for (const table of ['slip', 'publication_spending']) {
    const rows = await site.database.sql(
      statement({ id: col.text }, `SELECT id FROM ${table} WHERE id = ANY($1) ORDER BY ctid`),
      [ids],
    );
    expect(rows.map(({ id }) => id)).toEqual(drawn);
  }
});
