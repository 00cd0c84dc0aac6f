import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeThread } from '#tests/support/forum.ts';

/** What somebody without an account finds from the home page on a phone, where the header has no sections. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const linksOf = (html: string): string[] =>
  [...html.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)].map(([, path = '']) =>
    path.replaceAll('&amp;', '&'),
  );

describe.each(['fr', 'en'])('in %s', (language) => {
  test('each section of the wide header is linked below it too', async () => {
    const { body } = await site.get(`/${language}`);
    const [head = '', rest = ''] = body.split('</header>');
    const nav = /<nav.*?<\/nav>/s.exec(head)?.[0] ?? '';
    const sections = linksOf(nav);
    expect(sections).toHaveLength(5);
    expect(linksOf(rest)).toEqual(expect.arrayContaining(sections));
  });

  test('the forum leads to the boycotts, which share its place in the bar', async () => {
    const { body } = await site.get(`/${language}/forum`);
    expect(linksOf(body.split('</header>')[1]?.split('<footer')[0] ?? '')).toContain(
      `/${language}/boycotts`,
    );
  });
});

describe('to follow a topic', () => {
  test('she reads why an account is needed, and both ways lead back to the topic', async () => {
    const { id } = await makeThread(site);
    const topic = `/fr/forum/sujets/${id}`;
    const link = linksOf((await site.get(topic)).body).find((path) => path.includes('for=follow'));
    const signIn = await site.get(link ?? '/no-link');
    expect(signIn.body).toContain('Pour être prévenu·e, il faut un compte');
    expect(signIn.body).not.toContain('Pour cette page');
    expect(linksOf(signIn.body)).toContain(`/fr/inscription?next=${encodeURIComponent(topic)}`);
    expect(signIn.body).toContain(`name="next" value="${topic}"`);
  });

  test('another page that needs an account still says so of itself', async () => {
    const { body } = await site.get('/fr/connexion?next=%2Ffr%2Freglages');
    expect(body).toContain('Pour cette page, il faut un compte');
  });
});
