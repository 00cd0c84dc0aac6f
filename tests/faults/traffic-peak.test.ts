import { connect, type Socket } from 'node:net';
import { Agent, get } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LONG } from '#tests/support/full-length-runs.ts';
import { freePort } from '#tests/support/postgres.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/**
 * The day on which an app stops paying: a thousand at one page, and a thousand lines that are slow, or
 * pretend to be. On this machine alone; CONTRENOTE_FAULTS=long waits until the slow ones are cut off.
 */
const CROWD = 1_000;
const PAGE = '/fr/plateformes/clickworker';

let site: RunningSite;
let port: number;
let metricsPort: number;

beforeAll(async () => {
  metricsPort = await freePort();
  site = await startSite({
    environment: { PAGE_AGE_MS: '1000', METRICS_PORT: String(metricsPort) },
  });
  port = Number(new URL(site.url).port);
});
afterAll(() => site.stop());

type Answer = { status: number; body: string };

function ask(path: string, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(`${site.url}${path}`, { agent }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    }).on('error', reject);
  });
}

async function count(how: 'drawn' | 'kept'): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  return Number(new RegExp(`contrenote_pages_total\\{how="${how}"\\} (\\d+)`).exec(text)?.[1] ?? 0);
}

test('a thousand who come at once for a page that nobody has get it, and it is drawn a few times', async () => {
  const agent = new Agent({ keepAlive: false, maxSockets: CROWD });
  const before = await count('drawn');
  const answers = await Promise.all(Array.from({ length: CROWD }, () => ask(PAGE, agent)));
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  for (const { body } of answers) expect(body).toContain('</html>');
  // Once a second at most, however long they take to be answered.
  expect((await count('drawn')) - before).toBeLessThan(CROWD / 20);
  expect(await count('kept')).toBeGreaterThan(CROWD / 2);
});

test('a thousand slow lines keep nobody else from the site', async () => {
  const slow = await Promise.all(
    Array.from({ length: CROWD }, (_, index) => openSlow(index % 2 === 0)),
  );
  const dribble = setInterval(() => {
    for (const { socket, rest } of slow) if (socket.writable) socket.write(rest);
  }, 1_000);
  try {
    const agent = new Agent({ keepAlive: true, maxSockets: 10 });
    for (let round = 0; round < 10; round += 1) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => ask(PAGE, agent)));
      expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    }
    // They were there all the while.
    expect(slow.filter(({ socket }) => !socket.destroyed).length).toBeGreaterThan(CROWD / 2);
    if (LONG) await untilClosed(slow.filter((_, index) => index % 2 === 0));
  } finally {
    clearInterval(dribble);
    for (const { socket } of slow) socket.destroy();
  }
});

/** Pairs of measurements one after the other, with the slow lines and without: what else the machine does falls on both. */
const PAIRS = LONG ? 15 : 5;
const ASKED = LONG ? 1_000 : 120;
/** So many times slower the hundredth slowest may be, of the middle one of the pairs. */
const MAX_RATIO = 3;

test('while a thousand lines are slow, the hundredth slowest answer takes about as long as without them', async () => {
  await measure();
  const ratios: number[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const without = await measure();
    const slow = await Promise.all(
      Array.from({ length: CROWD }, (_, index) => openSlow(index % 2 === 0)),
    );
    const dribble = setInterval(() => {
      for (const { socket, rest } of slow) if (socket.writable) socket.write(rest);
    }, 1_000);
    try {
      const beside = await measure();
      expect(slow.filter(({ socket }) => socket.destroyed)).toEqual([]);
      ratios.push(beside / without);
      console.log(
        `p99 with ${CROWD} slow lines ${beside.toFixed(1)} ms, without ${without.toFixed(1)} ms`,
      );
    } finally {
      clearInterval(dribble);
      for (const { socket } of slow) socket.destroy();
    }
  }
  const middle = ratios.toSorted((a, b) => a - b)[Math.floor(PAIRS / 2)];
  expect(middle).toBeLessThan(MAX_RATIO);
});

/** The 99th percentile of what is read from the database, ten at a time, in milliseconds. */
async function measure(): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 10 });
  const took: number[] = [];
  let left = ASKED;
  const read = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const begun = performance.now();
      expect((await ask('/api/platforms/clickworker', agent)).status).toBe(200);
      took.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: 10 }, read));
  agent.destroy();
  return took.toSorted((a, b) => a - b)[Math.floor(ASKED * 0.99)] ?? 0;
}

type Slow = { readonly socket: Socket; readonly rest: string };

/** A request whose head, or whose body, comes a few bytes a second. */
function openSlow(headOnly: boolean): Promise<Slow> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        headOnly
          ? `GET ${PAGE} HTTP/1.1\r\nhost: localhost\r\n`
          : // From our own pages, as it says: else it would be answered before its body.
            `POST /api/sign-in HTTP/1.1\r\nhost: ${new URL(site.url).host}\r\norigin: ${site.url}\r\ncontent-type: application/json\r\ncontent-length: 20000\r\n\r\n{`,
      );
      resolve({ socket, rest: headOnly ? 'x-a: b\r\n' : ' ' });
    });
    // What the site cuts off is what is wanted.
    socket.on('error', () => socket.destroy());
    socket.resume();
    socket.once('error', reject);
  });
}

async function untilClosed(slow: readonly Slow[]): Promise<void> {
  await Promise.all(
    slow.map(
      ({ socket }) =>
        new Promise<void>((resolve) => {
          if (socket.destroyed) resolve();
          else socket.once('close', () => resolve());
        }),
    ),
  );
}
