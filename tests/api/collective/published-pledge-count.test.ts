import { beforeAll, expect, test } from 'vitest';
import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import type { RecordedKeysResponse } from '#shared/collective/recorded-keys.ts';
import { checkLog, type LogSource } from '#shared/transparency-log/check-log.ts';
import type { LogState } from '#shared/transparency-log/log-entries.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { openBoycott } from '#tests/support/boycott-lifecycle.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import {
  countPublishedPledges,
  type PublishedCountFault,
  type PublishedPledge,
} from '#web/collective/pledges/count-published-pledges.ts';
import type { RecordSources } from '#web/collective/blind-signing/recorded-keys.ts';

/** What a browser finds that counts the published pledges, with the answers of a real site. */

let site: TestApp;
let boycott: string;
let pledges: PublishedPledge[];
beforeAll(async () => {
  site = await createTestApp();
  boycott = (await openBoycott(site)).id;
  await sequence(site);
  const published = JSON.parse(await read(`/api/boycotts/${boycott}/pledges`)) as unknown;
  ({ pledges } = published as { pledges: PublishedPledge[] });
});

async function read(path: string): Promise<string> {
  const response = await site.get(path);
  if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode}`);
  return response.body;
}

const source: LogSource = {
  crypto: nodeCrypto,
  fetchBytes: async (path) => (await site.get(`/record/${path}`)).rawPayload,
  fetchLogs: async () => (JSON.parse(await read('/api/record/log')) as LogState).logs,
};
const answers: RecordSources = {
  record: source,
  fetchAct: async (id) =>
    JSON.parse(await read(`/api/boycotts/${id}/key-act`)) as RecordedKeysResponse,
  fetchProof: (leaf) => read(`/record/proof/${leaf}.tlog-proof`),
};
const count = async (
  list: readonly PublishedPledge[],
): Promise<readonly PublishedCountFault[] | null> =>
  countPublishedPledges(answers, await checkLog(source, null), boycott, list);

test('an honest list fits', async () => {
  expect(pledges).toHaveLength(10);
  expect(await count(pledges)).toEqual([]);
});

test('one that leaves a pledge out, or has one twice, is not what the record says', async () => {
  expect(await count(pledges.slice(1))).toEqual(['list']);
  expect(await count([...pledges, ...pledges.slice(0, 1)])).toEqual(['list', 'twice']);
});

test('one with more pledges than could be made as pledging began is made up', async () => {
  const { prisma } = site.database;
  await prisma.boycott.update({ where: { id: boycott }, data: { eligible: pledges.length - 1 } });
  await prisma.$transaction((tx) =>
    appendEntry(tx, site.clock.now, { kind: 'boycott-on', subject: `boycott/${boycott}` }),
  );
  await sequence(site);
  expect(await count(pledges)).toEqual(['many']);
});
