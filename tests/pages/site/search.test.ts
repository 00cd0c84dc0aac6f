import { beforeAll, describe, expect, test } from 'vitest';
import { makeThread, recount } from '#tests/api/site/search.testing.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';

let site: TestApp;
let thread: string;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site, { pseudonym: 'Alice' });
  const { id } = await makeThread(site, {
    title: 'Clickworker et le virement bloqué',
    texts: ['Mon **virement** attend.', '<script>alert(1)</script> virement & co', 'virement'],
    member,
    platform: 'clickworker',
  });
  thread = id;
  await makePayout(site, { slug: 'clickworker', screenshot: true, method: 'bank-transfer' });
  await recount(site);
});

async function open(path: string, cookie = ''): Promise<string> {
  const headers = { host: 'localhost', accept: 'text/html', cookie };
  const response = await site.app.inject({ url: path, headers });
  expect(response.statusCode, response.body).toBe(200);
  return response.body.replaceAll('<!-- -->', '');
}

describe('the search page', () => {
  test('shows what was found, the words marked, with the way to each', async () => {
    const body = await open('/fr/recherche?q=clickworker+virements');
    expect(body).toContain('<meta name="robots" content="noindex');
    expect(body).toContain(`href="/fr/forum/sujets/${thread}"`);
    expect(body).toContain('<mark>Clickworker</mark> et le <mark>virement</mark> bloqué');
    expect(body).toContain('Mon <mark>virement</mark> attend.');
    expect(body).toContain('href="/fr/plateformes/clickworker"');
    expect(body).toContain('href="/fr/membres/Alice"');
    expect(body).toContain('1\u00a0message trouvé');
  });

  test('shows the text of a reply as text', async () => {
    const body = await open('/en/search?q=virement&kind=post');
    expect(body).toContain(`href="/en/forum/threads/${thread}#m2"`);
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt; <mark>virement</mark> &amp; co');
    expect(body).not.toContain('<script>alert(1)');
  });

  test('keeps what was typed, and only the filters that narrow it are unfolded', async () => {
    const plain = await open('/fr/recherche?q=virement');
    expect(plain).toMatch(/<details class="search-filters">/);
    const narrow = await open('/fr/recherche?q=virement&member=Alice&from=2026-01-01&kind=thread');
    expect(narrow).toMatch(/<details class="search-filters" open="">/);
    for (const value of ['virement', 'Alice', '2026-01-01']) {
      expect(narrow).toContain(`value="${value}"`);
    }
    expect(narrow).toContain('Filtrer (3\u00a0filtres)');
  });

  test.each([
    ['/fr/recherche', 'Tapez un ou deux mots.'],
    ['/fr/recherche?q=%26', 'Tapez un ou deux mots.'],
    ['/en/search?q=the&kind=post', 'These words are everywhere.'],
    [`/en/search?q=${'a'.repeat(201)}`, 'Type at most 200 characters.'],
    [
      '/fr/recherche?q=virement&from=hier',
      'Nous n’avons pas compris, et donc laissé de côté\u00a0: Depuis le.',
    ],
    ['/fr/recherche?q=virement&from=2026-02-02&to=2026-02-01', 'La fin est avant le début.'],
    [
      '/fr/recherche?q=virement&member=Personne',
      'Aucun membre ne s’appelle «\u00a0Personne\u00a0».',
    ],
    ['/en/search?q=virement&platform=zzzzzz', 'We know no platform called “zzzzzz”.'],
    ['/fr/recherche?q=virment', 'Nous n’avons rien trouvé pour «\u00a0virment\u00a0».'],
    ['/fr/recherche?q=introuvable', 'Personne n’a encore parlé de «\u00a0introuvable\u00a0».'],
  ])('says what is wrong, or what to do: %s', async (path, sentence) => {
    expect(await open(path)).toContain(sentence);
  });

  test('a filter that nobody answers to is left out, the rest is shown', async () => {
    const body = await open('/fr/recherche?q=virement&member=Personne&page=99');
    expect(body).toContain('<mark>virement</mark>');
  });

  test('an empty result leads to the question that can be asked', async () => {
    const ask = '/fr/forum/nouveau-sujet?titre=introuvable';
    expect(await open('/fr/recherche?q=introuvable')).toContain(`href="${ask}"`);
    expect(await open(ask, member.cookie)).toMatch(/name="title"[^>]*value="introuvable"/);
  });

  test('where no platform is called so, everything can be searched', async () => {
    const body = await open('/fr/plateformes?q=introuvable');
    expect(body).toContain('href="/fr/recherche?q=introuvable"');
  });
});
