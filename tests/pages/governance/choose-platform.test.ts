import { beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

/** A reply or a dispute that begins from the page itself: by a platform's name, without a script. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

describe.each(LANGUAGES)('in %s', (language) => {
  const words = messagesFor(language).replies.form;

  test.each(['reply', 'dispute'] as const)(
    '%s asks for a platform, and leads to its form',
    async (page) => {
      const empty = await site.get(pathTo(language, page));
      expect(empty.body).toContain(words.whose);
      const named = await site.get(pathTo(language, page, {}, { nom: 'clickworkr' }));
      expect(named.statusCode).toBe(302);
      const form = await site.get(String(named.headers.location));
      expect(form.body).toContain('Clickworker');
      expect(form.body).not.toContain(words.whose);
    },
  );

  test.each(['reply', 'dispute'] as const)(
    '%s says that it knows no such name, and keeps it',
    async (page) => {
      const typed = 'zzqx<b>';
      const { body } = await site.get(pathTo(language, page, {}, { nom: typed }));
      expect(body).toContain('role="alert"');
      expect(body).toContain('value="zzqx&lt;b&gt;"');
      expect(body).not.toContain(typed);
    },
  );
});
