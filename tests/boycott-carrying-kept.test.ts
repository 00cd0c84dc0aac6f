import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { col, statement } from '#server/database/sql.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  askForToken,
  findToken,
  makePledging,
  makeWorkers,
  sendPledge,
} from '#tests/support/pledges.ts';

/**
 * A thief has all that is kept, from before a pledge was carried to another device and from after: he
 * must not even see that somebody carried one.
 */

let site: TestApp;
let boycott: string;
beforeAll(async () => {
  site = await createTestApp();
  boycott = await makePledging(site);
});

type Kept = Readonly<Record<string, string>>;

/** All that the thief would compare: rows with their transactions and places, slots, times of files. */
async function everythingKept(): Promise<Kept> {
  const { sql } = site.database;
  await sql('CHECKPOINT');
  const [found] = await sql(
    statement({ folder: col.text }, "SELECT current_setting('data_directory') AS folder"),
  );
  const folder = found?.folder ?? '';
  const tables = await sql(
    statement(
      { name: col.text, path: col.text },
      `SELECT c.oid::regclass::text AS name, pg_relation_filepath(c.oid) AS path FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1`,
    ),
  );
  const kept: Record<string, string> = {};
  for (const { name, path } of tables) {
    const rows = await sql(
      statement(
        { marks: col.text.orNull },
        `SELECT string_agg(ctid::text || ' ' || xmin::text || ' ' || xmax::text, ',' ORDER BY ctid) AS marks
           FROM ${name}`,
      ),
    );
    const { mtimeMs, size } = statSync(join(folder, path));
    kept[name] = `${rows[0]?.marks ?? ''} ${mtimeMs} ${size}`;
  }
  for (const name of readdirSync(join(site.dataDir, 'pledges'))) {
    const file = join(site.dataDir, 'pledges', name);
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
    kept[name] = `${hash} ${statSync(file).mtimeMs}`;
  }
  return kept;
}

function changesSince(before: Kept, after: Kept): string[] {
  return Object.keys({ ...before, ...after }).filter((name) => after[name] !== before[name]);
}

test('carrying a pledge leaves nothing: rows, places, transactions and times of files stay', async () => {
  const [first, second, stranger] = await makeWorkers(site, 3);
  if (first === undefined || second === undefined || stranger === undefined)
    throw new Error('three');
  const token = await findToken(site, boycott, first);
  const waiting = await askForToken(site, boycott, first.cookie, token);
  const unsent = await askForToken(site, boycott, second.cookie, token);
  const other = await askForToken(site, boycott, stranger.cookie, token);
  expect((await sendPledge(site, waiting)).statusCode).toBe(200);
  const carry = async (): Promise<void> => {
    for (const { cookie } of [first, second]) {
      await findToken(site, boycott, { cookie });
      // The words of somebody else.
      await expect(askForToken(site, boycott, cookie, token)).rejects.toThrow('token-taken');
    }
    await waiting.again();
    await unsent.again();
    expect((await sendPledge(site, waiting)).statusCode).toBe(200);
  };
  // Readers tidy pages that were written before: they mark transactions as over, and drop dead rows.
  await carry();
  await site.database.sql('VACUUM');
  await everythingKept();
  const before = await everythingKept();
  await carry();
  expect(changesSince(before, await everythingKept())).toEqual([]);
  // The comparison sees a pledge, and a token.
  expect((await sendPledge(site, other)).statusCode).toBe(200);
  const [late] = await makeWorkers(site, 1);
  await askForToken(site, boycott, late?.cookie ?? '', token);
  const changed = changesSince(before, await everythingKept());
  expect(changed).toContain('boycott_token_holder');
  expect(changed).toContain(readdirSync(join(site.dataDir, 'pledges'))[0]);
});
