import { beforeAll, describe, expect, test } from 'vitest';
import { openPostgres, type Database } from '#server/database/db.ts';
import { PUBLIC_TABLES, TABLE_DECLARATIONS } from '#server/public-schema/all-tables.ts';
import {
  fixedColumn,
  changingColumn,
  memberText,
  type PublicTable,
} from '#server/public-schema/public-table.ts';
import { PAGE_OF_CONTENT_SQL } from '#server/public-schema/flaggable-content.ts';
import { faultsOf, readTables, type DatabaseTable } from '#tests/support/declarations.ts';
import { SUBJECT_KINDS } from '#shared/core/subject-kinds.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { EMPTY_TEMPLATE } from '#tests/support/postgres.ts';
import { makeTestDatabase } from '#tests/support/test-database.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { nounFor } from '#web/i18n/nouns.ts';

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
  expect(
    faultsOf({ entries: PUBLIC_TABLES, tables: TABLE_DECLARATIONS, database: tables }),
  ).toEqual([]);
});

test.each(LANGUAGES)('in %s, all that can be flagged has a noun, in each form', (language) => {
  const t = messagesFor(language);
  const missing = SUBJECT_KINDS.flatMap((kind) =>
    (['title', 'one', 'yours'] as const)
      .filter((form) => (nounFor(kind, form, t) ?? '') === '')
      .map(
        (form) => `web/i18n/${language}.json lacks the form "${form}" of moderation.kinds.${kind}`,
      ),
  );
  expect(missing).toEqual([]);
});

/** A table of texts by members, as a new domain adds it. */
const SCRAP: PublicTable = {
  name: 'scraps',
  subject: 'scrap',
  id: 't.id',
  from: 'scrap t',
  order: 't.id COLLATE "C"',
  columns: {
    id: fixedColumn('text', 't.id'),
    body: memberText('t', 'body'),
    hiddenBy: changingColumn('text', 't.hidden_by'),
  },
  restore: [{ table: 'scrap' }],
};

describe('of a table that was just added', () => {
  /** The faults of scraps, over the table that this SQL makes. */
  async function faultsOfScraps(
    made: string,
    entry: PublicTable | null,
    declared = TABLE_DECLARATIONS,
    others: readonly PublicTable[] = [],
  ) {
    await database.sql('DROP TABLE IF EXISTS scrap');
    await database.sql(made);
    const entries = entry === null ? PUBLIC_TABLES : [...PUBLIC_TABLES, entry, ...others];
    return faultsOf({ entries, tables: declared, database: await readTables(database.sql) });
  }
  const columns = 'id text PRIMARY KEY, body text NOT NULL, hidden_by text REFERENCES decision';
  const TABLE = `CREATE TABLE scrap (${columns}, member_id text REFERENCES member ON DELETE SET NULL)`;
  const own = { scrap: { own: { at: 'forum.posts' } } };

  test('it says that nobody declared it, and that no member finds it in her data', async () => {
    expect(await faultsOfScraps(TABLE, null)).toEqual([
      expect.stringMatching(/^"scrap" says something of a person \(member_id\).*\(texts: body\)/),
      expect.stringMatching(/^A member's own data says nothing of "scrap"/),
    ]);
  });

  test('it says that words cannot be flagged, exported or taken back', async () => {
    expect(await faultsOfScraps(TABLE, SCRAP, { ...TABLE_DECLARATIONS, ...own })).toEqual([
      expect.stringMatching(/^Nobody can flag the words of "scraps"/),
      expect.stringMatching(/^A member's own data leaves out body of "scraps"/),
      expect.stringMatching(/^Nobody can take back "scraps"/),
    ]);
  });

  test('it says that what is flaggable cannot be hidden, nor named by a case', async () => {
    const flaggable = {
      table: 'scrap',
      by: 'member',
      moves: false,
      shows: { text: 't.body', place: PAGE_OF_CONTENT_SQL.alone('post') },
    } as const;
    const entry: PublicTable = { ...SCRAP, flaggable, takenBack: 'deleted' };
    expect(await faultsOfScraps(TABLE, entry, { ...TABLE_DECLARATIONS, ...own })).toEqual([
      expect.stringMatching(/^Nobody can hide "scraps"/),
      expect.stringMatching(/^"scraps" is flaggable, and SUBJECTS .* does not name "scrap"/),
      expect.stringMatching(/leaves out body of "scraps"/),
      expect.stringMatching(/^Nobody can take back "scraps"/),
    ]);
  });

  test('it says that deleting what others answered would take their words along', async () => {
    await database.sql('DROP TABLE IF EXISTS scrap_answer');
    const answer = 'id text PRIMARY KEY, body text NOT NULL, scrap_id text REFERENCES scrap';
    const entry: PublicTable = {
      ...SCRAP,
      flaggable: {
        table: 'scrap',
        by: 'member',
        moves: false,
        shows: { text: 't.body', place: PAGE_OF_CONTENT_SQL.alone('post') },
      },
      takenBack: 'deleted',
    };
    const answers: PublicTable = {
      ...SCRAP,
      name: 'scrap-answers',
      subject: 'scrap-answer',
      from: 'scrap_answer t',
      restore: [{ table: 'scrap_answer' }],
    };
    const faults = await faultsOfScraps(
      `${TABLE}; CREATE TABLE scrap_answer (${answer})`,
      entry,
      { ...TABLE_DECLARATIONS, ...own },
      [answers],
    );
    await database.sql('DROP TABLE scrap_answer');
    expect(faults).toContainEqual(
      expect.stringMatching(
        /^Withdrawing a row of "scraps" deletes it, with the words .* "scrap-answers"/,
      ),
    );
  });

  test('it says that who decides does not read a text, and that an emptied row is called still there', async () => {
    const entry: PublicTable = {
      ...SCRAP,
      subject: 'post',
      flaggable: {
        table: 'scrap',
        by: 'member',
        moves: false,
        shows: { place: PAGE_OF_CONTENT_SQL.alone('post') },
      },
      takenBack: ['UPDATE scrap SET body = NULL WHERE id IN (:ids)'],
    };
    const faults = await faultsOfScraps(TABLE, entry, { ...TABLE_DECLARATIONS, ...own });
    expect(faults).toContainEqual(
      expect.stringMatching(/^Who decides on a case about "scraps" does not read body/),
    );
    expect(faults).toContainEqual(
      expect.stringMatching(/^A withdrawn row of "scraps" stays, emptied/),
    );
  });

  test('it says that a text which is declared as a fact is text of a person', async () => {
    const entry: PublicTable = {
      ...SCRAP,
      columns: { ...SCRAP.columns, body: fixedColumn('text', 't.body') },
    };
    expect(await faultsOfScraps(TABLE, entry, { ...TABLE_DECLARATIONS, ...own })).toEqual([
      expect.stringMatching(/^"body" of the entry "scraps" is text of a person/),
    ]);
  });

  test('it says that JSON holds a text of a person', async () => {
    const said = fixedColumn('json', `jsonb_build_object('said', t.body)`);
    const entry: PublicTable = { ...SCRAP, columns: { id: fixedColumn('text', 't.id'), said } };
    expect(await faultsOfScraps(TABLE, entry, { ...TABLE_DECLARATIONS, ...own })).toEqual([
      expect.stringMatching(/^"said" of the entry "scraps" is JSON that holds body/),
    ]);
  });

  test('it says that she could not leave, and that her data has no such place', async () => {
    const kept = `CREATE TABLE scrap (${columns}, member_id text REFERENCES member)`;
    const declared = { withheld: { private: 'between her and us' }, own: { at: 'scraps' } };
    expect(await faultsOfScraps(kept, null, { ...TABLE_DECLARATIONS, scrap: declared })).toEqual([
      expect.stringMatching(/^"scrap" should stand at "scraps" of a member's own data/),
      expect.stringMatching(/^Who has a row in "scrap" cannot delete her account: let member_id/),
    ]);
  });
});
