import { beforeAll, describe, expect, test } from 'vitest';
import type { Language } from '#shared/core/languages.ts';
import { pathTo, type PageName } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, platformId, type TestMember } from '#tests/support/factories.ts';
import { fillThread, makePost, makeThread } from '#tests/support/forum.ts';
import { open, read, send, textOf, thread } from './forum.testing.ts';

const words = messagesFor('fr').forum;
const LANGUAGES = ['fr', 'en'] as const;
let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site, { pseudonym: 'Lalao du matin' });
});

describe('the forum', () => {
  test.each(LANGUAGES)('an empty one says how to begin, in %s', async (language) => {
    const empty = await createTestApp();
    const headers = { host: 'localhost', accept: 'text/html' };
    const { body } = await empty.app.inject({ url: pathTo(language, 'forum'), headers });
    const said = textOf(body);
    const { title, how } = messagesFor(language).forum.home.empty;
    for (const line of [title, ...how]) expect(said).toContain(line);
    expect(body).toContain(`href="${pathTo(language, 'newThread')}"`);
    expect(said).toContain(language === 'fr' ? 'S’organiser' : 'Organising');
  });

  test('shows what was said last, and of a member what she has not read, with a way there', async () => {
    const { id } = await makeThread(site, { title: 'Virement du douze', category: 'organisation' });
    await fillThread(site, id, 45, await makeMember(site));
    await open(site, thread(id, 1), member.cookie);
    const { body } = await open(site, '/fr/forum', member.cookie);
    expect(textOf(body)).toContain(words.home.news({ count: 1 }));
    expect(textOf(body)).toContain(words.unread({ count: 25 }));
    expect(body).toContain(`href="${thread(id, 2)}#m21"`);
    expect(await read(site, '/fr/forum')).not.toContain(words.home.allRead);

    const answer = await send(site, member, '/api/forum/read-all', {
      name: 'all-read',
      from: '/fr/forum',
    });
    expect(answer.headers.location).toBe('/fr/forum?done=all-read');
    const after = await read(site, '/fr/forum', member.cookie);
    expect(after).toContain(words.home.noNews);
    expect(after).not.toContain(words.unread({ count: 25 }));
  });

  test('its search is the site’s; before a new thread, that of threads', async () => {
    const forum = await open(site, '/fr/forum');
    const [form = ''] = /<form class="forum-search".*?<\/form>/s.exec(forum.body) ?? [];
    expect(form).toContain('action="/fr/recherche"');
    expect(form).toContain('name="q"');
    expect(form).not.toContain('name="kind"');
    const { body } = await open(site, '/fr/forum/nouveau-sujet?plateforme=isahit', member.cookie);
    expect(body).toMatch(/name="kind" value="thread".*?name="q"[^>]*value="Isahit"/is);
  });
});

describe('a category', () => {
  test('pins first, then the last posted in; older ones behind a link that keeps', async () => {
    const author = await makeMember(site);
    for (let n = 0; n < 31; n += 1) {
      const { id } = await makeThread(site, {
        member: author,
        category: 'astuces',
        title: `Astuce ${n}`,
      });
      await site.database.sql(
        `UPDATE forum_thread SET last_post_at = last_post_at - $2::int * interval '1 minute' WHERE id = $1`,
        [id, n + 1],
      );
    }
    await makeThread(site, { category: 'astuces', title: 'À lire d’abord', pinned: true });
    const path = pathTo('fr', 'forumCategory', { slug: 'astuces' });
    const { body } = await open(site, path);
    const titles = [...body.matchAll(/<\/small><h2>([^<]+)</g)].map(([, title]) => title);
    expect(titles.slice(0, 2)).toEqual(['À lire d’abord', 'Astuce 0']);
    expect(titles).toHaveLength(31);
    expect(textOf(body)).toMatch(/il y a 1\smin/);
    expect(body).toContain(`href="${pathTo('fr', 'newThread', {}, { rubrique: 'astuces' })}"`);
    const [, older = ''] = /rel="next" href="([^"]+)"/.exec(body) ?? [];
    const second = (await open(site, older.replaceAll('&amp;', '&'))).body;
    expect(textOf(second)).toContain('Astuce 30');
    expect(second).toContain(words.list.newest);
    expect(second).toContain('<meta name="robots" content="noindex"');
  });

  test('that is not there is not found', async () => {
    expect((await open(site, '/fr/forum/rubriques/nulle-part')).statusCode).toBe(404);
  });
});

describe('a thread', () => {
  test('has a page for each twenty places, with stable addresses and plain links', async () => {
    const { id } = await makeThread(site, { title: 'Un long sujet' });
    await fillThread(site, id, 100, member);
    const { body } = await open(site, thread(id, 3));
    expect([...body.matchAll(/<li class="post" id="m(\d+)"/g)].map(([, n]) => Number(n))).toEqual(
      Array.from({ length: 20 }, (_, index) => 41 + index),
    );
    for (const page of [2, 4, 5]) expect(body).toContain(`href="${thread(id, page)}"`);
    expect(body).toContain(`href="${thread(id)}"`);
    expect(body).toContain(`<link rel="canonical" href="http://localhost${thread(id, 3)}"/>`);
    expect(body).toContain('<title>Un long sujet, page 3 · Contrenote</title>');
    expect((await open(site, thread(id, 6))).statusCode).toBe(404);
    const first = await open(site, `${thread(id)}?page=1`);
    expect(first.body).toContain(`<link rel="canonical" href="http://localhost${thread(id)}"/>`);
  });

  test('each post has a short address that leads to it', async () => {
    const { id } = await makeThread(site);
    await fillThread(site, id, 30, member);
    const { body } = await open(site, thread(id, 2));
    const [, path = ''] = /class="post-number" href="([^"]+)"[^>]*>25</.exec(body) ?? [];
    const answer = await open(site, path);
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toBe(`${thread(id, 2)}#m25`);
  });

  test('marks where a member stopped reading, and what is new since', async () => {
    const reader = await makeMember(site);
    const { id } = await makeThread(site);
    await fillThread(site, id, 3, await makeMember(site));
    const before = await read(site, thread(id), reader.cookie);
    expect(before).not.toContain(words.thread.newHere);
    await makePost(site, id, { member: await makeMember(site), text: 'Du neuf.' });
    const { body } = await open(site, thread(id), reader.cookie);
    expect(textOf(body)).toContain(words.thread.resume({ place: 4 }));
    expect(body.match(/class="post unread"/g)).toHaveLength(1);
    expect(body.indexOf(words.thread.newHere)).toBeGreaterThan(body.indexOf('id="m4"'));
    expect(await read(site, thread(id), reader.cookie)).not.toContain(words.thread.newHere);
  });

  test.each(LANGUAGES)('says who withdrew apart from who left, in %s', async (language) => {
    const starter = await makeMember(site);
    const { id, postId } = await makeThread(site, { member: starter, title: 'Question retirée' });
    await makePost(site, id, { member: await makeMember(site) });
    const own = await makePost(site, id, { member: starter, text: 'Qui était parti ?' });
    for (const post of [postId, own]) {
      await site.post(`/api/posts/${post}/withdraw`, {}, starter.cookie);
    }
    const t = messagesFor(language);
    const address = pathTo(language, 'thread', { id });
    const head = `${t.forum.thread.by} ${t.forum.withdrew}`;
    expect(await read(site, address)).toContain(head);
    const list = async (): Promise<string> => {
      const { body } = await open(site, pathTo(language, 'forum'));
      // Who wrote last stands above the title.
      return textOf(body.slice(body.lastIndexOf('<li', body.indexOf('Question retirée'))));
    };
    expect((await list()).indexOf(t.forum.withdrew)).toBeGreaterThan(-1);
    const found = await read(site, pathTo(language, 'search', {}, { q: 'Question retirée' }));
    expect(found).toContain(t.forum.withdrew);
    // She left as well: what she took back says no more of her than before.
    await site.database.prisma.member.delete({ where: { id: starter.id } });
    expect(await read(site, address)).toContain(head);
    expect(await read(site, address)).not.toContain(t.common.deletedMember);
    const { id: other } = await makeThread(site, { title: 'D’une partie' });
    await site.database.prisma.forumThread.update({
      where: { id: other },
      data: { memberId: null },
    });
    expect(await read(site, pathTo(language, 'thread', { id: other }))).toContain(
      `${t.forum.thread.by} ${t.common.deletedMember}`,
    );
  });

  test('folds what an ignored member wrote, and stands a stone where a post was taken back', async () => {
    const reader = await makeMember(site);
    const { id, member: author } = await makeThread(site, { text: 'Du bruit.' });
    const post = await makePost(site, id, { member });
    await site.database.sql(
      'INSERT INTO ignore (member_id, ignored_id, since) VALUES ($1, $2, now())',
      [reader.id, author.id],
    );
    await site.database.sql(
      `UPDATE forum_post SET text = NULL, html = NULL, withdrawn_on = now() WHERE id = $1`,
      [post],
    );
    const { body } = await open(site, thread(id), reader.cookie);
    expect(textOf(body)).toContain(words.post.ignored({ place: 1 }));
    expect(body).toMatch(/<details><summary>[^<]*<\/summary>.*Du bruit\./s);
    expect(textOf(body)).toContain(`2 ${words.post.withdrawn}`);
    expect(await read(site, thread(id))).not.toContain(words.post.ignored({ place: 1 }));
  });

  test('what it is about stands on top, as it is now', async () => {
    await makePayout(site, { slug: 'appen' });
    const { id } = await makeThread(site, { platformId: await platformId(site, 'appen') });
    const { body } = await open(site, thread(id));
    expect(body).toMatch(/href="\/fr\/plateformes\/appen"/);
  });

  test('a visitor reads it all, and can reply without a wall to sign in', async () => {
    const { id } = await makeThread(site, { text: 'Lisible par tous.' });
    const { body } = await open(site, thread(id));
    expect(body).toContain('Lisible par tous.');
    const reply = body.slice(body.indexOf('class="section reply"'), body.indexOf('</main>'));
    expect(reply).toContain('name="text"');
    expect(reply).not.toContain(pathTo('fr', 'signIn'));
    for (const act of [words.moderate.title, words.thread.rename, words.post.edit]) {
      expect(textOf(body)).not.toContain(act);
    }
  });

  test('about law says that no lawyer answers, below the title or at the answer that helped', async () => {
    const { id, member: author } = await makeThread(site, { category: 'droits' });
    const helped = await makePost(site, id, { member, text: 'La case est en bas de la page.' });
    const said = (body: string): number => body.split(words.thread.notALawyer).length - 1;
    const open1 = (await open(site, thread(id))).body;
    expect(said(open1)).toBe(1);
    expect(open1.indexOf(words.thread.notALawyer)).toBeLessThan(open1.indexOf('<ol class="posts"'));
    const solved = await site.post(
      `/api/forum/threads/${id}/solution`,
      { post: helped },
      author.cookie,
    );
    expect(solved.statusCode, solved.body).toBe(200);
    const { body } = await open(site, thread(id));
    expect(said(body)).toBe(2);
    expect(/<a class="solution".*?<\/a>/s.exec(body)?.[0]).toContain(words.thread.notALawyer);
    expect(/<li class="post helped".*?<\/li>/s.exec(body)?.[0]).toContain(words.thread.notALawyer);
    const other = await makeThread(site);
    expect(said((await open(site, thread(other.id))).body)).toBe(0);
  });

  test('tells search engines its question and its answers', async () => {
    const { id } = await makeThread(site, {
      title: 'Clickworker, en retard ?',
      text: 'Le virement du </script> n’arrive pas.',
    });
    await makePost(site, id, { member, text: 'Ici non plus.' });
    const { body } = await open(site, thread(id));
    const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(body) ?? [];
    expect(JSON.parse(json)).toMatchObject({
      '@type': 'DiscussionForumPosting',
      headline: 'Clickworker, en retard ?',
      interactionStatistic: { userInteractionCount: 1 },
      comment: [{ '@type': 'Comment', text: 'Ici non plus.', author: { name: 'Lalao du matin' } }],
    });
    expect(body).toMatch(/<meta name="description" content="Le virement du/);
  });

  test('after a post that tells of a payout, offers the form in which it counts', async () => {
    const { id } = await makeThread(site, { platformId: await platformId(site, 'appen') });
    const { body } = await open(site, `${thread(id)}?offer=waiting`, member.cookie);
    expect(textOf(body)).toContain(words.offer.title.waiting);
    expect(body).toContain('href="/fr/declarer/paiement?plateforme=appen&amp;outcome=waiting"');
    const incident = await open(site, `${thread(id)}?offer=incident`, member.cookie);
    expect(incident.body).toContain('href="/fr/declarer/incident?plateforme=appen"');
    expect(await read(site, `${thread(id)}?offer=toString`)).not.toContain(words.offer.say);
  });
});

describe('elsewhere on the site', () => {
  const address = (page: PageName, language: Language): string => pathTo(language, page);

  test.each(LANGUAGES)('the forum is one step away, in %s', async (language) => {
    site.clock.advanceDays(1);
    await makeThread(site, { title: 'Le dernier sujet' });
    const { body } = await open(site, address('home', language));
    expect(body).toMatch(
      new RegExp(`<nav aria-label="[^"]+">.*href="${address('forum', language)}"`),
    );
    expect(textOf(body)).toContain('Le dernier sujet');
  });

  test('a platform without evidence offers to ask the question', async () => {
    const { body } = await open(site, '/fr/plateformes/ferpection');
    expect(body).toContain('href="/fr/forum/nouveau-sujet?plateforme=ferpection"');
    expect(textOf(body)).toContain(words.section.ask);
  });

  test('a proof shows the threads about it', async () => {
    const payout = await makePayout(site, { screenshot: true });
    await makeThread(site, { payoutId: payout.id, title: 'Montant étrange' });
    expect(await read(site, pathTo('fr', 'proof', { id: payout.id }))).toContain('Montant étrange');
    const form = await open(site, `/fr/forum/nouveau-sujet?preuve=${payout.id}`, member.cookie);
    expect(form.body).toContain(`<input type="hidden" name="proof" value="${payout.id}"/>`);
  });

  test('search engines are told of threads and categories, and of no form', async () => {
    const { id } = await makeThread(site);
    const sitemap = (await site.get('/sitemap.xml')).body;
    expect(sitemap).toContain(`<loc>http://localhost/fr/forum/sujets/${id}</loc>`);
    expect(sitemap).toContain('<loc>http://localhost/en/forum/categories/astuces</loc>');
    expect((await site.get('/robots.txt')).body).toContain('Disallow: /fr/forum/nouveau-sujet');
    const form = await open(site, '/fr/forum/nouveau-sujet', member.cookie);
    expect(form.body).toContain('<meta name="robots" content="noindex"');
  });
});
