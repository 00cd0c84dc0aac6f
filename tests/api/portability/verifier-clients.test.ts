import { beforeAll, describe, expect, test } from 'vitest';
import { eraseClientName } from '#server/directory/clients/erase-client-name.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import {
  changeClientAs,
  CLIENT_RATINGS,
  findLatestClientChange,
  makeClient,
  readClient,
  undoClientChangeAs,
  type TestClient,
} from '#tests/api/directory/clients.testing.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, showAllPosts, type TestMember } from '#tests/support/factories.ts';
import { platformId } from '#tests/support/platform-id.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

/** Whoever runs the site gives what is said of one client to another, or calls it otherwise. */

let site: TestApp;
let member: TestMember;
/** A client that another was joined to, one that was split off it, and one that nobody changed. */
let [whole, joined, part, plain]: TestClient[] = [];
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site, { established: true });
  whole = await makeClient(site, { name: 'Entier SARL', externalId: 'ENTIER-1' });
  joined = await makeClient(site, { name: 'Rejoint SARL', externalId: 'REJOINT-1' });
  plain = await makeClient(site, { name: 'Intact SARL', externalId: 'INTACT-1' });
  await act(whole, 'review', {
    ...CLIENT_RATINGS,
    platform: 'clickworker',
    experiencedMonth: '2026-10',
  });
  const guess = { text: 'Une filiale.', source: 'https://registre.example/fiche' };
  await act(plain, 'guesses', guess);
  await act(whole, 'names', { name: 'Alias entier' });
  await act(whole, 'identities', { platform: 'Appen', externalId: 'ENTIER-2' });
  await act(whole, 'name', { name: 'Entier Renommé' });
  await act(whole, 'join', { other: joined.slug });
  const { names } = await readClient(site, whole.slug);
  const alias = names.filter(({ text }) => text === 'Alias entier').map(({ id }) => id);
  await act(whole, 'split', { name: 'Partie SARL', names: alias });
  const { id } = await site.database.prisma.client.findFirstOrThrow({
    where: { name: 'Partie SARL' },
  });
  part = { id, name: 'Partie SARL', slug: 'partie-sarl' };
  await showAllPosts(site);
  site.clock.advanceDays(60);
});

async function act(client: { slug: string }, what: string, body: object): Promise<void> {
  const done = await changeClientAs(site, member, client, what, { notAPerson: true, ...body });
  expect([200, 201]).toContain(done);
}

/** As who owns the machine, whom no trigger stops. */
async function asOwner(sql: string): Promise<void> {
  await site.database.prisma.$transaction(async (tx) => {
    await tx.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
    for (const one of sql.split(';')) await tx.$executeRawUnsafe(one);
  });
}

const faults = async (): Promise<string[]> => (await verifyDump(await dumpOf(site))).faults;

/** What is found after a change behind the site's back; the tables are as before at the end. */
async function findAfter(change: string, tables: readonly string[]): Promise<string[]> {
  await asOwner(tables.map((one) => `CREATE TABLE kept_${one} AS SELECT * FROM ${one}`).join(';'));
  await asOwner(change);
  try {
    return await faults();
  } finally {
    const back = tables.map(
      (one) => `DELETE FROM ${one};
      INSERT INTO ${one} SELECT * FROM kept_${one};
      DROP TABLE kept_${one}`,
    );
    await asOwner(back.join(';'));
  }
}

const idOf = (client: TestClient | undefined): string => client?.id ?? '';

test('what members joined, split, renamed and said is found to be what was recorded', async () => {
  expect(await faults()).toEqual([]);
});

describe('what is changed in the database is named:', () => {
  test('reviews that are given to another client, and a guess', async () => {
    const [review] = await site.database.prisma.clientReview.findMany({
      where: { clientId: idOf(whole) },
    });
    const [guess] = await site.database.prisma.clientGuess.findMany();
    const found = await findAfter(
      `UPDATE client_review SET client_id = '${idOf(plain)}' WHERE client_id = '${idOf(whole)}';
       UPDATE client_guess SET client_id = '${idOf(whole)}'`,
      ['client_review', 'client_guess'],
    );
    expect(found).toEqual([
      `changed without an entry: guess/${guess?.id}`,
      `changed without an entry: client-review/${review?.id}`,
    ]);
  });

  test.each([
    ['that was renamed', () => whole],
    ['that nobody renamed', () => plain],
  ])('the name of a client %s', async (_, client) => {
    const id = idOf(client());
    const found = await findAfter(`UPDATE client SET name = 'Arnaque SARL' WHERE id = '${id}'`, [
      'client',
    ]);
    expect(found).toContain(`changed without an entry: client/${id}`);
  });

  test('a join that is undone, and one that nobody made', async () => {
    const undone = await findAfter(`UPDATE client SET root_id = id WHERE id = '${idOf(joined)}'`, [
      'client',
    ]);
    expect(undone).toContain(`changed without an entry: client/${idOf(joined)}`);
    const made = await findAfter(
      `UPDATE client SET root_id = '${idOf(whole)}' WHERE id = '${idOf(plain)}'`,
      ['client'],
    );
    expect(made).toContain(`changed without an entry: client/${idOf(plain)}`);
  });

  test('a change that is dropped from the history', async () => {
    const id = await findLatestClientChange(site, whole ?? { slug: '' });
    const found = await findAfter(`DELETE FROM client_revision WHERE id = '${id}'`, [
      'client_revision',
    ]);
    expect(found).toContainEqual(expect.stringMatching(/^entry without an act: client\/\w+ /));
  });

  test.each([
    ['what it moved', `moves = jsonb_set(moves, '{0,to}', '"x"')`],
    ['whom it is about', `client_ids = client_ids || ARRAY['x']`],
    ['when it was', 'seq = seq + 1000'],
  ])('a change in %s', async (_, set) => {
    const id = await findLatestClientChange(site, whole ?? { slug: '' });
    const found = await findAfter(`UPDATE client_revision SET ${set} WHERE id = '${id}'`, [
      'client_revision',
    ]);
    expect(found).toContainEqual(
      expect.stringMatching(`^act without an entry: client-changes/${id} `),
    );
  });

  test.each(['client_identity', 'client_name'])(
    'a row of %s that is given to another client, added and dropped',
    async (table) => {
      const [from, to] = [idOf(whole), idOf(plain)];
      const given = await findAfter(
        `UPDATE ${table} SET client_id = '${to}' WHERE client_id = '${from}'`,
        [table],
      );
      expect(given).toContain(`changed without an entry: client/${from}`);
      expect(given).toContain(`changed without an entry: client/${to}`);
      const dropped = await findAfter(`DELETE FROM ${table} WHERE client_id = '${to}'`, [table]);
      expect(dropped).toContain(`changed without an entry: client/${to}`);
    },
  );

  test('other names that older tools are given', async () => {
    const found = await findAfter(
      `UPDATE client_summary SET legacy = jsonb_set(legacy, '{aliases}', '["Arnaque SARL"]')
        WHERE client_id = '${idOf(plain)}'`,
      ['client_summary'],
    );
    expect(found).toEqual([
      `not what follows from what is published: client-figures/${idOf(plain)} (legacy.aliases)`,
    ]);
  });

  test('figures of a client that was joined to another', async () => {
    const found = await findAfter(
      `UPDATE client_summary SET client_id = '${idOf(joined)}' WHERE client_id = '${idOf(plain)}'`,
      ['client_summary'],
    );
    expect(found).toContain(`figures are missing: client-figures/${idOf(plain)}`);
    expect(found).toContain(
      `not what follows from what is published: client-figures/${idOf(joined)} (client)`,
    );
  });
});

describe('what is changed and recorded, while the history says nothing of it, is named:', () => {
  /** Commits to what a client is now, as an act on it does. */
  const record = (id: string): Promise<void> =>
    site.database.prisma.$transaction((tx) =>
      appendEntry(tx, site.clock.now, { kind: 'content-stated', subject: `client/${id}` }),
    );
  const found = async (client: TestClient | undefined, sql: string, undo: string) => {
    await asOwner(sql);
    await record(idOf(client));
    const named = await faults();
    await asOwner(undo);
    await record(idOf(client));
    expect(await faults()).toEqual([]);
    return named;
  };
  const otherwise = (client: TestClient | undefined, what: string): string =>
    `not what follows from what is published: client/${idOf(client)} (${what})`;
  /** Figures, which nobody computed again, have the names of before. */
  const figures = (client: TestClient | undefined): string =>
    `not what follows from what is published: client-figures/${idOf(client)} (legacy.aliases)`;

  test('a join', async () => {
    const [own, other] = [idOf(plain), idOf(whole)];
    const set = (root: string): string =>
      `UPDATE client SET root_id = '${root}' WHERE id = '${own}'`;
    expect(await found(plain, set(other), set(own))).toContain(otherwise(plain, 'root'));
  });

  test('a name that nobody gave', async () => {
    const set = (client: TestClient | undefined, name: string): string =>
      `UPDATE client SET name = '${name}' WHERE id = '${idOf(client)}'`;
    const forged = 'Arnaque SARL';
    expect(await found(whole, set(whole, forged), set(whole, 'Entier Renommé'))).toEqual([
      otherwise(whole, 'name'),
      figures(whole),
    ]);
    expect(await found(plain, set(plain, forged), set(plain, 'Intact SARL'))).toEqual([
      otherwise(plain, 'name'),
      figures(plain),
    ]);
  });

  test('another name, and another id', async () => {
    const platform = await platformId(site, 'clickworker');
    const added = `INSERT INTO client_name (id, client_id, text, key)
      VALUES ('xxxxxxxxxxxx', '${idOf(plain)}', 'Arnaque', 'arnaque');
      INSERT INTO client_identity (id, client_id, platform_id, external_id)
      VALUES ('yyyyyyyyyyyy', '${idOf(plain)}', '${platform}', 'ARNAQUE-1')`;
    const gone = `DELETE FROM client_name WHERE id = 'xxxxxxxxxxxx';
      DELETE FROM client_identity WHERE id = 'yyyyyyyyyyyy'`;
    expect(await found(plain, added, gone)).toEqual([
      otherwise(plain, 'names, identities'),
      figures(plain),
    ]);
  });

  test('a name that a split took away', async () => {
    const move = (to: TestClient | undefined): string =>
      `UPDATE client_name SET client_id = '${idOf(to)}' WHERE text = 'Alias entier'`;
    await asOwner(move(whole));
    for (const client of [whole, part]) await record(idOf(client));
    expect((await faults()).toSorted()).toEqual(
      [whole, part].flatMap((one) => [otherwise(one, 'names'), figures(one)]).toSorted(),
    );
    await asOwner(move(part));
    for (const client of [whole, part]) await record(idOf(client));
    expect(await faults()).toEqual([]);
  });
});

test('changes are followed on after a join is undone, and after a name is erased', async () => {
  const first = await makeClient(site, { name: 'Premier Nom SA' });
  const second = await makeClient(site, { name: 'Second Nom SA' });
  await act(first, 'join', { other: second.slug });
  const join = await findLatestClientChange(site, first);
  await act(first, 'name', { name: 'Nom Gênant SA' });
  expect(await undoClientChangeAs(site, member, join)).toBe(200);
  await act(first, 'name', { name: 'Nom Final SA' });
  await act(second, 'join', { other: first.slug });
  expect(await faults()).toEqual([]);
  for (const name of ['Nom Gênant SA', 'Second Nom SA']) {
    await site.database.prisma.$transaction((tx) =>
      eraseClientName(tx, second.slug, name, site.clock.now),
    );
    expect(await faults()).toEqual([]);
  }
  const { slug } = await site.database.prisma.client.findUniqueOrThrow({
    where: { id: second.id },
  });
  await act({ slug }, 'name', { name: 'Nom Nouveau SA' });
  expect(await faults()).toEqual([]);
});
