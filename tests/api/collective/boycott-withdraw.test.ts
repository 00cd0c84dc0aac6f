import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { threadResponse } from '#shared/community/forum.ts';
import type { SearchResponse } from '#shared/site/search.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  debate,
  freshPlatform,
  openBoycott,
  openPledging,
  passHours,
  propose,
  readBoycott,
  TEXT,
} from '#tests/support/boycott-lifecycle.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';

/** An author takes her words back, but not from under those who promised on them. */

let site: TestApp;
let platform: string;
beforeAll(async () => {
  site = await createTestApp();
});
beforeEach(async () => {
  platform = await freshPlatform(site);
});

const withdraw = (id: string, member: TestMember | null) =>
  site.post(`/api/boycotts/${id}/withdraw`, {}, member?.cookie);
const codeOf = (answer: { json: () => unknown }) =>
  (answer.json() as { error: { code: string } }).error.code;
const EMPTY = {
  withdrawn: true,
  title: '',
  grievance: '',
  demands: '',
  partaking: '',
  endsWhen: '',
  cards: [],
  versions: [],
  proposer: null,
  outcomeText: null,
  lookBack: null,
};

describe('taken back before anybody pledged', () => {
  test('a call ends as called off, without a word, a version or a name, and the record keeps that', async () => {
    const { id, proposer } = await debate(site, { platform });
    const changed = { ...TEXT, demands: 'Vingt centimes au moins par tâche.' };
    await site.post(`/api/boycotts/${id}`, changed, proposer.cookie);
    expect((await readBoycott(site, id, proposer.cookie)).can.withdraw).toBe(true);
    expect((await withdraw(id, proposer)).statusCode).toBe(200);
    expect(await readBoycott(site, id)).toMatchObject({
      ...EMPTY,
      state: 'failed',
      failure: 'called-off',
      failedAt: 'debated',
      threshold: 10,
    });
    expect(await kindsInRecord(site, `boycott/${id}`)).toEqual([
      'boycott-proposed (erased)',
      'boycott-debated (erased)',
      'boycott-changed (erased)',
      'boycott-failed (erased)',
      'boycott-withdrawn',
    ]);
    expect((await site.get('/api/me/boycotts', proposer.cookie)).json()).toMatchObject({
      boycotts: [],
    });
    await passHours(site, 500);
    expect((await readBoycott(site, id)).state).toBe('failed');
  });

  test('nothing finds it by its words any more, and no card, feed or list of pages shows it', async () => {
    const title = `Personne ne classe ces photos, ${platform}`;
    const { id, proposer } = await propose(site, { platform, title });
    const paths = [
      `/api/search?q=${encodeURIComponent('classe photos')}`,
      '/fr/boycotts.atom',
      '/sitemap.xml',
      `/api/boycotts/${id}`,
      `/fr/boycotts/${id}`,
    ];
    const bodies = async (): Promise<string> =>
      (await Promise.all(paths.map((path) => site.get(path)))).map(({ body }) => body).join();
    const { boycotts } = (await site.get(paths[0] ?? '')).json<SearchResponse>();
    expect(boycotts.map((one) => one.id)).toEqual([id]);
    expect(await bodies()).toContain(title);
    await withdraw(id, proposer);
    const after = await bodies();
    expect(after).not.toContain('classe ces photos');
    expect(after).not.toContain(proposer.pseudonym);
    expect((await site.get(`/fr/boycotts/${id}/partager`)).body).not.toContain('boycott-poster');
  });

  test('its thread goes where nobody answered, and keeps what others wrote', async () => {
    const alone = await propose(site, { platform });
    const answered = await propose(site, { platform, title: 'Un titre qui regrette tout' });
    const [one, other] = [await readBoycott(site, alone.id), await readBoycott(site, answered.id)];
    const member = await makeMember(site);
    const post = { text: 'Je suis d’accord.' };
    const sent = await site.post(`/api/forum/threads/${other.thread}/posts`, post, member.cookie);
    expect(sent.statusCode, sent.body).toBe(201);
    await withdraw(alone.id, alone.proposer);
    await withdraw(answered.id, answered.proposer);
    expect((await site.get(`/api/forum/threads/${one.thread}`)).statusCode).toBe(410);
    expect((await readBoycott(site, alone.id)).thread).toBeNull();
    const { body } = await site.get(`/api/forum/threads/${other.thread}`);
    expect(body).not.toContain('regrette');
    expect(body).not.toContain(answered.proposer.pseudonym);
    const thread = threadResponse.parse(JSON.parse(body));
    expect(thread.title).toBe('Boycott retiré par son auteur');
    expect(thread.posts.map(({ html }) => html?.includes('d’accord') ?? null)).toEqual([
      null,
      true,
    ]);
    expect(await kindsInRecord(site, `thread/${other.thread}`)).toEqual([
      'thread-started (erased)',
      'thread-renamed',
    ]);
  });

  test('it leaves a place for another call of hers', async () => {
    const { id, proposer } = await propose(site, { platform });
    await propose(site, { platform }, proposer);
    await withdraw(id, proposer);
    await propose(site, { platform }, proposer);
  });
});

describe('while others are bound by it', () => {
  test('it cannot be taken back; called off first, it can', async () => {
    const { id, proposer } = await openPledging(site, 20, { platform });
    expect((await readBoycott(site, id, proposer.cookie)).can.withdraw).toBe(false);
    expect(codeOf(await withdraw(id, proposer))).toBe('not-allowed');
    expect((await readBoycott(site, id)).title).toBe(TEXT.title);
    await site.post(`/api/boycotts/${id}/call-off`, {}, proposer.cookie);
    expect((await withdraw(id, proposer)).statusCode).toBe(200);
    expect(await readBoycott(site, id)).toMatchObject({ ...EMPTY, failedAt: 'pledging' });
    expect(await kindsInRecord(site, `boycott-keys/${id}`)).toEqual([
      'boycott-keys-told (erased)',
      'boycott-keys-destroyed',
    ]);
  });

  test('nor while it is on; once it ended its words go, and figures, pledges and keys stay', async () => {
    const { id, proposer } = await openBoycott(site, { platform, onDays: 3 });
    expect(codeOf(await withdraw(id, proposer))).toBe('not-allowed');
    await passHours(site, 72);
    const said = { outcome: 'partly', text: 'Cinq centimes de plus.' };
    await site.post(`/api/boycotts/${id}/outcome`, said, proposer.cookie);
    await site.post(`/api/boycotts/${id}/look-back`, { text: 'Trop court.' }, proposer.cookie);
    const { keys } = await readBoycott(site, id);
    expect((await withdraw(id, proposer)).statusCode).toBe(200);
    expect(await readBoycott(site, id)).toMatchObject({
      ...EMPTY,
      state: 'ended',
      outcome: 'partly',
      pledged: 10,
      keys,
    });
    const { pledges } = (await site.get(`/api/boycotts/${id}/pledges`)).json<{ pledges: [] }>();
    expect(pledges).toHaveLength(10);
    expect(await kindsInRecord(site, `boycott-keys/${id}`)).toEqual(['boycott-keys-told']);
  });
});

test('is its proposer’s, of a boycott that is there, and done once', async () => {
  const { id, proposer } = await propose(site, { platform });
  const other = await makeMember(site);
  expect((await withdraw(id, null)).statusCode).toBe(401);
  expect((await withdraw(id, other)).statusCode).toBe(403);
  expect((await withdraw('zzzzzzzzzzzz', proposer)).statusCode).toBe(404);
  expect((await withdraw(id, proposer)).statusCode).toBe(200);
  const again = await withdraw(id, proposer);
  expect([again.statusCode, codeOf(again)]).toEqual([410, 'withdrawn']);
});
