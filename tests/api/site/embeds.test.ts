import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BADGE_STYLE, drawBadge } from '#server/site/share/draw-badge.ts';
import { verdictFacts } from '#server/site/share/verdict-facts.ts';
import { CARD_STYLE, writeCard } from '#server/site/share/write-card.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { platformResponse, type PlatformResponse } from '#shared/directory/platforms.ts';
import { STANDING_ORDER } from '#shared/evidence/standing.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/members.ts';

const MOST_BYTES = 2_048;
const EMBEDS = ['/badge/clickworker.svg', '/badge/en/clickworker.svg', '/card/clickworker'];

let site: TestApp;
let platform: PlatformResponse;

beforeAll(async () => {
  site = await createTestApp();
  platform = platformResponse.parse((await site.get('/api/platforms/clickworker')).json());
});
afterAll(() => site.app.close());

/** The platform as it could be: each number is the longest that there is. */
const withFigures = (changes: Partial<PlatformResponse> = {}): PlatformResponse => ({
  ...platform,
  evidence: {
    ...platform.evidence,
    slips: {
      ...platform.evidence.slips,
      until: '2026-09-30',
      paid: 20_005,
      notPaid: 1_000,
      medianDelayDays: 120,
    },
  },
  ...changes,
});
const factsOf = (of: PlatformResponse, language: 'fr' | 'en' = 'fr', demo = false) =>
  verdictFacts(of, { language, demo });

describe('a badge', () => {
  test('says the verdict in words, of how many, the days and up to when', () => {
    const badge = drawBadge(
      factsOf(withFigures({ standing: { ...platform.standing, state: 'reliable' } })),
    );
    const said = [...badge.matchAll(/<(?:title|text)[^>]*>([^<]*)</g)].map(([, words]) =>
      words?.replaceAll(/[\u00a0\u202f]/g, ' '),
    );
    expect(said.slice(1)).toEqual([
      'Clickworker',
      'Elle paie',
      '20 005 témoignages sur 21 005 disent payé · la moitié en 120 jours',
      'Dit par des membres de Contrenote, jusqu’au 30 septembre 2026.',
    ]);
    // Who cannot see the picture is told the same.
    expect(said[0]).toContain('Est-ce que Clickworker paie ? Elle paie. 20 005 témoignages');
    expect(badge).toContain('role="img" aria-labelledby="t"');
  });

  test.each([...STANDING_ORDER, 'unknown', 'closed'] as const)(
    'has at most 2 KB, whatever it says: %s',
    (state) => {
      const longest = withFigures({
        name: '☕&"'.repeat(40),
        standing: { ...platform.standing, state },
      });
      for (const language of LANGUAGES) {
        for (const demo of [false, true]) {
          const bytes = Buffer.byteLength(drawBadge(factsOf(longest, language, demo)));
          expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
        }
      }
    },
  );

  test('says that there are no figures, and that a demo is invented', () => {
    expect(drawBadge(factsOf(platform))).toContain('Pas encore assez de témoignages');
    expect(drawBadge(factsOf(platform, 'en', true))).toContain('members and figures are invented');
  });

  test('lets no name become markup', () => {
    const named = withFigures({ name: '<script>"&' });
    const links = { page: 'https://x.example/', more: '' };
    for (const text of [drawBadge(factsOf(named)), writeCard(factsOf(named), links)]) {
      expect(text).not.toContain('<script');
      expect(text).toContain('&lt;script&gt;');
    }
  });
});

describe.each(EMBEDS)('%s', (path) => {
  test('is for other sites: kept for an hour, by any cache, framed by any page', async () => {
    const { statusCode, headers } = await site.get(path);
    expect(statusCode).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=3600');
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect(headers['content-security-policy']).toContain('frame-ancestors *');
  });

  test('loads nothing, runs nothing, remembers nobody', async () => {
    const member = await makeMember(site);
    const response = await site.get(path, member.cookie);
    const { headers, body } = response;
    expect(headers['set-cookie']).toBeUndefined();
    const style = path.startsWith('/badge') ? BADGE_STYLE : CARD_STYLE;
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain(`default-src 'none'; style-src 'sha256-${hash}';`);
    expect(policy).toContain('sandbox allow-popups');
    expect(policy).not.toContain('allow-scripts');
    expect(body).toContain(`<style>${style}</style>`);
    expect(body).not.toMatch(/<script|\bsrc=|@import|url\(|\son\w+=/);
    expect(body).toBe((await site.get(path)).body);
  });

  test('is not there for a platform that is not', async () => {
    expect((await site.get(path.replace('clickworker', 'nobody'))).statusCode).toBe(404);
  });
});

describe('oEmbed', () => {
  const ask = (url: string, more = ''): ReturnType<TestApp['get']> =>
    site.get(`/oembed?url=${encodeURIComponent(url)}${more}`);

  test('answers for the page of a platform with its card, in the language of the page', async () => {
    const response = await ask('http://localhost/en/platforms/clickworker');
    expect(response.headers['access-control-allow-origin']).toBe('*');
    expect(response.json()).toMatchObject({
      version: '1.0',
      type: 'rich',
      title: 'Does Clickworker pay?',
      width: 400,
      html: expect.stringContaining('<iframe src="http://localhost/card/en/clickworker"'),
    });
  });

  test('is never larger than asked', async () => {
    const page = 'http://localhost/fr/plateformes/clickworker';
    const small = await ask(page, '&maxwidth=300&maxheight=150');
    expect(small.json()).toMatchObject({ width: 300, height: 150 });
    expect(small.json().html).toContain('width="300" height="150"');
    expect((await ask(page, '&maxwidth=9000')).json().width).toBe(400);
  });

  test.each([
    ['another site', 'https://elsewhere.example/fr/plateformes/clickworker', '', 404],
    ['another page', 'http://localhost/fr/forum', '', 404],
    ['no address', 'clickworker', '', 404],
    ['a platform that is not', 'http://localhost/fr/plateformes/nobody', '', 404],
    ['XML', 'http://localhost/fr/plateformes/clickworker', '&format=xml', 501],
    ['a size of nothing', 'http://localhost/fr/plateformes/clickworker', '&maxwidth=x', 422],
  ])('refuses %s', async (_, url, more, status) => {
    expect((await ask(url, more)).statusCode).toBe(status);
  });

  test('is found from the page', async () => {
    const { body } = await site.get('/fr/plateformes/clickworker');
    const [, found = ''] =
      /type="application\/json\+oembed" href="http:\/\/localhost([^"]+)"/.exec(body) ?? [];
    const response = await site.get(found.replaceAll('&amp;', '&'));
    expect(response.json().html).toContain('/card/clickworker"');
  });
});

describe.each([
  ['fr', '/fr/plateformes/clickworker/a-propos', ''],
  ['en', '/en/platforms/clickworker/about', '/en'],
])('the About tab (%s)', (_, path, language) => {
  test('shows the badge and three codes to copy', async () => {
    const { body } = await site.get(path);
    expect(body).toContain(`<img src="/badge${language}/clickworker.svg"`);
    const fields = /<input[^>]*type="text"[^>]*value="([^"]*)"|<textarea[^>]*>([^<]*)</g;
    const codes = [...body.matchAll(fields)].map(([, line, lines]) => line ?? lines);
    expect(codes).toContainEqual(
      expect.stringContaining(
        `&lt;img src=&quot;http://localhost/badge${language}/clickworker.svg`,
      ),
    );
    expect(codes).toContainEqual(
      expect.stringContaining(`&lt;iframe src=&quot;http://localhost/card${language}/clickworker`),
    );
    expect(codes).toContainEqual(
      expect.stringContaining(`[img]http://localhost/badge${language}/clickworker.svg[/img]`),
    );
  });
});
