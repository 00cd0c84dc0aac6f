import { beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { debate } from '#tests/support/boycott-lifecycle.ts';
import { makeWorker } from '#tests/support/pledges.ts';
import { open } from '#tests/pages/community/forum.testing.ts';

/** What may be told of a boycott to others, and never beside a secret act. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
  await makeWorker(site);
});

describe.each(LANGUAGES)('in %s', (language) => {
  const words = messagesFor(language).boycotts;
  const page = (id: string): string => pathTo(language, 'boycott', { id });

  test('a boycott is sent on by address, text, code and picture', async () => {
    const { id } = await debate(site);
    const { body } = await open(site, pathTo(language, 'shareBoycott', { id }));
    expect(body).toContain(`value="http://localhost${page(id)}"`);
    // Nobody learns who shares by a copied address or a code: these come first.
    const places = ['data-enhance="copy"', 'class="qr"', 'https://wa.me/', 'data-enhance="share"'];
    const [copied, code, ...seen] = places.map((place) => body.indexOf(place));
    expect(Math.min(...seen)).toBeGreaterThan(code ?? 0);
    expect(code).toBeGreaterThan(copied ?? 0);
    expect(copied).toBeGreaterThan(0);
    expect(body).toContain(words.share.whatsApp);
    const beside = (await open(site, page(id))).body;
    expect(beside).not.toMatch(/wa\.me|data-enhance="share"/);
    const picture = await site.get(`${page(id)}/image.png`);
    expect([picture.statusCode, picture.headers['content-type']]).toEqual([200, 'image/png']);
    expect((await open(site, page(id))).body).toContain(`${page(id)}/image.png`);
  });
});
