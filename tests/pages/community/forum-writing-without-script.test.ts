import { beforeAll, describe, expect, test } from 'vitest';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { confirmAll } from '#tests/support/proposals.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';
import { makeRegular, open, read, send as sendAs, textOf, thread } from './forum.testing.ts';

const t = messagesFor('fr');
const words = t.forum;
const LANGUAGES = ['fr', 'en'] as const;
let site: TestApp;
let member: TestMember;
let moderator: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site);
  moderator = await makeMember(site, { moderator: true });
});

const send = (
  path: string,
  from: string,
  name: string,
  fields: Record<string, string>,
  sender: TestMember | null = member,
) => sendAs(site, sender, path, { name, from, fields });

describe('writing without a script', () => {
  test('a thread is begun about a platform, in a category, and answered with a quote', async () => {
    const author = await makeMember(site);
    const page = '/fr/forum/nouveau-sujet?plateforme=isahit';
    const form = await open(site, page, author.cookie);
    expect(form.body).toMatch(/name="title"[^>]*value="Est-ce que Isahit paie/i);
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
    const shown = await open(site, location, author.cookie);
    expect(textOf(shown.body)).toContain(words.done['thread-started']);

    const [, quoting = ''] = /href="([^"]*citer=[^"]*)#reply"/.exec(shown.body) ?? [];
    const reply = await open(site, quoting.replaceAll('&amp;', '&'), member.cookie);
    expect(reply.body).toMatch(/<textarea[^>]*>&gt; \[.*?&gt; Qui sait \?/s);
    const [, id = ''] = /sujets\/(\w+)/.exec(location) ?? [];
    const posted = await send(`/api/forum/threads/${id}/posts`, thread(id), 'reply', {
      text: 'Oui, en dix jours.',
    });
    expect(posted.statusCode).toBe(303);
    expect(posted.headers.location).toMatch(/done=posted.*#m2$/);
    // A script's way there loses the end of the address.
    const written = await open(site, String(posted.headers.location), member.cookie);
    expect(written.body).toMatch(/id="m2" data-arrive/);
    expect(await read(site, '/fr/plateformes/isahit/forum')).toContain('Isahit paie-t-il ?');
    expect(await read(site, '/fr/forum?plateforme=isahit')).toContain(
      words.list.titleAbout({ name: 'Isahit' }),
    );
  });

  test.each(LANGUAGES)(
    'a refused thread comes back with all that was typed, in %s',
    async (language) => {
      const page = pathTo(language, 'newThread');
      const typed = {
        platform: 'Personne de ce nom',
        category: 'astuces',
        title: 'Bof',
        text: 'Un texte <b>long</b> & précieux.',
      };
      const answer = await send('/api/forum/threads', page, 'thread', typed);
      expect(answer.statusCode).toBe(422);
      expect(answer.body).toContain('value="Bof"');
      expect(answer.body).toContain('value="Personne de ce nom"');
      expect(answer.body).toMatch(/<option value="astuces" selected="">/);
      expect(answer.body).toMatch(
        /<textarea[^>]*>Un texte &lt;b&gt;long&lt;\/b&gt; &amp; précieux\.</,
      );
      expect(textOf(answer.body)).toContain(
        messagesFor(language).errors.fields['too-short']({ limit: '5' }),
      );
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
    expect(await read(site, thread(id), member.cookie)).toContain(words.reply.closed);
  });

  test('who comes too late to rename reads why, and finds what she typed', async () => {
    const { id } = await makeThread(site, { member, title: 'Trop de mots' });
    await makePost(site, id, { member: await makeMember(site) });
    const answer = await send(`/api/forum/threads/${id}/rename`, thread(id), 'rename', {
      title: 'Un meilleur titre',
    });
    expect(answer.statusCode).toBe(409);
    expect(textOf(answer.body)).toContain(t.errors.codes['title-stays']);
    expect(answer.body).toContain('value="Un meilleur titre"');
    expect(answer.body).toMatch(/<details class="rename" open="">/);
  });

  test('a slow thread says so before, and keeps the text of who comes too soon', async () => {
    const writer = await makeRegular(site);
    const { id } = await makeThread(site, { slowSeconds: 3600 });
    const slow = words.thread.slow({ time: words.thread.slowTimes[3600] });
    expect(await read(site, thread(id), writer.cookie)).toContain(slow);
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
    expect(await read(site, thread(id), fresh.cookie)).toContain(
      words.reply.firstPosts({ left: 5, aDay: 5 }),
    );
    expect(await read(site, '/fr/forum/nouveau-sujet', fresh.cookie)).toContain(
      words.reply.firstPosts({ left: 5, aDay: 5 }),
    );
    const links = 'https://a.example https://b.example https://c.example';
    const refused = await send(path, thread(id), 'reply', { text: links }, fresh);
    expect(refused.statusCode).toBe(422);
    expect(textOf(refused.body)).toContain(t.errors.fields['too-many-links']({ limit: '2' }));
    for (let n = 0; n < 5; n += 1)
      await send(path, thread(id), 'reply', { text: `N° ${n}` }, fresh);
    expect(await read(site, thread(id), fresh.cookie)).toContain(
      words.reply.firstPosts({ left: 0, aDay: 5 }),
    );
    const last = await send(path, thread(id), 'reply', { text: 'Le sixième.' }, fresh);
    expect(last.statusCode).toBe(429);
    expect(last.body).toMatch(/<textarea[^>]*>Le sixième\.</);
    expect(
      await read(site, thread(id), await makeRegular(site).then(({ cookie }) => cookie)),
    ).not.toContain(words.reply.firstWhy);
  });

  test('who signed out meanwhile loses nothing', async () => {
    const { id } = await makeThread(site);
    const path = `/api/forum/threads/${id}/posts`;
    const answer = await send(path, thread(id), 'reply', { text: 'Ma session est finie.' }, null);
    expect(answer.statusCode).toBe(401);
    expect(textOf(answer.body)).toContain('Ma session est finie.');
    expect(textOf(answer.body)).toContain(t.errors.codes['signed-out']);
  });
});

describe('one’s own words', () => {
  test('are edited with a mark that leads to what they were, word by word', async () => {
    const { id, postId } = await makeThread(site, { member, text: 'Ils paient toujours bien.' });
    const page = pathTo('fr', 'editPost', { id: postId });
    expect((await open(site, page, member.cookie)).body).toContain('Ils paient toujours bien.');
    const answer = await send(`/api/forum/posts/${postId}`, page, 'edit', {
      text: 'Ils paient parfois bien.',
    });
    expect(answer.statusCode).toBe(303);
    const history = pathTo('fr', 'postHistory', { id: postId });
    expect((await open(site, thread(id))).body).toContain(`href="${history}"`);
    const { body } = await open(site, history);
    expect(body).toMatch(/<del>.*?toujours.*?<\/del><ins>.*?parfois.*?<\/ins>/s);
    const [, heard = ''] = /<del>(.*?)<\/del>/s.exec(body) ?? [];
    expect(heard.replaceAll(/<[^>]+>/g, '')).toBe(
      `${words.history.removed}toujours${words.history.end}`,
    );
  });

  test('are withdrawn for good from under the post, by nobody else', async () => {
    const { id } = await makeThread(site);
    const postId = await makePost(site, id, { member, text: 'Je regrette.' });
    const path = `/api/posts/${postId}/withdraw`;
    expect((await open(site, thread(id), member.cookie)).body).toContain(`action="${path}"`);
    expect((await open(site, thread(id), moderator.cookie)).body).not.toContain(`action="${path}"`);
    const answer = await send(path, thread(id), 'withdraw-2', {});
    expect(answer.statusCode).toBe(303);
    const after = await read(site, thread(id));
    expect(after).toContain(words.post.withdrawn);
    expect(after).not.toContain('Je regrette.');
  });

  test('of somebody else’s there is no form', async () => {
    const { postId } = await makeThread(site);
    const { body } = await open(site, pathTo('fr', 'editPost', { id: postId }), member.cookie);
    expect(body).not.toContain('name="text"');
    expect(textOf(body)).toContain(words.edit.notYours);
  });
});

describe('a moderator', () => {
  test('pins, closes, moves and slows down with a reason; all read it', async () => {
    const { id } = await makeThread(site);
    const decide = async (fields: Record<string, string>) => {
      const answer = await send(
        `/api/forum/threads/${id}/decisions`,
        thread(id),
        `decide-${fields['decision']}`,
        fields,
        moderator,
      );
      await confirmAll(site);
      return answer;
    };
    const { body } = await open(site, thread(id), moderator.cookie);
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
    const said = await read(site, thread(id));
    expect(said).toContain(words.thread.pinned);
    expect(said).toContain(words.thread.slow({ time: words.thread.slowTimes[300] }));
    expect(said).toContain(words.thread.closed({ rule: words.moderate.rules.settled }));
    expect(said).toContain('Réglé ensemble.');
    expect(said).toContain('Astuces et outils');
    expect(said).not.toContain(words.moderate.title);
  });

  test('renames with a reason; the title before can be read', async () => {
    const { id } = await makeThread(site, { member, title: 'Arnaque !!!' });
    const fields = {
      decision: 'rename',
      title: 'Retard de novembre',
      reason: 'Le titre accusait sans preuve.',
    };
    const path = `/api/forum/threads/${id}/decisions`;
    const answer = await send(path, thread(id), 'decide-rename', fields, moderator);
    expect(answer.statusCode).toBe(303);
    expect(await read(site, thread(id))).not.toContain('Retard de novembre');
    await confirmAll(site);
    const said = await read(site, thread(id));
    expect(said).toContain('Retard de novembre');
    expect(said).toContain(words.thread.renamed({ before: 'Arnaque !!!' }));
    expect(said).toContain('Le titre accusait sans preuve.');
  });

  test('leaves it to the author to rename a thread that nobody answered', async () => {
    const { id } = await makeThread(site, { member, title: 'Hep' });
    expect(await read(site, thread(id), member.cookie)).toContain(words.thread.rename);
    const short = await send(`/api/forum/threads/${id}/rename`, thread(id), 'rename', {
      title: 'Non',
    });
    expect(short.statusCode).toBe(422);
    expect(short.body).toContain('<details class="rename" open="">');
    const answer = await send(`/api/forum/threads/${id}/rename`, thread(id), 'rename', {
      title: 'Virement du douze novembre',
    });
    expect(answer.statusCode).toBe(303);
    expect(await read(site, thread(id))).toContain('Virement du douze novembre');
  });
});
