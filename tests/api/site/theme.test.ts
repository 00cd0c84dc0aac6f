import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const choose = (theme: string): ReturnType<TestApp['post']> =>
  site.post('/api/theme', { theme, _from: '/fr/moi', _form: 'theme' }, undefined, {
    headers: { accept: 'text/html' },
  });

describe('POST /api/theme', () => {
  test('keeps the choice in a cookie, which every page follows', async () => {
    const chosen = await choose('dark');
    expect(chosen.statusCode).toBe(303);
    expect(chosen.headers.location).toBe('/fr/moi?done=theme-chosen');
    const cookie = String(chosen.headers['set-cookie']).split(';')[0] ?? '';
    for (const url of ['/fr', '/en/platforms', '/fr/moi']) {
      const page = await site.app.inject({ url, headers: { cookie } });
      expect(page.body, url).toContain('data-theme="dark"');
      expect((await site.app.inject({ url })).body, url).not.toContain('data-theme');
    }
  });

  test('forgets the choice of who follows the device again', async () => {
    expect(String((await choose('device')).headers['set-cookie'])).toContain('Max-Age=0');
  });

  test('refuses another theme, and says so at the form', async () => {
    const refused = await choose('pink');
    expect(refused.statusCode).toBe(422);
    expect(refused.headers['set-cookie']).toBeUndefined();
    expect(refused.body).toContain('class="issue"');
  });
});
