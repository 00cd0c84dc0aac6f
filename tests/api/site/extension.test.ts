import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { unzip } from '#tests/support/unzip.ts';

/** The extension that a site offers, for each browser; `tests/e2e/extension.test.ts` loads it. */

const PUBLIC_URL = 'https://contrenote.example';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp({ environment: { PUBLIC_URL } });
});

async function download(browser: string): Promise<Map<string, Buffer>> {
  const response = await site.get(`/contrenote-${browser}.zip`);
  expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'application/zip']);
  expect(response.headers['content-disposition']).toBe('attachment');
  expect(response.headers['set-cookie']).toBeUndefined();
  return unzip(response.rawPayload);
}

describe.each([
  ['firefox', { scripts: ['background.js'] }],
  ['chromium', { service_worker: 'background.js' }],
])('for %s', (browser, background) => {
  let files: Map<string, Buffer>;
  beforeAll(async () => {
    files = await download(browser);
  });

  test('has a background of its kind, and every file that it names', () => {
    const manifest = JSON.parse(String(files.get('manifest.json')));
    expect(manifest.background).toEqual(background);
    const named = [
      'background.js',
      ...manifest.content_scripts.flatMap(({ js }: { js: string[] }) => js),
      ...Object.values<string>(manifest.icons),
      `_locales/${manifest.default_locale}/messages.json`,
    ];
    expect(named.filter((name) => !files.has(name))).toEqual([]);
    const said = ['fr', 'en'].map((language) => {
      const messages = JSON.parse(String(files.get(`_locales/${language}/messages.json`)));
      return messages.description.message as string;
    });
    expect(new Set(said).size).toBe(2);
    // The limit of the shops.
    for (const text of said) expect(text.length).toBeLessThanOrEqual(132);
  });

  test('asks this site, for a query alone', () => {
    expect(String(files.get('background.js'))).toContain(`"${PUBLIC_URL}/api/lookup"`);
    expect(String(files.get('content.js'))).toContain(`"site":"${PUBLIC_URL}"`);
  });
});

test('Firefox is told whose it is, and what it sends', async () => {
  const manifest = JSON.parse(String((await download('firefox')).get('manifest.json')));
  expect(manifest.browser_specific_settings.gecko).toMatchObject({
    id: 'contrenote@contrenote.example',
    data_collection_permissions: { required: ['websiteActivity'] },
  });
});

test.each([
  ['/fr/dans-la-page', 'et d’aucun autre site'],
  ['/en/in-the-page', 'and of no other site'],
])('%s offers both, with what they ask for', async (path, words) => {
  const { body } = await site.get(path);
  for (const browser of ['firefox', 'chromium'])
    expect(body).toContain(`href="/contrenote-${browser}.zip"`);
  expect(body).toContain(words);
});
