import fastify from 'fastify';
import { zstdDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { z } from 'zod/mini';
import type { ChangeFeed } from '#server/database/changes/change-feed.ts';
import { registerKeptAnswers } from './kept-answers.ts';
import type { Own } from './own.ts';
import type { Viewer } from './viewer.ts';

/** Nothing ever changes. */
const UNCHANGED: ChangeFeed = {
  position: () => 0,
  dependenciesOf: () => ({ tables: [], rows: [], longestMs: 60_000 }),
  isUnchanged: () => true,
  isCurrent: () => true,
  changeOwn: () => undefined,
  distrust: () => undefined,
  close: async () => undefined,
};
const answer = z.object({ title: z.string(), lastRead: z.number() });

/** A site whose one route says how far a member has read; `made` counts its answers. */
async function startWith(ownOf: (lastRead: number) => Own) {
  const app = fastify();
  app.decorateRequest('viewer', null);
  app.decorateRequest('own', null);
  app.addHook('onRequest', async (request) => {
    request.viewer = { id: request.headers['member'], roles: [] } as unknown as Viewer;
  });
  registerKeptAnswers(app, UNCHANGED);
  const made: (Own | null)[] = [];
  app.get(
    '/thread',
    {
      schema: { response: { 200: answer } },
      config: { readOwn: async (_, { id }) => ownOf(Number(id)) },
      serializerCompiler: () => JSON.stringify,
      validatorCompiler: () => () => true,
    },
    async ({ own }) => {
      made.push(own);
      return { title: 'Paid late', lastRead: own?.inserted?.lastRead?.['thread'] ?? 0 };
    },
  );
  const ask = async (member: number): Promise<unknown> => {
    const headers = { member: String(member), 'accept-encoding': 'zstd' };
    const { rawPayload } = await app.inject({ url: '/thread', headers });
    return JSON.parse(zstdDecompressSync(rawPayload).toString());
  };
  return { ask, made };
}

test('an answer whose own fields are appended is made once for members who have read differently far', async () => {
  const { ask, made } = await startWith((lastRead) => ({
    variant: null,
    inserted: { lastRead: { thread: lastRead } },
    fields: { lastRead },
    hasMarkedRead: lastRead === 3,
  }));
  expect(await ask(3)).toEqual({ title: 'Paid late', lastRead: 3 });
  expect(await ask(7)).toEqual({ title: 'Paid late', lastRead: 7 });
  expect(made).toEqual([{ variant: null }]);
});

test('an answer that says what is inserted is made for each who has read differently far', async () => {
  const { ask, made } = await startWith((lastRead) => ({
    variant: null,
    inserted: { lastRead: { thread: lastRead } },
  }));
  for (const member of [3, 7, 3]) {
    expect(await ask(member)).toEqual({ title: 'Paid late', lastRead: member });
  }
  expect(made).toHaveLength(2);
});
