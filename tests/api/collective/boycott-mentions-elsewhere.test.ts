import { beforeAll, describe, expect, test } from 'vitest';
import {
  notifyFollowersOfBallot,
  notifyFollowersOfStep,
} from '#server/collective/boycotts/notifications.ts';
import type { PreviewResponse, ThreadResponse } from '#shared/community/forum.ts';
import type { FollowsResponse, InboxItem, InboxResponse } from '#shared/community/inbox.ts';
import { lookupResponse } from '#shared/site/lookup.ts';
import type { SearchResponse, Suggestion } from '#shared/site/search.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeBoycott } from '#tests/support/boycotts.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeThread, readPage } from '#tests/support/forum.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';
import { parseXml, textOf } from '#tests/support/xml.ts';

/** Where the rest of the site tells of a boycott: the forum, inboxes, feeds, the search, scripts elsewhere. */

let site: TestApp;
let reader: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  reader = await makeMember(site);
});

/** A decision that hides a boycott, as the rules leave it. */
async function hide(id: string): Promise<void> {
  const { prisma } = site.database;
  // The rules on who may hide are another test's: here only what is hidden matters.
  await prisma.$transaction(async (tx) => {
    await tx.$executeRawUnsafe(`SET LOCAL session_replication_role = replica`);
    await tx.boycott.update({ where: { id }, data: { hiddenBy: 'hiddenhidden' } });
  });
}

describe('the forum', () => {
  test('names the boycott that a thread debates, with its card as it stands now', async () => {
    const { id, title } = await makeBoycott(site, { state: 'pledging' });
    const thread = await makeThread(site);
    const { prisma } = site.database;
    await prisma.forumThread.update({ where: { id: thread.id }, data: { boycottId: id } });
    const page: ThreadResponse = await readPage(site, thread.id);
    expect(page.subject).toEqual({ kind: 'boycott', key: id, name: title });
    expect(page.subjectCard).toMatchObject({
      kind: 'boycott',
      key: id,
      title,
      platform: 'Clickworker',
      state: 'pledging',
      pledged: null,
    });
    await prisma.boycott.update({ where: { id }, data: { state: 'on', pledged: 14 } });
    const later = await readPage(site, thread.id);
    expect(later.subjectCard).toMatchObject({ state: 'on', pledged: 14 });
    const listed = await site.get(`/api/forum/threads?boycott=${id}`);
    expect(listed.json<{ threads: { id: string }[] }>().threads.map((one) => one.id)).toEqual([
      thread.id,
    ]);
    const html = (await site.get(`/fr/forum/sujets/${thread.id}`)).body;
    expect(html).toContain(`/fr/boycotts/${id}`);
  });

  test('shows a link to one, alone on its line, as a card; not to the form of a new one', async () => {
    const { id, title } = await makeBoycott(site, { state: 'ended', outcome: 'won' });
    const text = `Regardez :\n\n/fr/boycotts/${id}\n\n/fr/boycotts/proposer`;
    const preview = await site.post('/api/forum/preview', { text }, reader.cookie);
    expect(preview.json<PreviewResponse>().cards).toMatchObject([
      { kind: 'boycott', key: id, title, state: 'ended', outcome: 'won' },
    ]);
    await hide(id);
    const after = await site.post('/api/forum/preview', { text }, reader.cookie);
    expect(after.json<PreviewResponse>().cards).toEqual([]);
  });
});

async function lines(by: TestMember, kind: string): Promise<InboxItem[]> {
  const { items } = (await site.get('/api/me/inbox', by.cookie)).json<InboxResponse>();
  return items.filter((item) => item.kind === kind);
}
const follow = (by: TestMember, kind: string, key: string) =>
  site.post('/api/follows', { kind, key }, by.cookie);

describe('who follows a boycott', () => {
  test('hears of each step at once, in one line, and of a ballot', async () => {
    const member = await makeMember(site);
    const { id, title } = await makeBoycott(site, { state: 'pledging' });
    expect((await follow(member, 'boycott', id)).statusCode).toBe(200);
    const { prisma } = site.database;
    await prisma.$transaction((tx) => notifyFollowersOfStep(tx, id, site.clock.now));
    const state = { state: 'on', onFrom: site.clock.now, reached: true };
    await prisma.boycott.update({ where: { id }, data: state });
    await prisma.$transaction((tx) => notifyFollowersOfStep(tx, id, site.clock.now));
    await prisma.$transaction((tx) => notifyFollowersOfBallot(tx, id, site.clock.now));
    expect(await lines(member, 'boycott-step')).toMatchObject([
      { count: 2, about: { key: id, name: title }, facts: { boycott: 'on' } },
    ]);
    expect(await lines(member, 'boycott-ballot')).toHaveLength(1);
    const { follows } = (await site.get('/api/me/follows', member.cookie)).json<FollowsResponse>();
    expect(follows).toMatchObject([{ kind: 'boycott', key: id, name: title }]);
    const html = (await site.get('/fr/nouvelles', member.cookie)).body;
    expect(html).toContain('il a commencé.');
    const ended = await site.post('/api/follows/end', { kind: 'boycott', key: id }, member.cookie);
    expect(ended.statusCode).toBe(200);
    await prisma.$transaction((tx) => notifyFollowersOfBallot(tx, id, site.clock.now));
    expect(await lines(member, 'boycott-ballot')).toMatchObject([{ count: 1 }]);
  });

  test('follows one that is there', async () => {
    expect((await follow(reader, 'boycott', 'zzzzzzzzzzzz')).statusCode).toBe(404);
    const { id } = await makeBoycott(site);
    expect((await site.post('/api/follows', { kind: 'boycott', key: id })).statusCode).toBe(401);
  });
});

describe('who follows a platform or a client', () => {
  test('hears once of a step in which she can take part, and not of how it ends', async () => {
    const [both, other] = [await makeMember(site), await makeMember(site)];
    const { taskId } = await makeTaskReport(site, { client: 'Cruche SARL', notAPerson: true });
    const { client } = await site.database.prisma.task.findUniqueOrThrow({
      where: { id: taskId },
      include: { client: true },
    });
    await follow(both, 'platform', 'clickworker');
    await follow(both, 'client', client?.slug ?? '');
    await follow(other, 'platform', 'appen');
    const { id } = await makeBoycott(site, { state: 'pledging', task: taskId });
    await follow(both, 'boycott', id);
    const { prisma } = site.database;
    await prisma.$transaction((tx) => notifyFollowersOfStep(tx, id, site.clock.now));
    expect(await lines(both, 'boycott-step')).toMatchObject([{ count: 1 }]);
    expect(await lines(other, 'boycott-step')).toEqual([]);
    await site.post('/api/follows/end', { kind: 'boycott', key: id }, both.cookie);
    await prisma.boycott.update({ where: { id }, data: { state: 'failed', stepEndsAt: null } });
    await prisma.$transaction((tx) => notifyFollowersOfStep(tx, id, site.clock.now));
    expect(await lines(both, 'boycott-step')).toMatchObject([{ count: 1 }]);
  });
});

describe('feeds', () => {
  const entries = async (path: string): Promise<string[]> => {
    const answer = await site.get(path);
    expect(answer.statusCode, path).toBe(200);
    return parseXml(answer.body)
      .children.filter(({ name }) => name === 'entry')
      .map((entry) => textOf(entry, 'title'));
  };

  test('tell the steps that the public record tells: of all, of a platform, of one', async () => {
    const { id, title } = await makeBoycott(site, { slug: 'bpeek' });
    const elsewhere = await makeBoycott(site, { slug: 'appen' });
    const said = `Boycott «\u00a0${title}\u00a0»\u00a0: proposé`;
    expect(await entries('/fr/boycotts/flux.atom')).toContain(said);
    expect(await entries(`/fr/boycotts/${id}/flux.atom`)).toEqual([said]);
    const ofPlatform = await entries('/fr/plateformes/bpeek/flux.atom');
    expect(ofPlatform).toContain(said);
    expect(ofPlatform.join(' ')).not.toContain(elsewhere.title);
    expect(await entries('/en/boycotts/feed.atom')).toContain(`Boycott “${title}”: proposed`);
  });

  test('leave out what a decision hides', async () => {
    const { id, title } = await makeBoycott(site, { slug: 'bpeek' });
    await hide(id);
    expect((await entries('/fr/boycotts/flux.atom')).join(' ')).not.toContain(title);
    expect((await site.get(`/fr/boycotts/${id}/flux.atom`)).statusCode).toBe(404);
    expect((await site.get('/fr/boycotts/zzzzzzzzzzzz/flux.atom')).statusCode).toBe(404);
  });
});

describe('the search', () => {
  const find = async (query: string): Promise<SearchResponse> => {
    const answer = await site.get(`/api/search?${query}`);
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json();
  };

  test('finds boycotts by words of their title, of platform and client, open ones first', async () => {
    const over = await makeBoycott(site, {
      slug: 'isahit',
      title: 'Étiquetages de nuit mal payés',
      state: 'failed',
    });
    const open = await makeBoycott(site, {
      slug: 'isahit',
      title: 'Étiquetages de jour mal payés',
      proposedAt: new Date('2026-01-05T08:00:00Z'),
    });
    const found = (await find('q=etiquetage+paye')).boycotts.map(({ id }) => id);
    expect(found).toEqual([open.id, over.id]);
    const onPlatform = await find('q=boycott+isahit&kind=boycott');
    expect(onPlatform.boycotts.map(({ id }) => id)).toEqual([open.id, over.id]);
    expect(onPlatform.posts).toEqual([]);
    expect((await find('q=etiquetage&platform=clickworker')).boycotts).toEqual([]);
    expect((await find('q=etiquetage&kind=task')).boycotts).toEqual([]);
    expect((await find('q=etiquetage&from=2026-01-01')).boycotts).toEqual([]);
    await hide(open.id);
    expect((await find('q=etiquetage')).boycotts.map(({ id }) => id)).toEqual([over.id]);
  });

  test('suggests open ones while one types', async () => {
    const { id, title } = await makeBoycott(site, { title: 'Zébrures à colorier gratuitement' });
    await makeBoycott(site, { title: 'Zébrures oubliées depuis longtemps', state: 'failed' });
    const answer = await site.get('/api/search/suggest?q=zebru');
    const { suggestions } = answer.json<{ suggestions: Suggestion[] }>();
    expect(suggestions).toEqual([{ kind: 'boycott', key: id, name: title }]);
  });
});

describe('a script on a platform’s own page', () => {
  test('hears of the boycotts there: of the platform beside it, of a client beside that', async () => {
    const fields = {
      platform: 'amazon-mechanical-turk',
      client: 'Amphore Inc',
      clientId: 'A3AMPHORE',
      currency: 'USD',
      notAPerson: true,
    };
    const { taskId } = await makeTaskReport(site, fields);
    const { client } = await site.database.prisma.task.findUniqueOrThrow({
      where: { id: taskId },
      include: { client: true },
    });
    const slug = 'amazon-mechanical-turk';
    const whole = await makeBoycott(site, { slug, state: 'on' });
    const ofClient = await makeBoycott(site, {
      slug,
      state: 'pledging',
      client: client?.slug ?? '',
    });
    const ofTask = await makeBoycott(site, { slug, state: 'debated', task: taskId });
    await makeBoycott(site, { slug, state: 'proposed' });
    await makeBoycott(site, { slug, state: 'ended' });
    const { domain } = await site.database.prisma.platformName
      .findFirstOrThrow({ where: { kind: 'domain', platform: { slug } } })
      .then(({ text }) => ({ domain: text }));
    const answer = await site.get(`/api/lookup?domain=${domain}&ids=A3AMPHORE`);
    const { platform, clients } = lookupResponse.parse(answer.json());
    const said = ({ id, title }: { id: string; title: string }, state: string) => ({
      title,
      state,
      since: expect.stringMatching(/^2026-11-\d\d$/) as string,
      path: { fr: `/fr/boycotts/${id}`, en: `/en/boycotts/${id}` },
    });
    expect(platform?.boycotts).toEqual([said(whole, 'on')]);
    expect(clients[0]?.boycotts).toEqual([said(ofClient, 'pledging'), said(ofTask, 'debated')]);
    await hide(whole.id);
    const after = lookupResponse.parse((await site.get(`/api/lookup?domain=${domain}`)).json());
    expect(after.platform?.boycotts).toEqual([]);
  });
});
