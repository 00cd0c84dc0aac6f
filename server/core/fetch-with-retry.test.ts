import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MAX_RETRY_WAIT_MS, fetchOk, fetchWithRetry } from '#shared/core/fetch-with-retry.ts';

let server: Server;
let url: string;
let answers: { readonly status: number; readonly later?: string | undefined }[];
const waits: number[] = [];
const sleep = async (ms: number): Promise<void> => {
  waits.push(ms);
};

beforeAll(async () => {
  server = createServer((_, response) => {
    const [next] = answers.length > 1 ? answers.splice(0, 1) : answers;
    const { status, later } = next ?? { status: 500 };
    response.writeHead(status, later === undefined ? {} : { 'retry-after': later }).end('x');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => server.close());
beforeEach(() => {
  waits.length = 0;
});

describe('a site that is busy', () => {
  test('is asked again after as long as it says, and ever more rarely', async () => {
    answers = [
      { status: 503, later: '7' },
      { status: 429 },
      { status: 503, later: 'soon' },
      { status: 503, later: '0' },
      { status: 200 },
    ];
    expect((await fetchWithRetry(url, { sleep })).status).toBe(200);
    expect(waits).toEqual([7_000, 2_000, 4_000, 8_000]);
  });

  test('may name a moment instead', async () => {
    const later = new Date(Date.now() + 60_000).toUTCString();
    answers = [{ status: 503, later }, { status: 200 }];
    await fetchWithRetry(url, { sleep });
    expect(waits[0]).toBeGreaterThan(50_000);
    expect(waits[0]).toBeLessThanOrEqual(60_000);
  });

  test('is not waited for without an end', async () => {
    answers = [{ status: 503, later: '0' }];
    expect((await fetchWithRetry(url, { sleep })).status).toBe(503);
    expect(waits.length).toBeGreaterThan(5);
    expect(waits.reduce((sum, wait) => sum + wait)).toBeLessThanOrEqual(MAX_RETRY_WAIT_MS);
  });

  test('is not asked again too early where it asks for more patience than there is', async () => {
    answers = [{ status: 503, later: '3600' }];
    await expect(fetchOk(url, { sleep })).rejects.toThrow(
      'answers 503, and asks to come back in 3600 s',
    );
    expect(waits).toEqual([]);
  });
});

test('another refusal is an answer at once', async () => {
  answers = [{ status: 404 }];
  await expect(fetchOk(url, { sleep })).rejects.toMatchObject({ status: 404 });
  expect(waits).toEqual([]);
});
