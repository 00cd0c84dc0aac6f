import { randomInt } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countPledges, movePledgeBatches } from '#server/collective/pledges/pledge-batches.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { col, statement } from '#server/database/sql.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { platformId } from '#tests/support/factories.ts';
import { LONG } from '#tests/support/full-length-runs.ts';
import { askForToken, findToken, makePledging, sendPledge } from '#tests/support/pledges.ts';
import { readSlots } from '#tests/support/pledge-slots.ts';
import {
  WAYS_OF_THIEF,
  makeSilentMembers,
  prepareThief,
  type KeyOf,
  type OrderThief,
  type Verdict,
} from '#tests/support/stolen-order.ts';

/**
 * The thief of stolen-order.ts, with pledges. Some hundred members each pledge right after their token,
 * which helps him most, and he is told which pledges came in one batch: the log has the moment of each
 * batch, so that much he could find out, and a batch of few says that it was some of the few who had
 * their token just before. Within a batch he must do no better than chance.
 *
 * A third of them carry their pledge to another device first: it asks once more with the same bytes, and
 * both send the pledge (boycott-carrying-kept.test.ts compares all that is kept before and after).
 *
 * Chance: pairing two orders that have nothing to do with each other links one person a batch, with a
 * variance of one, and the rank correlation is normal around none. More than six deviations come once
 * in a billion runs.
 */

const MEMBERS = LONG ? 500 : 300;
/** Each a test of its own, so that none is long. */
const PARTS = MEMBERS / 50;
const DEVIATIONS = 6;

let site: TestApp;
let boycott: string;
let cookies: string[];
let thief: OrderThief;

beforeAll(async () => {
  site = await createTestApp();
  thief = await prepareThief(site, 'boycott_pledge');
  afterAll(() => thief.stop());
  boycott = await makePledging(site, { threshold: 250 });
  cookies = await makeSilentMembers(site, MEMBERS, await platformId(site, 'clickworker'));
});

/** Her token, and at once her pledge. */
async function pledge(
  cookie: string,
  token: Awaited<ReturnType<typeof findToken>>,
  batch: number,
): Promise<void> {
  const pledger = await askForToken(site, boycott, cookie, token);
  const carries = thief.people() % 3 === 0;
  if (carries) await pledger.again();
  for (let device = 0; device < (carries ? 2 : 1); device += 1) {
    const answer = await sendPledge(site, pledger);
    expect(answer.statusCode).toBe(200);
  }
  await thief.note(pledger.body.key, batch);
}

test.each(Array.from({ length: PARTS }, (_, part) => part + 1))(
  'members pledge, each right after her token: part %i',
  async (part) => {
    const token = await findToken(site, boycott, { cookie: cookies[0] ?? '' });
    const end = (part * MEMBERS) / PARTS;
    while (thief.people() < end) {
      const batch = thief.people();
      const size = Math.min(randomInt(8, 30), end - batch);
      for (let nth = 0; nth < size; nth += 1) {
        await pledge(cookies[thief.people()] ?? '', token, batch);
      }
      await thief.lookAtSlots();
      // As after the half hour that few would wait.
      await movePledgeBatches(site, { all: true });
      site.clock.now = new Date(site.clock.now.getTime() + 60_000);
    }
    const counted = await countPledges(site.database.prisma, site.slots, boycott);
    expect(counted).toEqual({ established: end, new: 0 });
  },
);

test('the thief knows in which order the tokens were issued, and all pledged', async () => {
  const tokens = await site.database.sql(
    statement(
      { times: col.int },
      `SELECT count(DISTINCT xmin::text)::int AS times FROM boycott_token_holder WHERE boycott_id = '${boycott}'`,
    ),
  );
  expect(tokens[0]?.times).toBe(MEMBERS);
  expect(await thief.keysInTable()).toEqual(thief.keys());
});

test('all pledges of the table were written by one transaction', async () => {
  const rows = await site.database.sql(
    statement(
      { times: col.int },
      'SELECT count(DISTINCT xmin::text)::int AS times FROM boycott_pledge',
    ),
  );
  expect(rows[0]?.times).toBe(1);
});

describe.each(WAYS_OF_THIEF)('by %s', (name) => {
  const judge = async (of: KeyOf): Promise<Verdict> => {
    const found = thief.ways.find(([way]) => way === name);
    if (found === undefined) throw new Error(`no way ${name}`);
    return found[1](of);
  };

  test('he links no pledge better than chance', async () => {
    const { people: found, linked, deviations, batches } = await judge('key');
    expect(found).toBeGreaterThan(MEMBERS * 0.9);
    expect(Math.abs(deviations)).toBeLessThan(DEVIATIONS);
    expect(linked).toBeLessThan(batches + DEVIATIONS * Math.sqrt(batches));
  });

  test('he links rows that are written one by one, so his method works', async () => {
    const { people: found, linked, deviations } = await judge('twin');
    expect(found).toBeGreaterThan(MEMBERS * 0.9);
    // Rows of several connections lie on several pages.
    expect(linked).toBeGreaterThan(found * 0.5);
    expect(deviations).toBeGreaterThan(2 * DEVIATIONS);
  });
});

test('by the slots before each batch, opened with the secret, he links no better either', () => {
  const found = thief.bySlots();
  expect(found.people).toBe(MEMBERS);
  expect(Math.abs(found.deviations)).toBeLessThan(DEVIATIONS);
  expect(found.linked).toBeLessThan(found.batches + DEVIATIONS * Math.sqrt(found.batches));
});

test('over the whole table the order of rows tells nothing, not even the batch', async () => {
  expect(Math.abs((await thief.overTheTable()).deviations)).toBeLessThan(DEVIATIONS);
});

test('the slots keep nothing once the batches ran', async () => {
  const key = openSecrets(null, site.dataDir).keyFor('waiting pledges');
  for (const name of readdirSync(join(site.dataDir, 'pledges'))) {
    expect(await readSlots(join(site.dataDir, 'pledges', name), key)).toEqual([]);
  }
});
