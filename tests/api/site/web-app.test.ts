import { readdirSync } from 'node:fs';
import { Script, runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, test } from 'vitest';
import sharp from 'sharp';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout } from '#tests/support/factories.ts';
import { multipart } from '#tests/support/forms.ts';
import { messagesFor } from '#web/i18n/messages.ts';

/** The site as an app: its manifest, its service worker, and what is shared where there is no worker. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp({ built: true });
});

type Manifest = {
  id: string;
  start_url: string;
  scope: string;
  icons: { src: string; sizes: string; purpose: string }[];
  shortcuts: { url: string }[];
  share_target?: { action: string; method: string; params: object };
};

async function manifestOf(app: TestApp, language: string): Promise<Manifest> {
  return (await app.get(`/contrenote.${language}.webmanifest`)).json<Manifest>();
}

describe.each(['fr', 'en'])('the manifest in %s', (language) => {
  test('is named by every page, has icons of its sizes, and leads to pages that exist', async () => {
    const home = await site.get(`/${language}`);
    expect(home.body).toContain(`rel="manifest" href="/contrenote.${language}.webmanifest"`);
    const { start_url: start, scope, icons, shortcuts } = await manifestOf(site, language);
    expect([start, scope]).toEqual([`/${language}`, '/']);
    for (const { url } of shortcuts) expect((await site.get(url)).statusCode, url).toBe(200);
    expect(icons.map(({ purpose }) => purpose)).toEqual(['any', 'any', 'maskable', 'maskable']);
    for (const { src, sizes } of icons) {
      const { width, height } = await sharp((await site.get(src)).rawPayload).metadata();
      expect(`${width}x${height}`, src).toBe(sizes);
    }
  });

  test('asks the system for pictures alone: no title, text or address', async () => {
    const { share_target: target } = await manifestOf(site, language);
    expect(target).toMatchObject({ method: 'POST', enctype: 'multipart/form-data' });
    expect(target?.params).toEqual({ files: [{ name: 'picture', accept: ['image/*'] }] });
  });
});

describe('a picture shared where no service worker is', () => {
  const PICTURE = Buffer.alloc(2_000_000, 7);

  test.each([
    ['/fr/declarer/paiement/image', '/fr/declarer/paiement?share=missed', 'fr'],
    ['/en/report/pay-out/image', '/en/report/pay-out?share=missed', 'en'],
  ] as const)('%s leads to the form, which says so', async (path, form, language) => {
    const before = readdirSync(site.dataDir, { recursive: true }).length;
    const file = { name: 'nadia.png', type: 'image/png', bytes: PICTURE };
    const { payload, headers } = multipart({ text: 'private' }, file, 'picture');
    // The system posts without an origin.
    const answer = await site.app.inject({
      method: 'POST',
      url: path,
      headers: { host: 'localhost', accept: 'text/html', origin: 'null', ...headers },
      payload,
    });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, form]);
    expect(readdirSync(site.dataDir, { recursive: true })).toHaveLength(before);
    expect((await site.get(form)).body).toContain(messagesFor(language).redaction.share.missed);
    const again = await site.get(path);
    expect([again.statusCode, again.headers.location]).toEqual([302, form.split('?')[0]]);
  });
});

test('the form for a shared picture has the platform and the method of her last payout', async () => {
  const member = await makeMember(site);
  await makePayout(site, { member, slug: 'clickworker', method: 'paypal' });
  const shared = await site.get('/fr/declarer/paiement?share=1d0c2b', member.cookie);
  expect(shared.body).toMatch(/name="platform"[^>]*value="Clickworker"/);
  expect(shared.body).toMatch(/<option value="paypal" selected=""/);
  const plain = await site.get('/fr/declarer/paiement', member.cookie);
  expect(plain.body).not.toMatch(/name="platform"[^>]*value="Clickworker"/);
});

describe('the service worker', () => {
  test('is one, also at the paths of former ones, and caches no page but those for everybody', async () => {
    const { body, headers } = await site.get('/service-worker.js');
    expect(headers['cache-control']).toBe('public, max-age=3600');
    for (const path of ['/workbook-worker.js', '/push-worker.js']) {
      expect((await site.get(path)).body).toBe(body);
    }
    // A classic script: older browsers run no module there, and this throws for one.
    expect(() => new Script(body)).not.toThrow();
    const { offline, files, workbook } = JSON.parse(
      /^const SITE=(.*);$/m.exec(body)?.[1] ?? '{}',
    ) as { offline: object; files: string[]; workbook: { pages: string[]; files: string[] } };
    expect(Object.values(offline)).toEqual(['/fr/sans-ligne', '/en/offline']);
    expect(workbook.pages).toEqual(['/fr/carnet', '/en/workbook']);
    for (const path of [...files, ...workbook.files]) {
      expect(path).toMatch(/^\/(?:assets\/|icon\.svg$)/);
    }
  });

  test('where it is switched off, is replaced by one that removes it, and nothing is shared', async () => {
    const off = await createTestApp({ built: true, environment: { SERVICE_WORKER: 'false' } });
    const { body } = await off.get('/service-worker.js');
    const done: string[] = [];
    const listeners: Record<string, (event: object) => void> = {};
    let ended: Promise<unknown> = Promise.resolve();
    runInNewContext(body, {
      addEventListener: (kind: string, listener: (event: object) => void) => {
        listeners[kind] = listener;
      },
      skipWaiting: () => done.push('skipWaiting'),
      caches: {
        keys: async () => ['offline 1', 'shared-pictures'],
        delete: async (name: string) => done.push(name),
      },
      registration: { unregister: async () => done.push('unregister') },
    });
    listeners['install']?.({});
    listeners['activate']?.({ waitUntil: (work: Promise<unknown>) => (ended = work) });
    await ended;
    expect(done).toEqual(['skipWaiting', 'offline 1', 'shared-pictures', 'unregister']);
    expect((await manifestOf(off, 'fr')).share_target).toBeUndefined();
  });
});
