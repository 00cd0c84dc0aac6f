import type { LightMyRequestResponse } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Language } from '#shared/languages.ts';
import { pathTo, type PageName } from '#shared/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, platformId, type TestMember } from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';
import { fillThread, makePost, makeThread } from '#tests/support/forum.ts';

const t = messagesFor('fr');
const words = t.forum;
const WITH_PICTURE = /\/forum\/(?:threads(?:\/\w+\/posts)?|posts\/\w+)$/;
const LANGUAGES = ['fr', 'en'] as const;
let site: TestApp;
let member: TestMember;
let moderator: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site, { pseudonym: 'Lalao du matin' });
  moderator = await makeMember(site, { moderator: true });
});

function open(path: string, cookie?: string): Promise<LightMyRequestResponse> {
  const headers = { host: 'localhost', accept: 'text/html', ...(cookie ? { cookie } : {}) };
  return site.app.inject({ url: path, headers });
}

/** What a person reads on a page. */
async function read(path: string, cookie?: string): Promise<string> {
  return textOf((await open(path, cookie)).body);
}

function textOf(html: string): string {
  return html
    .replaceAll(/<script[\s\S]*?<\/script>|<template[\s\S]*?<\/template>|<[^>]+>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replaceAll(/[ \n]+/g, ' ');
}

/** A form as a browser without a script sends it. */
function send(
  path: string,
  from: string,
  form: string,
  fields: Readonly<Record<string, string>>,
  sender: TestMember = member,
): Promise<LightMyRequestResponse> {
  const all = { _form: form, _from: from, ...fields };
  // Forms with room for a picture travel in parts.
  if (WITH_PICTURE.test(path)) {
    return postForm(site, path, { ...all, _end: '' }, { cookie: sender.cookie, html: true, file: '' });
  }
  return site.post(path, {}, sender.cookie, {
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(all).toString(),
  });
}

const thread = (id: string, page?: number): string => pathTo('fr', 'thread', { id }, { page });

/** A member whose posts are no longer bound. */
async function makeRegular(): Promise<TestMember> {
  const regular = await makeMember(site);
  const { id } = await makeThread(site, { member: regular });
  for (let posts = 0; posts < 5; posts += 1) await makePost(site, id, { member: regular });
  await site.database.sql(
    `UPDATE forum_post SET posted_at = posted_at - interval '3 days' WHERE thread_id = $1`,
    [id],
  );
  return regular;
}

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
    await open(thread(id, 1), member.cookie);
    const { body } = await open('/fr/forum', member.cookie);
    expect(textOf(body)).toContain(words.home.news(1));
    expect(textOf(body)).toContain(words.unread(25));
    expect(body).toContain(`href="${thread(id, 2)}#m21"`);
    expect(await read('/fr/forum')).not.toContain(words.home.allRead);

    const answer = await send('/api/forum/read-all', '/fr/forum', 'all-read', {});
    expect(answer.headers.location).toBe('/fr/forum?done=all-read');
    const after = await read('/fr/forum', member.cookie);
    expect(after).toContain(words.home.noNews);
    expect(after).not.toContain(words.unread(25));
  });

  test('its search is the site’s, narrowed to posts', async () => {
    const { body } = await open('/fr/forum');
    expect(body).toMatch(
      /<form class="forum-search" role="search" action="\/fr\/recherche">.*?name="kind" value="post".*?name="q"/s,
    );
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
    const { body } = await open(path);
    const titles = [...body.matchAll(/<h2><a[^>]*>([^<]+)</g)].map(([, title]) => title);
    expect(titles.slice(0, 2)).toEqual(['À lire d’abord', 'Astuce 0']);
    expect(titles).toHaveLength(31);
    expect(textOf(body)).toMatch(/il y a 1\smin/);
    expect(body).toContain(`href="${pathTo('fr', 'newThread', {}, { rubrique: 'astuces' })}"`);
    const [, older = ''] = /rel="next" href="([^"]+)"/.exec(body) ?? [];
    const second = (await open(older.replaceAll('&amp;', '&'))).body;
    expect(textOf(second)).toContain('Astuce 30');
    expect(second).toContain(words.list.newest);
    expect(second).toContain('<meta name="robots" content="noindex"');
  });

  test('that is not there is not found', async () => {
    expect((await open('/fr/forum/rubriques/nulle-part')).statusCode).toBe(404);
  });
});

describe('a thread', () => {
  test('has a page for each twenty places, with stable addresses and plain links', async () => {
    const { id } = await makeThread(site, { title: 'Un long sujet' });
    await fillThread(site, id, 100, member);
    const { body } = await open(thread(id, 3));
    expect([...body.matchAll(/<li class="post" id="m(\d+)"/g)].map(([, n]) => Number(n))).toEqual(
      Array.from({ length: 20 }, (_, index) => 41 + index),
    );
    for (const page of [2, 4, 5]) expect(body).toContain(`href="${thread(id, page)}"`);
    expect(body).toContain(`href="${thread(id)}"`);
    expect(body).toContain(`<link rel="canonical" href="http://localhost${thread(id, 3)}"/>`);
    expect(body).toContain('<title>Un long sujet, page 3 · Contrenote</title>');
    expect((await open(thread(id, 6))).statusCode).toBe(404);
    const first = await open(`${thread(id)}?page=1`);
    expect(first.body).toContain(`<link rel="canonical" href="http://localhost${thread(id)}"/>`);
  });

  test('each post has a short address that leads to it', async () => {
    const { id } = await makeThread(site);
    await fillThread(site, id, 30, member);
    const { body } = await open(thread(id, 2));
    const [, path = ''] = /class="post-number" href="([^"]+)"[^>]*>25</.exec(body) ?? [];
    const answer = await open(path);
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toBe(`${thread(id, 2)}#m25`);
  });

  test('marks where a member stopped reading, and what is new since', async () => {
    const reader = await makeMember(site);
    const { id } = await makeThread(site);
    await fillThread(site, id, 3, await makeMember(site));
    const before = await read(thread(id), reader.cookie);
    expect(before).not.toContain(words.thread.newHere);
    await makePost(site, id, { member: await makeMember(site), text: 'Du neuf.' });
    const { body } = await open(thread(id), reader.cookie);
    expect(textOf(body)).toContain(words.thread.resume(4));
    expect(body.match(/class="post new"/g)).toHaveLength(1);
    expect(body.indexOf(words.thread.newHere)).toBeGreaterThan(body.indexOf('id="m4"'));
    expect(await read(thread(id), reader.cookie)).not.toContain(words.thread.newHere);
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
    const { body } = await open(thread(id), reader.cookie);
    expect(textOf(body)).toContain(words.post.ignored(1));
    expect(body).toMatch(/<details><summary>[^<]*<\/summary>.*Du bruit\./s);
    expect(textOf(body)).toContain(`2 ${words.post.withdrawn}`);
    expect(await read(thread(id))).not.toContain(words.post.ignored(1));
  });

  test('what it is about stands on top, as it is now', async () => {
    await makePayout(site, { slug: 'appen' });
    const { id } = await makeThread(site, { platformId: await platformId(site, 'appen') });
    const { body } = await open(thread(id));
    expect(body).toMatch(/href="\/fr\/plateformes\/appen"/);
  });

  test('a visitor reads it all, and is led to sign in and back', async () => {
    const { id } = await makeThread(site, { text: 'Lisible par tous.' });
    const { body } = await open(thread(id));
    expect(body).toContain('Lisible par tous.');
    expect(body).not.toContain('name="text"');
    expect(body).toContain(`href="${pathTo('fr', 'signIn', {}, { next: thread(id) })}"`);
    for (const act of [words.moderate.title, words.thread.rename, words.post.edit]) {
      expect(textOf(body)).not.toContain(act);
    }
  });

  test('tells search engines its question and its answers', async () => {
    const { id } = await makeThread(site, {
      title: 'Clickworker, en retard ?',
      text: 'Le virement du </script> n’arrive pas.',
    });
    await makePost(site, id, { member, text: 'Ici non plus.' });
    const { body } = await open(thread(id));
    const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(body) ?? [];
    expect(JSON.parse(json)).toMatchObject({
      '@type': 'DiscussionForumPosting',
      headline: 'Clickworker, en retard ?',
      interactionStatistic: { userInteractionCount: 1 },
      comment: [{ '@type': 'Comment', text: 'Ici non plus.', author: { name: 'Lalao du matin' } }],
    });
    expect(body).toMatch(/<meta name="description" content="Le virement du/);
  });

  test('after a post that tells of a pay-out, offers the form in which it counts', async () => {
    const { id } = await makeThread(site, { platformId: await platformId(site, 'appen') });
    const { body } = await open(`${thread(id)}?offer=waiting`, member.cookie);
    expect(textOf(body)).toContain(words.offer.title.waiting);
    expect(body).toContain('href="/fr/declarer/paiement?plateforme=appen&amp;outcome=waiting"');
    const incident = await open(`${thread(id)}?offer=incident`, member.cookie);
    expect(incident.body).toContain('href="/fr/declarer/incident?plateforme=appen"');
    expect(await read(`${thread(id)}?offer=toString`)).not.toContain(words.offer.say);
  });
});

describe('writing without a script', () => {
  test('a thread is begun about a platform, in a category, and answered with a quote', async () => {
    const author = await makeMember(site);
    const page = '/fr/forum/nouveau-sujet?plateforme=isahit';
    const form = await open(page, author.cookie);
    expect(form.body).toMatch(/name="title"[^>]*value="Isahit paie-t-il/i);
    expect(form.body).toContain('<input type="hidden" name="platform" value="isahit"/>');
    const answer = await send(
      '/api/forum/threads',
      page,
      'thread',
      {
        category: 'paiements',
        title: 'Isahit paie-t-il ?',
        text: 'Qui sait ?',
        platform: 'isahit',
      },
      author,
    );
    expect(answer.statusCode).toBe(303);
    const location = String(answer.headers.location);
    const shown = await open(location, author.cookie);
    expect(textOf(shown.body)).toContain(words.done['thread-started']);

    const [, quoting = ''] = /href="([^"]*citer=[^"]*)#repondre"/.exec(shown.body) ?? [];
    const reply = await open(quoting.replaceAll('&amp;', '&'), member.cookie);
    expect(reply.body).toMatch(/<textarea[^>]*>&gt; \[.*?&gt; Qui sait \?/s);
    const [, id = ''] = /sujets\/(\w+)/.exec(location) ?? [];
    const posted = await send(`/api/forum/threads/${id}/posts`, thread(id), 'reply', {
      text: 'Oui, en dix jours.',
    });
    expect(posted.statusCode).toBe(303);
    expect(posted.headers.location).toMatch(/done=posted.*#m2$/);
    expect(await read('/fr/plateformes/isahit')).toContain('Isahit paie-t-il ?');
    expect(await read('/fr/forum?plateforme=isahit')).toContain(words.list.titleAbout('Isahit'));
  });

  test.each(LANGUAGES)(
    'a refused thread comes back with all that was typed, in %s',
    async (language) => {
      const page = pathTo(language, 'newThread');
      const typed = { category: 'astuces', title: 'Bof', text: 'Un texte <b>long</b> & précieux.' };
      const answer = await send('/api/forum/threads', page, 'thread', typed);
      expect(answer.statusCode).toBe(422);
      expect(answer.body).toContain('value="Bof"');
      expect(answer.body).toMatch(/<option value="astuces" selected="">/);
      expect(answer.body).toMatch(
        /<textarea[^>]*>Un texte &lt;b&gt;long&lt;\/b&gt; &amp; précieux\.</,
      );
      expect(textOf(answer.body)).toContain(messagesFor(language).errors.fields['too-short']('5'));
    },
  );

  test('a closed thread takes no reply: the text comes back, with the rule and the reason', async () => {
    const { id } = await makeThread(site);
    await site.database.sql(
      `UPDATE forum_thread SET closed_on = '2026-11-19', closed_rule = 'settled',
              closed_reason = 'Tout est dit.' WHERE id = $1`,
      [id],
    );
    const answer = await send(`/api/forum/threads/${id}/posts`, thread(id), 'reply', {
      text: 'Trop tard, mais gardé.',
    });
    expect(answer.statusCode).toBe(409);
    const said = textOf(answer.body);
    expect(said).toContain('Trop tard, mais gardé.');
    expect(said).toContain(t.errors.codes['thread-closed']);
    expect(said).toContain('Tout est dit.');
    expect(said).toContain(words.moderate.rules.settled);
    expect(await read(thread(id), member.cookie)).toContain(words.reply.closed);
  });

  test('a slow thread says so before, and keeps the text of who comes too soon', async () => {
    const writer = await makeRegular();
    const { id } = await makeThread(site, { slowSeconds: 3600 });
    const slow = words.thread.slow(words.thread.slowTimes[3600]);
    expect(await read(thread(id), writer.cookie)).toContain(slow);
    const path = `/api/forum/threads/${id}/posts`;
    await send(path, thread(id), 'reply', { text: 'Un.' }, writer);
    const answer = await send(path, thread(id), 'reply', { text: 'Et deux.' }, writer);
    expect(answer.statusCode).toBe(429);
    expect(answer.body).toMatch(/<textarea[^>]*>Et deux\.</);
    expect(textOf(answer.body)).toContain(t.errors.codes['slow-mode']);
  });

  test('a new account reads its limits before it writes, and keeps its text at the last one', async () => {
    const fresh = await makeMember(site);
    const { id } = await makeThread(site);
    const path = `/api/forum/threads/${id}/posts`;
    expect(await read(thread(id), fresh.cookie)).toContain(words.reply.firstPosts(5, 5));
    expect(await read('/fr/forum/nouveau-sujet', fresh.cookie)).toContain(
      words.reply.firstPosts(5, 5),
    );
    const links = 'https://a.example https://b.example https://c.example';
    const refused = await send(path, thread(id), 'reply', { text: links }, fresh);
    expect(refused.statusCode).toBe(422);
    expect(textOf(refused.body)).toContain(t.errors.fields['too-many-links']('2'));
    for (let n = 0; n < 5; n += 1)
      await send(path, thread(id), 'reply', { text: `N° ${n}` }, fresh);
    expect(await read(thread(id), fresh.cookie)).toContain(words.reply.firstPosts(0, 5));
    const last = await send(path, thread(id), 'reply', { text: 'Le sixième.' }, fresh);
    expect(last.statusCode).toBe(429);
    expect(last.body).toMatch(/<textarea[^>]*>Le sixième\.</);
    expect(await read(thread(id), await makeRegular().then(({ cookie }) => cookie))).not.toContain(
      words.reply.firstWhy,
    );
  });

  test('who signed out meanwhile loses nothing', async () => {
    const { id } = await makeThread(site);
    const answer = await postForm(
      site,
      `/api/forum/threads/${id}/posts`,
      { _form: 'reply', _from: thread(id), text: 'Ma session est finie.', _end: '' },
      { html: true },
    );
    expect(answer.statusCode).toBe(401);
    expect(textOf(answer.body)).toContain('Ma session est finie.');
    expect(textOf(answer.body)).toContain(t.errors.codes['signed-out']);
  });
});

describe('one’s own words', () => {
  test('are edited with a mark that leads to what they were, word by word', async () => {
    const { id, postId } = await makeThread(site, { member, text: 'Ils paient toujours bien.' });
    const page = pathTo('fr', 'editPost', { id: postId });
    expect((await open(page, member.cookie)).body).toContain('Ils paient toujours bien.');
    const answer = await send(`/api/forum/posts/${postId}`, page, 'edit', {
      text: 'Ils paient parfois bien.',
    });
    expect(answer.statusCode).toBe(303);
    const history = pathTo('fr', 'postHistory', { id: postId });
    expect((await open(thread(id))).body).toContain(`href="${history}"`);
    const { body } = await open(history);
    expect(body).toMatch(/<del>.*?toujours.*?<\/del><ins>.*?parfois.*?<\/ins>/s);
    const [, heard = ''] = /<del>(.*?)<\/del>/s.exec(body) ?? [];
    expect(heard.replaceAll(/<[^>]+>/g, '')).toBe(
      `${words.history.removed}toujours${words.history.end}`,
    );
  });

  test('are withdrawn for good from under the post, by nobody else', async () => {
    const { id } = await makeThread(site);
    const postId = await makePost(site, id, { member, text: 'Je regrette.' });
    const path = `/api/forum/posts/${postId}/withdraw`;
    expect((await open(thread(id), member.cookie)).body).toContain(`action="${path}"`);
    expect((await open(thread(id), moderator.cookie)).body).not.toContain(`action="${path}"`);
    const answer = await send(path, thread(id), 'withdraw-2', {});
    expect(answer.statusCode).toBe(303);
    const after = await read(thread(id));
    expect(after).toContain(words.post.withdrawn);
    expect(after).not.toContain('Je regrette.');
  });

  test('of somebody else’s there is no form', async () => {
    const { postId } = await makeThread(site);
    const { body } = await open(pathTo('fr', 'editPost', { id: postId }), member.cookie);
    expect(body).not.toContain('name="text"');
    expect(textOf(body)).toContain(words.edit.notYours);
  });
});

describe('a moderator', () => {
  test('pins, closes, moves and slows down with a reason; all read it', async () => {
    const { id } = await makeThread(site);
    const decide = (fields: Record<string, string>) =>
      send(
        `/api/forum/threads/${id}/decisions`,
        thread(id),
        `decide-${fields['decision']}`,
        fields,
        moderator,
      );
    const { body } = await open(thread(id), moderator.cookie);
    for (const decision of ['pin', 'close', 'move', 'slow']) {
      expect(body).toContain(`name="decision" value="${decision}"`);
    }
    const refused = await decide({ decision: 'close', reason: 'Réglé ensemble.' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('value="Réglé ensemble."');
    expect(refused.body).toContain('<details class="moderation" open="">');
    const reason = 'Tout le monde doit le lire.';
    expect((await decide({ decision: 'pin', reason })).statusCode).toBe(303);
    expect((await decide({ decision: 'slow', seconds: '300', reason })).statusCode).toBe(303);
    expect((await decide({ decision: 'move', category: 'astuces', reason })).statusCode).toBe(303);
    expect(
      (await decide({ decision: 'close', rule: 'settled', reason: 'Réglé ensemble.' })).statusCode,
    ).toBe(303);
    const said = await read(thread(id));
    expect(said).toContain(words.thread.pinned);
    expect(said).toContain(words.thread.slow(words.thread.slowTimes[300]));
    expect(said).toContain(words.thread.closed(words.moderate.rules.settled));
    expect(said).toContain('Réglé ensemble.');
    expect(said).toContain('Astuces et outils');
    expect(said).not.toContain(words.moderate.title);
  });

  test('and the author rename a thread', async () => {
    const { id } = await makeThread(site, { member, title: 'Hep' });
    expect(await read(thread(id), member.cookie)).toContain(words.thread.rename);
    const short = await send(`/api/forum/threads/${id}/rename`, thread(id), 'rename', {
      title: 'Non',
    });
    expect(short.statusCode).toBe(422);
    expect(short.body).toContain('<details class="rename" open="">');
    const answer = await send(`/api/forum/threads/${id}/rename`, thread(id), 'rename', {
      title: 'Virement du douze novembre',
    });
    expect(answer.statusCode).toBe(303);
    expect(await read(thread(id))).toContain('Virement du douze novembre');
  });
});

describe('elsewhere on the site', () => {
  const address = (page: PageName, language: Language): string => pathTo(language, page);

  test.each(LANGUAGES)('the forum is one step away, in %s', async (language) => {
    site.clock.advanceDays(1);
    await makeThread(site, { title: 'Le dernier sujet' });
    const { body } = await open(address('home', language));
    expect(body).toMatch(
      new RegExp(`<nav aria-label="[^"]+">.*href="${address('forum', language)}"`),
    );
    expect(textOf(body)).toContain('Le dernier sujet');
  });

  test('a platform without evidence offers to ask the question', async () => {
    const { body } = await open('/fr/plateformes/ferpection');
    expect(body).toContain('href="/fr/forum/nouveau-sujet?plateforme=ferpection"');
    expect(textOf(body)).toContain(words.section.ask);
  });

  test('a proof shows the threads about it', async () => {
    const payout = await makePayout(site);
    await makeThread(site, { payoutId: payout.id, title: 'Montant étrange' });
    expect(await read(pathTo('fr', 'proof', { id: payout.id }))).toContain('Montant étrange');
    const form = await open(`/fr/forum/nouveau-sujet?preuve=${payout.id}`, member.cookie);
    expect(form.body).toContain(`<input type="hidden" name="proof" value="${payout.id}"/>`);
  });

  test('search engines are told of threads and categories, and of no form', async () => {
    const { id } = await makeThread(site);
    const sitemap = (await site.get('/sitemap.xml')).body;
    expect(sitemap).toContain(`<loc>http://localhost/fr/forum/sujets/${id}</loc>`);
    expect(sitemap).toContain('<loc>http://localhost/en/forum/categories/astuces</loc>');
    expect((await site.get('/robots.txt')).body).toContain('Disallow: /fr/forum/nouveau-sujet');
    const form = await open('/fr/forum/nouveau-sujet', member.cookie);
    expect(form.body).toContain('<meta name="robots" content="noindex"');
  });
});
