import { beforeAll, describe, expect, test } from 'vitest';
import { foldName } from '#shared/core/text.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { platformId } from '#tests/support/factories.ts';

/** Addresses of a platform as people write them, which lead to the one that it has. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
  const text = 'TryMyUI';
  await site.database.prisma.platformName.create({
    data: {
      platformId: await platformId(site, 'appen'),
      kind: 'alias',
      text,
      key: foldName(text),
    },
  });
});

const browse = (url: string, language = 'fr') =>
  site.app.inject({
    url,
    headers: { host: 'localhost', accept: 'text/html', 'accept-language': language },
  });

describe('an address of a platform', () => {
  test.each([
    ['/fr/plateformes/Clickworker', '/fr/plateformes/clickworker'],
    ['/en/platforms/CLICKWORKER', '/en/platforms/clickworker'],
    // An alias, in capitals and without.
    ['/fr/plateformes/tryMyUI', '/fr/plateformes/appen'],
    ['/fr/plateformes/trymyui', '/fr/plateformes/appen'],
    // Without a language.
    ['/plateformes/tryMyUI', '/fr/plateformes/tryMyUI'],
    ['/platforms/clickworker', '/fr/plateformes/clickworker'],
  ])('%s leads to %s', async (url, path) => {
    const answer = await browse(url);
    expect([answer.statusCode, answer.headers.location]).toEqual([302, path]);
  });

  test.each(['/fr/plateformes/NoSuchOne', '/fr/plateformes/no-such-one'])(
    '%s of none is not found',
    async (url) => {
      expect((await browse(url)).statusCode).toBe(404);
    },
  );

  test('leads on to the page in the end, whatever its form', async () => {
    let url = '/plateformes/tryMyUI';
    for (let steps = 0; steps < 3; steps += 1) {
      const answer = await browse(url, 'en');
      if (answer.statusCode === 200) break;
      url = String(answer.headers.location);
    }
    expect(url).toBe('/en/platforms/appen');
  });
});
