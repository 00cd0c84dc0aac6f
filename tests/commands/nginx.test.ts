import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blocksOf } from '#tests/support/markdown-blocks.ts';
import { findNginx, startNginx, type Nginx } from '#tests/support/nginx.ts';
import { TEMPLATE } from '#tests/support/postgres.ts';
import { startRelay, type Relay } from '#tests/support/tcp-relay.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { makeTestDatabase } from '#tests/support/test-database.ts';

/**
 * A real nginx runs with what the documents tell operators to type, before two processes of the built
 * site. They are busy where their line to PostgreSQL is cut.
 */

const ASKED = 6;
const blockWith = (path: string, text: string): string =>
  blocksOf(readFileSync(path, 'utf8'), 'nginx').find((block) => block.includes(text)) ?? '';
const snippet = blockWith('docs/install-vps.md', '@away');
const alone = blockWith('docs/install-vps.md', 'upstream');
const several = blockWith('docs/operating.md', 'upstream');

const running: RunningSite[] = [];
const proxies: Nginx[] = [];
let line: Relay;

beforeAll(findNginx);
beforeAll(async () => {
  const url = await makeTestDatabase(TEMPLATE);
  const [, port = '', name = ''] = /:(\d+)\/(\w+)$/.exec(url) ?? [];
  line = await startRelay(Number(port));
  const environment = {
    DATABASE_URL: `postgresql://postgres:postgres@127.0.0.1:${line.port}/${name}`,
    PROCESSES: '2',
    SECRET_KEY: 'ab'.repeat(32),
    TRUST_PROXY: '127.0.0.1',
  };
  running.push(await startSite({ environment }), await startSite({ environment }));
  const [first = '', second = ''] = running.map((site) => new URL(site.url).host);
  proxies.push(await startNginx({ snippet, site: alone }, { '127.0.0.1:3000': first }));
  proxies.push(
    await startNginx(
      { snippet, site: several },
      { '10.0.0.11:3000': first, '10.0.0.12:3000': second },
    ),
  );
});
afterAll(async () => {
  await Promise.all(proxies.map((proxy) => proxy.stop()));
  await Promise.all(running.map((site) => site.stop()));
  await line.cut();
});

/** Each status, and whether the answer is the page of the site. */
async function askOften(url: string): Promise<string[]> {
  const answers: string[] = [];
  for (let count = 0; count < ASKED; count += 1) {
    const response = await fetch(`${url}/fr/plateformes`, {
      headers: { accept: 'text/html' },
    });
    const text = await response.text();
    const whose = text.includes('<!doctype html>') ? 'of the site' : `of nginx: ${text}`;
    answers.push(`${response.status} ${whose}, again in ${response.headers.get('retry-after')} s`);
  }
  return answers;
}

const BUSY = Array.from({ length: ASKED }, () => '503 of the site, again in 5 s');
const WELL = Array.from({ length: ASKED }, () => '200 of the site, again in null s');

describe.each([
  ['docs/install-vps.md', 0],
  ['docs/operating.md', 1],
] as const)('nginx as in %s', (_, index) => {
  const url = (): string => proxies[index]?.url ?? '';

  test('passes on what a busy site says, each time, and the site once it is well', async () => {
    expect(await askOften(url())).toEqual(WELL);
    await line.cut();
    try {
      expect(await askOften(url())).toEqual(BUSY);
    } finally {
      await line.mend();
    }
    await expect.poll(() => askOften(url())).toEqual(WELL);
  });

  test('reads no picture that is shared without a service worker, and leads to the form', async () => {
    const body = new FormData();
    // More than nginx lets through elsewhere, and than it holds in memory.
    body.append('picture', new Blob([new Uint8Array(20 * 1024 * 1024)], { type: 'image/png' }));
    const action = `${url()}/fr/declarer/paiement/image`;
    const answer = await fetch(action, { method: 'POST', body, redirect: 'manual' });
    const to = new URL(answer.headers.get('location') ?? '', action);
    expect([answer.status, `${to.pathname}${to.search}`]).toEqual([
      303,
      '/fr/declarer/paiement?share=missed',
    ]);
  });

  test('notes no visit', () => {
    expect(proxies[index]?.logged()).toBe('');
  });
});

// Last: the first process is gone afterwards.
describe('while a process is gone', () => {
  beforeAll(() => running[0]?.stop());

  test('the other one answers, where there are two', async () => {
    expect(await askOften(proxies[1]?.url ?? '')).toEqual(WELL);
  });

  test('a sentence of nginx says to come again, where it was the only one', async () => {
    const answers = await askOften(proxies[0]?.url ?? '');
    expect(new Set(answers)).toEqual(
      new Set([
        '503 of nginx: Le site revient dans un instant. Rechargez la page.\nThe site is back in a moment. Reload the page.\n, again in 5 s',
      ]),
    );
  });
});
