import { afterEach, beforeAll, expect, test } from 'vitest';
import type { LightMyRequestResponse } from 'fastify';
import { imageFileNames } from '#server/media/files/store-image.ts';
import { keyedHash, openSecrets } from '#server/core/secrets.ts';
import type { ErrorResponse } from '#shared/core/errors.ts';
import type { PublishedProof } from '#shared/evidence/proofs.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember, showNow } from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';
import { toOcrResult, type OcrResult } from '#server/media/ocr/ocr-result.ts';
import type { OcrWord } from '#shared/media/ocr-words.ts';
import { drawScreen, linesOf } from '#tests/support/payment-screens.ts';
import { LONGEST_TURN_MS, longestTurnOf } from '#tests/support/event-loop-blocking.ts';
import { PAYOUT_FORM } from '#tests/support/payout-form.ts';
import { readPixel } from '#tests/files/pictures.ts';

/** No picture that seems to show something personal is published unasked. */
let site: TestApp;
let member: TestMember;
let personal: Buffer;
let harmless: Buffer;
let read: TestApp['reader']['read'];
beforeAll(async () => {
  site = await createTestApp();
  read = site.reader.read;
  member = await makeMember(site);
  harmless = await drawScreen(linesOf(1));
  const more = [
    ['IBAN', ''],
    ['', 'FR76 3000 6000 0112 3456 7890 189'],
    ['Compte', 'amina.rakoto@example.org'],
  ] as const;
  personal = await drawScreen(linesOf(1, more));
});
afterEach(() => {
  site.reader.read = read;
});

type Answers = Readonly<Record<string, string | readonly string[]>>;

function post(
  fields: Record<string, string>,
  bytes?: Buffer,
  cookie = member.cookie,
): Promise<LightMyRequestResponse> {
  const file = bytes === undefined ? '' : { bytes };
  return postForm(
    site,
    '/api/payouts',
    { ...PAYOUT_FORM, ...fields },
    { cookie, file, html: true },
  );
}

/** What a browser would send of the second look: hidden fields, what is ticked, and the answer. */
function lookFields(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const name of ['_image', '_marks', '_looked']) {
    const value = new RegExp(`name="${name}"[^>]*value="([^"]+)"`).exec(html)?.[1];
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}

function placesIn(html: string): string[] {
  return [...html.matchAll(/name="_uncover"[^>]*value="([^"]+)"/g)].map((match) => match[1] ?? '');
}

/** As the reader's process answers: by the rules, not with the words. */
function answerFor(words: readonly OcrWord[]): OcrResult {
  const grey = { data: Buffer.alloc(100), width: 10, height: 10 };
  const readings = [{ words, turn: 0, width: 720, height: 4000 }] as const;
  return toOcrResult({ grey, readings }, { keep: [], coversAll: false });
}

const lookAt = (picture: Buffer): ReturnType<typeof read> =>
  read({ picture, keep: [], coversAll: false });

const countPayouts = (): Promise<number> => site.database.prisma.payout.count();

async function published(response: LightMyRequestResponse): Promise<PublishedProof> {
  expect(response.statusCode, response.body.slice(0, 500)).toBe(303);
  const id = /mes-paiements\/([0-9a-z]{12})/.exec(String(response.headers.location))?.[1];
  await showNow(site, id ?? '');
  return (await site.get(`/api/payouts/${id}`)).json();
}

const keyOf = (payout: PublishedProof): string =>
  payout.screenshot?.reading.url.split('/')[2] ?? '';

test('a picture on which nothing seems personal is published at once', async () => {
  expect((await published(await post({}, harmless))).screenshot).not.toBeNull();
});

test('what seems personal is shown to its author alone, and nothing is published', async () => {
  const before = await countPayouts();
  const response = await post({}, personal);
  expect(response.statusCode).toBe(422);
  expect(response.body).toContain('Cette image semble montrer des données personnelles');
  expect(response.body).toContain('value="27,43"');
  expect(placesIn(response.body).length).toBeGreaterThanOrEqual(2);
  expect(response.body).toContain('IBAN');
  expect(await countPayouts()).toBe(before);

  const url = /<image href="([^"]+)"/.exec(response.body)?.[1] ?? '';
  const shown = await site.get(url, member.cookie);
  expect([shown.statusCode, shown.headers['cache-control']]).toEqual([200, 'private, no-store']);
  const other = await makeMember(site);
  expect((await site.get(url, other.cookie)).statusCode).toBe(404);
  expect((await site.get(url)).statusCode).toBe(401);
  const { _looked: key = '' } = lookFields(response.body);
  expect((await site.get(`/files/${key}/reading.webp`, member.cookie)).statusCode).toBe(404);
});

test('covered places are gone from the picture that is published, and the other files with them', async () => {
  const first = await post({}, personal);
  const look = lookFields(first.body);
  const places = placesIn(first.body);
  const response = await postMany({ ...look, _answer: 'cover' });
  const payout = await published(response);
  const key = keyOf(payout);
  expect(key).not.toBe(look['_looked']);
  expect(await site.store.get(imageFileNames(look['_looked'] ?? '').reading)).toBeNull();
  expect(await site.store.get(imageFileNames(look['_looked'] ?? '').thumbnail)).toBeNull();
  const { bytes } = (await site.store.get(imageFileNames(key).reading)) ?? { bytes: Buffer.of() };
  const kinds = (await lookAt(bytes))?.boxes.map(({ kind }) => kind);
  expect(kinds).not.toContain('iban');
  expect(kinds).not.toContain('email');
  // One flat colour from edge to edge: no letter shines through.
  for (const place of places) {
    const [left = 0, top = 0, width = 0, height = 0] = place.split('_').map(Number);
    for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) {
      const x = Math.round(left + width * share);
      const pixel = await readPixel(bytes, x, Math.round(top + height / 2));
      expect(Math.max(...Object.values(pixel)) - 0x6b, `${place} at ${x}`).toBeLessThan(6);
      expect(Math.min(...Object.values(pixel)) - 0x6b, `${place} at ${x}`).toBeGreaterThan(-6);
    }
  }
});

test('what she leaves readable is hers to decide: no second question', async () => {
  const first = await post({}, personal);
  const [one = '', ...others] = placesIn(first.body);
  const answers = { ...lookFields(first.body), _answer: 'cover', _uncover: one };
  const key = keyOf(await published(await postMany(answers)));
  const { bytes } = (await site.store.get(imageFileNames(key).reading)) ?? { bytes: Buffer.of() };
  const left = (await lookAt(bytes))?.boxes.length ?? 0;
  expect([left > 0, left < others.length + 1]).toEqual([true, true]);
});

test('a script may name the places to cover itself', async () => {
  const first = await post({}, personal);
  const [one = ''] = placesIn(first.body);
  const answers = { ...lookFields(first.body), _answer: 'cover', _cover: one };
  expect(keyOf(await published(await postMany(answers)))).not.toBe(
    lookFields(first.body)['_looked'],
  );
});

test('two hundred places are covered by one answer', async () => {
  const words = Array.from({ length: 200 }, (_, index) => ({
    text: `${index}@exemple.org`,
    box: { left: 40, top: 20 + index * 20, width: 200, height: 12 },
    line: index,
  }));
  site.reader.read = async () => answerFor(words);
  const first = await post({}, await drawScreen(linesOf(2)));
  expect(placesIn(first.body)).toHaveLength(200);
  await published(await postMany({ ...lookFields(first.body), _answer: 'cover' }));
});

test('the rules on a long receipt, which take up to a second, hold nobody up', async () => {
  const words = Array.from({ length: 3_750 }, (_, nth) => ({
    text: String(nth * 7_919),
    box: { left: (nth % 25) * 60, top: Math.floor(nth / 25) * 20, width: 50, height: 15 },
    line: Math.floor(nth / 25),
  }));
  const reading = answerFor(words);
  expect(reading.boxes.length).toBeGreaterThan(0);
  site.reader.read = async () => reading;
  const longest = await longestTurnOf(3, async () => {
    expect((await post({}, harmless)).statusCode).toBeLessThan(500);
  });
  expect(longest).toBeLessThan(LONGEST_TURN_MS);
});

test('the reader’s process tells by the rules what is personal', async () => {
  const kinds = (await lookAt(personal))?.boxes.map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['iban', 'email']));
});

test('said not to be personal, it is published as it is', async () => {
  const first = await post({}, personal);
  const look = lookFields(first.body);
  const payout = await published(await postMany({ ...look, _answer: 'publish' }));
  expect(keyOf(payout)).toBe(look['_looked']);
});

test('another picture is looked at again, and the first one erased', async () => {
  const first = await post({}, await drawScreen([['Carte', '5500 0055 5555 5559']]));
  const look = lookFields(first.body);
  const other = await drawScreen([
    ['Carte', '4970 1012 3456 7893'],
    ['Mail', 'b.c@example.com'],
  ]);
  const response = await post({ ...look, _answer: 'publish' }, other);
  expect(response.statusCode).toBe(422);
  expect(lookFields(response.body)['_looked']).not.toBe(look['_looked']);
  expect(await site.store.get(imageFileNames(look['_looked'] ?? '').reading)).toBeNull();
});

test('a wrong field beside it: the answer stands, and one look is enough', async () => {
  let looks = 0;
  site.reader.read = (request) => {
    looks += 1;
    return read(request);
  };
  const first = await post({ expected: 'beaucoup' }, personal);
  expect(first.body).toContain('Cette image semble montrer');
  const answers = { ...lookFields(first.body), _answer: 'publish' };
  const second = await postMany({ ...answers, expected: 'beaucoup' });
  expect(second.statusCode).toBe(422);
  expect(second.body).not.toContain('Cette image semble montrer');
  expect(second.body).toMatch(/<input(?=[^>]*name="_answer")(?=[^>]*value="publish")[^>]*checked/);
  await published(await postMany({ ...lookFields(second.body), _answer: 'publish' }));
  expect(looks).toBe(1);
});

test('where nobody could look, she looks herself and says so', async () => {
  site.reader.read = async () => null;
  const first = await post({}, harmless);
  expect(first.statusCode).toBe(422);
  expect(first.body).toContain('Nous n’avons pas pu relire cette image');
  expect(first.body).toContain('<image href="/files/kept/form/');
  const look = lookFields(first.body);
  expect((await postMany(look)).statusCode).toBe(422);
  expect(keyOf(await published(await postMany({ ...look, _answer: 'publish' })))).toBe(
    look['_looked'],
  );
});

test('a script is told the key of the picture, and answers with it', async () => {
  const options = { cookie: member.cookie, file: { bytes: personal } };
  const send = (fields: Record<string, string>): ReturnType<typeof postForm> =>
    postForm(site, '/api/payouts', { ...PAYOUT_FORM, ...fields }, options);
  const { screenshot } = (await send({})).json<ErrorResponse>().error.fields ?? {};
  expect(screenshot).toEqual({
    code: 'image-shows-personal',
    limit: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  const answer = { _looked: screenshot?.limit ?? '', _answer: 'publish' };
  expect((await send({ ...answer, _looked: '0'.repeat(64) })).statusCode).toBe(422);
  expect((await send(answer)).statusCode).toBe(201);
});

test('nothing that was read is stored, nor a hash that could be tried with the key', async () => {
  await published(await post({}, harmless));
  const rows = await site.database.prisma.screenshot.findMany();
  const kept = JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? '' : value));
  const key = openSecrets(null, site.dataDir).keyFor('picture tokens');
  for (const word of ['45,56', '4556', '362,51', '36251', 'Montant']) {
    expect(kept).not.toContain(`"${word}`);
    expect(kept).not.toContain(keyedHash(key, word).slice(0, 16));
  }
});

/** Several values under one name, as ticked boxes send them. */
function postMany(fields: Answers): Promise<LightMyRequestResponse> {
  const boundary = 'many';
  const parts = Object.entries({ ...PAYOUT_FORM, ...fields }).flatMap(([name, value]) =>
    [value]
      .flat()
      .map(
        (one) =>
          `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${one}\r\n`,
      ),
  );
  return site.app.inject({
    method: 'POST',
    url: '/api/payouts',
    payload: `${parts.join('')}--${boundary}--\r\n`,
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      host: 'localhost',
      origin: 'http://localhost',
      cookie: member.cookie,
      accept: 'text/html',
    },
  });
}
