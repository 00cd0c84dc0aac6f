import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { runHourlyJobs } from '#tests/support/run-hourly-jobs.ts';
import type { PublishedProof } from '#shared/evidence/proofs.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, showNow, type TestMember } from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';
import { makePlainPng } from '#tests/support/screenshots.ts';
import { PAYOUT_FORM } from '#tests/support/payout-form.ts';

let site: TestApp;
let member: TestMember;
let png: Buffer;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site);
  png = await makePlainPng();
});

const FIELDS = { ...PAYOUT_FORM, solicited: 'on' };
const HOUR_MS = 3_600_000;

async function publish(fields = FIELDS, bytes = png): Promise<PublishedProof> {
  const options = { cookie: member.cookie, file: { bytes } };
  const response = await postForm(site, '/api/payouts', fields, options);
  expect(response.statusCode, response.body).toBe(201);
  const id = await showNow(site, response.json<{ id: string }>().id);
  return (await site.get(`/api/payouts/${id}`)).json();
}

async function storedFiles(): Promise<string[]> {
  const entries = await readdir(join(site.dataDir, 'files'), { recursive: true }).catch(() => []);
  return entries.filter((name) => name.endsWith('.webp'));
}

/** The clock of the jobs is that of the machine: it dates the files. */
function sweep(hoursFromNow: number): Promise<void> {
  return runHourlyJobs({
    ...site,
    clock: () => new Date(Date.now() + hoursFromNow * HOUR_MS),
  });
}

function keptPicture(html: string): string {
  return /name="_image"[^>]*value="([^"]+)"/.exec(html)?.[1] ?? '';
}

test('a picture chosen or left out: a browser sends a file either way', async () => {
  const { screenshot } = await publish();
  expect(screenshot).toMatchObject({
    thumbnail: { width: 80, height: 120 },
    reading: { width: 80, height: 120 },
  });
  const options = { cookie: member.cookie, file: '' } as const;
  expect((await postForm(site, '/api/payouts', FIELDS, options)).statusCode).toBe(201);
});

test('a browser is sent on to its receipt', async () => {
  const options = { cookie: member.cookie, file: { bytes: png }, html: true };
  const response = await postForm(site, '/api/payouts', FIELDS, options);
  expect(response.statusCode).toBe(303);
  const proof = await site.get(String(response.headers.location), member.cookie);
  expect(proof.statusCode).toBe(200);
  expect(proof.body).toContain('C’est noté.');
});

test('a visitor’s picture is not even decoded', async () => {
  const before = await storedFiles();
  const file = { bytes: await makePlainPng() };
  const response = await postForm(site, '/api/payouts', FIELDS, { file, html: true });
  expect(response.statusCode).toBe(401);
  expect(response.body).toContain('27,43');
  expect(await storedFiles()).toEqual(before);
});

describe('a refused picture keeps what was typed and says why', () => {
  const HEIC = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0heicmif1', 'latin1');
  const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  const gif = (): Promise<Buffer> =>
    sharp({ create: { width: 60, height: 60, channels: 3, background: '#fff' } })
      .gif()
      .toBuffer();
  const animated = (): Promise<Buffer> =>
    sharp(Buffer.concat([Buffer.alloc(60 * 60 * 3, 9), Buffer.alloc(60 * 60 * 3, 200)]), {
      raw: { width: 60, height: 120, channels: 3, pageHeight: 60 },
    })
      .webp()
      .toBuffer();
  const tiny = (): Promise<Buffer> =>
    sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
  test.each<[string, () => Promise<Buffer> | Buffer, string]>([
    ['HEIC', () => HEIC, 'Le site ne lit pas le format HEIC'],
    ['SVG', () => SVG, 'Le site ne lit pas le format SVG'],
    ['GIF', gif, 'Le site ne lit pas le format GIF'],
    ['animated', animated, 'Cette image est animée'],
    ['no image', () => Buffer.from('hello'), 'Ce fichier n’est pas une image'],
    ['too small', tiny, 'trop petite'],
    ['cut short', () => png.subarray(0, 300), 'abîmée'],
    ['too heavy', () => Buffer.alloc(12 * 1024 * 1024 + 5), 'Au plus 12 Mo'],
  ])('%s', async (_, bytes, sentence) => {
    const before = await site.database.prisma.payout.count();
    const options = { cookie: member.cookie, file: { bytes: await bytes() }, html: true };
    const response = await postForm(site, '/api/payouts', FIELDS, options);
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain(sentence);
    for (const typed of ['value="clickworker"', 'value="27,43"', 'value="2026-11-03"']) {
      expect(response.body).toContain(typed);
    }
    expect(response.body).toMatch(
      /<input(?=[^>]*name="outcome")(?=[^>]*value="received")[^>]*checked/,
    );
    expect(response.body).toMatch(/<input(?=[^>]*name="solicited")[^>]*checked/);
    expect(await site.database.prisma.payout.count()).toBe(before);
  });
});

test('picture and fields are refused in one answer', async () => {
  const response = await postForm(
    site,
    '/api/payouts',
    { ...FIELDS, receivedOn: '2026-12-01', platform: 'Nulle part' },
    { cookie: member.cookie, file: { bytes: Buffer.from('hello') } },
  );
  const { error } = response.json<{ error: { fields: object } }>();
  expect(error.fields).toMatchObject({
    screenshot: { code: 'image-not-an-image' },
    receivedOn: { code: 'in-the-future' },
    platform: { code: 'unknown-platform' },
  });
});

describe('a good picture with a wrong field', () => {
  const refused = async (
    fields: Record<string, string>,
    cookie = member.cookie,
  ): Promise<string> => {
    const file = { bytes: await makePlainPng() };
    const response = await postForm(site, '/api/payouts', fields, { cookie, file, html: true });
    expect(response.statusCode).toBe(422);
    return keptPicture(response.body);
  };

  test.each<[string, Record<string, string>]>([
    ['that a schema refuses', { ...FIELDS, outcome: 'lost' }],
    ['that a rule refuses', { ...FIELDS, expected: 'beaucoup' }],
  ])('%s comes back with the form, and is used', async (_, fields) => {
    const kept = await refused(fields);
    expect(kept).toMatch(/^[0-9a-f]{64}\.[0-9a-f]{64}$/);
    const options = { cookie: member.cookie, file: '' } as const;
    const again = await postForm(site, '/api/payouts', { ...FIELDS, _image: kept }, options);
    expect(again.statusCode).toBe(201);
    const id = await showNow(site, again.json<{ id: string }>().id);
    const proof = await site.get(`/api/payouts/${id}`);
    const { screenshot } = proof.json<PublishedProof>();
    expect(screenshot?.reading.url).toContain(kept.slice(0, 64));
    expect((await site.get(screenshot?.reading.url ?? '')).statusCode).toBe(200);
  });

  test('cannot be used by somebody else, nor made up', async () => {
    const kept = await refused({ ...FIELDS, outcome: 'lost' });
    const other = await makeMember(site);
    const { reading } = (await publish()).screenshot ?? {};
    const published = reading?.url.split('/')[2] ?? '';
    for (const [image, cookie] of [
      [kept, other.cookie],
      [published, member.cookie],
      [`${published}.${'0'.repeat(64)}`, member.cookie],
      ['../../secret.key', member.cookie],
    ] as const) {
      const fields = { ...FIELDS, _image: image };
      const response = await postForm(site, '/api/payouts', fields, { cookie });
      expect(response.statusCode).toBe(422);
      expect(response.json()).toMatchObject({
        error: { fields: { screenshot: { code: 'image-damaged' } } },
      });
    }
  });

  test('is swept after a day, and then asked for again', async () => {
    const kept = await refused({ ...FIELDS, outcome: 'lost' });
    const options = { cookie: member.cookie, html: true };
    await sweep(23);
    const still = await postForm(
      site,
      '/api/payouts',
      { ...FIELDS, received: '?', _image: kept },
      options,
    );
    expect(keptPicture(still.body)).toBe(kept);
    await sweep(25);
    const gone = await postForm(site, '/api/payouts', { ...FIELDS, _image: kept }, options);
    expect(gone.statusCode).toBe(422);
    expect(keptPicture(gone.body)).toBe('');
  });
});

describe('sweeping and withdrawing', () => {
  test('a file without a row goes after 24 hours, not before; one with a row stays', async () => {
    const { screenshot } = await publish();
    const own = screenshot?.reading.url.split('/')[2] ?? '';
    const orphan = '0'.repeat(64);
    await site.store.put(`${orphan}.webp`, Buffer.from('orphan'));
    await sweep(23);
    expect(await site.store.get(`${orphan}.webp`)).not.toBeNull();
    await sweep(25);
    expect(await site.store.get(`${orphan}.webp`)).toBeNull();
    expect(await site.store.get(`${own}.webp`)).not.toBeNull();
  });

  test('a withdrawn payout takes its files with it, but not another’s', async () => {
    const bytes = await makePlainPng();
    const [first, second] = [await publish(FIELDS, bytes), await publish(FIELDS, bytes)];
    const url = first.screenshot?.reading.url ?? '';
    const key = url.split('/')[2] ?? '';
    expect(second.screenshot?.reading.url).toBe(url);
    await site.post(`/api/payouts/${first.id}/withdraw`, {}, member.cookie);
    expect((await site.get(url)).statusCode).toBe(200);
    await site.post(`/api/payouts/${second.id}/withdraw`, {}, member.cookie);
    expect((await site.get(url)).statusCode).toBe(404);
    expect((await site.get(second.screenshot?.thumbnail.url ?? '')).statusCode).toBe(404);
    expect(await site.store.get(`${key}.webp`)).toBeNull();
    expect(await site.store.get(`${key}-thumb.webp`)).toBeNull();
  });

  test('a picture is added later, replaced and taken away again', async () => {
    const options = { cookie: member.cookie };
    const plain = await postForm(site, '/api/payouts', FIELDS, options);
    const { id } = plain.json<{ id: string }>();
    const urlNow = async (): Promise<string | undefined> =>
      (await site.get(`/api/payouts/${id}`)).json<PublishedProof>().screenshot?.reading.url;
    const change = (fields: object, bytes?: Buffer): ReturnType<typeof postForm> =>
      postForm(
        site,
        `/api/payouts/${id}`,
        { ...FIELDS, ...fields },
        { ...options, ...(bytes === undefined ? {} : { file: { bytes } }) },
      );
    await change({}, png);
    await showNow(site, id);
    const first = await urlNow();
    await change({ method: 'wise' });
    expect(await urlNow()).toBe(first);
    await change({}, await makePlainPng());
    const second = await urlNow();
    expect(second).not.toBe(first);
    await change({ removeScreenshot: 'on' });
    expect(await urlNow()).toBeUndefined();
    expect((await site.get(second ?? '')).statusCode).toBe(404);
  });

  test('withdrawing and posting one picture at the same time leaves no row without file', async () => {
    const bytes = await makePlainPng();
    for (let round = 0; round < 5; round += 1) {
      const { id, screenshot } = await publish(FIELDS, bytes);
      const [again] = await Promise.all([
        publish(FIELDS, bytes),
        site.post(`/api/payouts/${id}/withdraw`, {}, member.cookie),
      ]);
      expect((await site.get(screenshot?.reading.url ?? '')).statusCode).toBe(200);
      await site.post(`/api/payouts/${again.id}/withdraw`, {}, member.cookie);
    }
  });

  test('the files are there before the row', async () => {
    const hold = site.store.put;
    const rows: number[] = [];
    const before = await site.database.prisma.screenshot.count();
    site.store.put = async (name, content) => {
      await hold(name, content);
      rows.push(await site.database.prisma.screenshot.count());
    };
    await publish(FIELDS, await makePlainPng()).finally(() => {
      site.store.put = hold;
    });
    expect(rows).toEqual([before, before]);
  });
});
