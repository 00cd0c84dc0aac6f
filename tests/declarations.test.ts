import { beforeAll, describe, expect, test } from 'vitest';
import { openPostgres, type Database } from '#server/database/db.ts';
import { CATALOGUE, TABLES } from '#server/public-schema/catalogue.ts';
import { fixed, moving, wordsOf, type Entry } from '#server/public-schema/entry.ts';
import { faultsOf, readTables, type DatabaseTable } from '#tests/support/declarations.ts';
import { EMPTY_TEMPLATE } from '#tests/support/postgres.ts';
import { makeTestDatabase } from '#tests/support/test-database.ts';

/**
 * What the site publishes of people can be flagged, hidden, exported and erased, and nothing of them
 * is forgotten. A text that lacks one of these fails here, with what to add.
 */

let database: Database;
let tables: DatabaseTable[];
beforeAll(async () => {
  database = await openPostgres(await makeTestDatabase(EMPTY_TEMPLATE));
  tables = await readTables(database.sql);
  return () => database.close();
});

test('all that is kept of people is declared, and its words can be flagged, hidden, exported and erased', () => {
  expect(faultsOf({ entries: CATALOGUE, tables: TABLES, database: tables })).toEqual([]);
});

/** Tips that members give to others, as a newcomer adds them. */
const TIP: Entry = {
  name: 'tips',
  subject: 'tip',
  id: 't.id',
  from: 'tip t',
  order: 't.id COLLATE "C"',
  columns: {
    id: fixed('text', 't.id'),
    body: wordsOf('t', 'body'),
    hiddenBy: moving('text', 't.hidden_by'),
  },
  restore: [{ table: 'tip' }],
};

describe('of a table that was just added', () => {
  /** What is said of tips, over the table that this SQL makes. */
  async function faultsOfTips(made: string, entry: Entry | null, declared = TABLES) {
    await database.sql('DROP TABLE IF EXISTS tip');
    await database.sql(made);
    const entries = entry === null ? CATALOGUE : [...CATALOGUE, entry];
    return faultsOf({ entries, tables: declared, database: await readTables(database.sql) });
  }
  const columns = 'id text PRIMARY KEY, body text NOT NULL, hidden_by text REFERENCES decision';
  const TABLE = `CREATE TABLE tip (${columns}, member_id text REFERENCES member ON DELETE SET NULL)`;
  const own = { tip: { own: { at: 'forum.posts' } } };

  test('it says that nobody declared it, and that no member finds it in her data', async () => {
    expect(await faultsOfTips(TABLE, null)).toEqual([
      expect.stringMatching(/^"tip" says something of a person \(member_id\).*\(texts: body\)/),
      expect.stringMatching(/^A member's own data says nothing of "tip"/),
    ]);
  });

  test('it says that words cannot be flagged, exported or taken back', async () => {
    expect(await faultsOfTips(TABLE, TIP, { ...TABLES, ...own })).toEqual([
      expect.stringMatching(/^Nobody can flag the words of "tips"/),
      expect.stringMatching(/^A member's own data leaves out body of "tips"/),
      expect.stringMatching(/^Nobody can take back "tips"/),
    ]);
  });

  test('it says that what is judged cannot be hidden, nor named by a case', async () => {
    const judged = { table: 'tip', by: 'member', moves: false, shows: { text: 't.body' } } as const;
    const entry: Entry = { ...TIP, judged, takenBack: 'deleted' };
    expect(await faultsOfTips(TABLE, entry, { ...TABLES, ...own })).toEqual([
      expect.stringMatching(/^Nobody can hide "tips"/),
      expect.stringMatching(/^"tips" is judged, and SUBJECT_KINDS .* does not name "tip"/),
      expect.stringMatching(/leaves out body of "tips"/),
      expect.stringMatching(/^Nobody can take back "tips"/),
    ]);
  });

  test('it says that a text which is declared as a fact is text of a person', async () => {
    const entry: Entry = { ...TIP, columns: { ...TIP.columns, body: fixed('text', 't.body') } };
    expect(await faultsOfTips(TABLE, entry, { ...TABLES, ...own })).toEqual([
      expect.stringMatching(/^"body" of the entry "tips" is text of a person/),
    ]);
  });

  test('it says that she could not leave, and that her data has no such place', async () => {
    const kept = `CREATE TABLE tip (${columns}, member_id text REFERENCES member)`;
    const declared = { withheld: { private: 'between her and us' }, own: { at: 'tips' } };
    expect(await faultsOfTips(kept, null, { ...TABLES, tip: declared })).toEqual([
      expect.stringMatching(/^"tip" should stand at "tips" of a member's own data/),
      expect.stringMatching(/^Who has a row in "tip" cannot delete her account: let member_id/),
    ]);
  });
});
