import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeReview } from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';

/** What members wrote in the other language says so, for screen readers; the page's own says nothing. */

const FRENCH = 'J’attends depuis trente jours, et vous ?';
const ENGLISH = 'They have not paid me for the second batch.';
let site: TestApp;
let id: string;
beforeAll(async () => {
  site = await createTestApp();
  const begun = await makeThread(site, { title: 'Où en est votre paiement ?', text: FRENCH });
  const { member } = begun;
  await makePost(site, begun.id, { member, text: ENGLISH });
  await makePost(site, begun.id, { member, text: 'OK' });
  id = begun.id;
  await makeReview(site, { text: FRENCH });
});

/** The languages of the texts of the posts, in their order. */
function languagesOf(body: string): (string | null)[] {
  return [...body.matchAll(/<div class="post-text"(?: lang="(\w+)")?>/g)].map(
    ([, language]) => language ?? null,
  );
}

async function read(path: string): Promise<string> {
  return (await site.get(path)).body;
}

describe('the language of what members wrote', () => {
  test('of a post is said where it is not the page’s and can be told', async () => {
    expect(languagesOf(await read(`/en/forum/threads/${id}`))).toEqual(['fr', null, null]);
    expect(languagesOf(await read(`/fr/forum/sujets/${id}`))).toEqual([null, 'en', null]);
  });

  test('of a topic, in words where it is not the page’s', async () => {
    const french = 'This topic is in French.';
    expect(await read(`/en/forum/threads/${id}`)).toContain(french);
    expect(await read(`/fr/forum/sujets/${id}`)).not.toContain('data-enhance="translate"');
    // A title of two words tells no language: its first post does.
    const short = await makeThread(site, { title: 'Clickworker', text: ENGLISH });
    expect(await read(`/fr/forum/sujets/${short.id}`)).toContain('Ce sujet est écrit en anglais.');
    expect(await read(`/en/forum/threads/${short.id}`)).not.toContain('data-enhance="translate"');
  });

  test('of a title, on its page and in lists', async () => {
    expect(await read(`/en/forum/threads/${id}`)).toContain('<h1 lang="fr">Où en est');
    expect(await read('/en/forum')).toMatch(/<(?:a|h\d) [^>]*lang="fr"[^>]*>Où en est/);
    expect(await read('/fr/forum')).not.toMatch(/<(?:a|h\d) [^>]*lang="fr"[^>]*>Où en est/);
  });

  test('of a review', async () => {
    const told = (body: string): string | undefined => /<p class="told"[^>]*>/.exec(body)?.[0];
    expect(told(await read('/en/platforms/clickworker/reviews'))).toContain('lang="fr"');
    expect(told(await read('/fr/plateformes/clickworker/avis'))).not.toContain('lang');
  });
});
