import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import type { LightMyRequestResponse } from 'fastify';
import { openOcrEngine, type OcrEngine } from '#server/media/ocr/ocr-engine.ts';
import { imageFileNames } from '#server/media/files/store-image.ts';
import type { PublishedProof } from '#shared/evidence/proofs.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, showNow, type TestMember } from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';
import { drawScreen, linesOf, type ScreenLine } from '#tests/support/payment-screens.ts';
import { PAYOUT_FORM } from '#tests/support/payout-form.ts';

/** Without a script the server covers all that is not known to be harmless, before anything is public. */
let site: TestApp;
let member: TestMember;
let engine: OcrEngine;

const PERSONAL: readonly ScreenLine[] = [
  ['Titulaire', 'Amina Rakotomalala'],
  ['Adresse', '12 rue des Lilas'],
  ['', '35000 Rennes'],
  ['Code cadeau', 'AQ7K-99XP-2MLD'],
];
let picture: Buffer;

beforeAll(async () => {
  engine = await openOcrEngine();
  site = await createTestApp();
  member = await makeMember(site);
  picture = await drawScreen(linesOf(3, PERSONAL));
});

function post(fields: Record<string, string>, bytes?: Buffer): Promise<LightMyRequestResponse> {
  const file = bytes === undefined ? '' : { bytes };
  return postForm(
    site,
    '/api/payouts',
    { ...PAYOUT_FORM, ...fields },
    { cookie: member.cookie, file, html: true },
  );
}

function hiddenFields(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const name of ['_image', '_marks', '_looked', '_whole']) {
    const value = new RegExp(`name="${name}"[^>]*value="([^"]+)"`).exec(html)?.[1];
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}

async function publishedBytes(response: LightMyRequestResponse): Promise<Buffer> {
  expect(response.statusCode, response.body.slice(0, 500)).toBe(303);
  const id = /mes-paiements\/([0-9a-z]{12})/.exec(String(response.headers.location))?.[1] ?? '';
  await showNow(site, id);
  const proof = (await site.get(`/api/payouts/${id}`)).json<PublishedProof>();
  const key = proof.screenshot?.reading.url.split('/')[2] ?? '';
  return (await site.store.get(imageFileNames(key).reading))?.bytes ?? Buffer.of();
}

/** All that a machine reads on a picture. */
async function readText(bytes: Buffer): Promise<string> {
  return (await engine.read(bytes)).map(({ text }) => text).join(' ');
}

/** Whether anything but one flat colour is to be seen at a place; its edges are left out. */
async function showsSomething(bytes: Buffer, place: string): Promise<boolean> {
  const [left = 0, top = 0, width = 0, height = 0] = place.split('_').map(Number);
  const inside = { left: left + 3, top: top + 3, width: width - 6, height: height - 6 };
  // Of the part alone: statistics of a pipeline are those of its input.
  const part = await sharp(bytes).extract(inside).png().toBuffer();
  const { channels } = await sharp(part).stats();
  return channels.some(({ stdev }) => stdev > 6);
}

function placesIn(html: string): string[] {
  return [...html.matchAll(/name="_uncover"[^>]*value="([^"]+)"/g)]
    .map((match) => match[1] ?? '')
    .filter((place) =>
      place
        .split('_')
        .slice(2)
        .every((side) => Number(side) > 10),
    );
}

test('the form says that no script covered the picture', async () => {
  const { body } = await site.get('/fr/declarer/paiement', member.cookie);
  expect(hiddenFields(body)['_whole']).toBe('1');
});

test('by the default steps no word is published that is not harmless', async () => {
  const personal = /amina|rakoto|lilas|rennes|35000|aq7k|99xp|2mld|81,82|2026/i;
  expect(await readText(picture)).toMatch(personal);
  const first = await post({ _whole: '1' }, picture);
  expect(first.statusCode).toBe(422);
  expect(first.body).toContain('Nous avons couvert cette image');
  expect(first.body).toContain('class="look-cover"');
  expect(/<input(?=[^>]*value="cover")[^>]*checked/.test(first.body)).toBe(true);
  expect(/<input(?=[^>]*name="_uncover")[^>]*checked/.test(first.body)).toBe(false);
  const bytes = await publishedBytes(await post({ ...hiddenFields(first.body), _answer: 'cover' }));
  const text = await readText(bytes);
  expect(text).not.toMatch(personal);
  expect(text).toMatch(/Montant|Paiement/);
  const places = placesIn(first.body);
  expect(places.length).toBeGreaterThan(15);
  for (const place of places) expect(await showsSomething(bytes, place), place).toBe(false);
});

test('the name of a thread’s platform stays, that of a payment service does not', async () => {
  const named = await drawScreen(
    linesOf(3, [
      ['', 'Piecemeal'],
      ['', 'Quorblat'],
      ['', 'PayPal'],
    ]),
  );
  const first = await post({ _whole: '1', _keep: 'Piecemeal' }, named);
  const bytes = await publishedBytes(await post({ ...hiddenFields(first.body), _answer: 'cover' }));
  const text = await readText(bytes);
  expect(text).toContain('Piecemeal');
  expect(text).not.toMatch(/pay\s?pa/i);
  expect(text).not.toContain('Quorblat');
});

test('places that she leaves readable stay so, the others are covered', async () => {
  const first = await post({ _whole: '1' }, picture);
  const amounts = /<legend>Montant<\/legend>(.*?)<\/fieldset>/s.exec(first.body)?.[1] ?? '';
  const [one = ''] = placesIn(amounts);
  expect(one).toMatch(/^\d+_\d+_\d+_\d+$/);
  const answer = { ...hiddenFields(first.body), _answer: 'cover', _uncover: one };
  const bytes = await publishedBytes(await post(answer));
  for (const place of placesIn(first.body)) {
    expect(await showsSomething(bytes, place), place).toBe(place === one);
  }
});

test('a picture covered on the device is not covered anew', async () => {
  const harmless = await drawScreen(linesOf(4));
  expect((await post({}, harmless)).statusCode).toBe(303);
});
