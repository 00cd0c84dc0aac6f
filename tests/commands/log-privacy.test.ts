import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { PAGE_NAMES, pathTo } from '#shared/core/paths.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { makeThread, type TestThread } from '#tests/support/forum.ts';
import { WRITING_ROUTES } from '#tests/support/hostile-values.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { col, statement } from '#server/database/sql.ts';

/**
 * Whatever goes on, at whatever level the log is: it holds no address, no pseudonym, no token, nothing
 * that anybody typed. Who steals it, or is given it by a court, learns nothing of anybody.
 */
const ADDRESS = '203.0.113.77';
const PSEUDONYM = 'Zorglub77';
const TYPED = 'quetzalcoatl';

let prepared: TestApp;
let site: RunningSite;
let member: TestMember;
let thread: TestThread;
let payoutId: string;

beforeAll(async () => {
  prepared = await createTestApp();
  member = await makeMember(prepared, { pseudonym: PSEUDONYM, moderator: true });
  thread = await makeThread(prepared, { member });
  payoutId = (await makePayout(prepared, { member })).id;
  const [row] = await prepared.database.sql(
    statement({ name: col.text }, 'SELECT current_database() AS name'),
  );
  site = await startSite({
    environment: {
      DATABASE_URL: `${inject('postgresUrl')}/${row?.name}`,
      LOG_LEVEL: 'debug',
      TRUST_PROXY: 'loopback',
    },
  });
});
afterAll(() => site.stop());

function send(path: string, options: RequestInit = {}): Promise<Response> {
  return fetch(`${site.url}${path}`, {
    redirect: 'manual',
    ...options,
    headers: {
      'x-forwarded-for': ADDRESS,
      'user-agent': `Browser of ${PSEUDONYM}`,
      cookie: member.cookie,
      origin: site.url,
      ...options.headers,
    },
  });
}

async function goOnForADay(): Promise<number[]> {
  const statuses: number[] = [];
  const pages = PAGE_NAMES.map((name) =>
    pathTo('fr', name, { slug: 'clickworker', id: thread.id, pseudonym: PSEUDONYM }, { q: TYPED }),
  );
  for (const path of [...pages, `/api/members/${PSEUDONYM}`, `/fr/flux/${TYPED}.atom`]) {
    statuses.push((await send(path)).status);
    statuses.push((await send(path, { headers: { cookie: '' } })).status);
  }
  for (const [path, { body }] of Object.entries(WRITING_ROUTES)) {
    const address = path.replace('{slug}', 'clickworker').replace('{id}', payoutId);
    const fields = { ...(await body()), text: TYPED, pseudonym: PSEUDONYM, message: TYPED };
    statuses.push(
      (
        await send(address, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(fields),
        })
      ).status,
    );
    // What cannot be read at all.
    await send(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"text": "${TYPED}`,
    });
  }
  return statuses;
}

test('a day of all that can be asked and written, well and ill, leaves nobody in the log', async () => {
  const well = await goOnForADay();
  expect(well.filter((status) => status === 200).length).toBeGreaterThan(PAGE_NAMES.length);
  // Ill: a table is gone, so that every page of a thread is an error of the program.
  await prepared.database.sql('ALTER TABLE forum_post RENAME TO forum_post_gone');
  const ill = await goOnForADay();
  await prepared.database.sql('ALTER TABLE forum_post_gone RENAME TO forum_post');
  expect(ill.filter((status) => status === 500).length).toBeGreaterThan(0);
  const log = site.output();
  expect(log).toContain('unexpected error');
  const [, token = ''] = /session=([^;]+)/.exec(member.cookie) ?? [];
  expect(token).not.toBe('');
  for (const trace of [ADDRESS, PSEUDONYM, TYPED, token, payoutId, thread.id, member.id]) {
    expect(log.toLowerCase()).not.toContain(trace.toLowerCase());
  }
  expect(log).not.toMatch(/remoteAddress|"url"|"headers"|user-agent/);
});
