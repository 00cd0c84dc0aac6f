import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { spreadsheetsOf } from '#server/portability/personal-data/spreadsheets.ts';
import { zipFiles } from '#server/core/zip-files.ts';
import type { PersonalDataResponse } from '#shared/portability/personal-data.ts';
import { makeRealMember } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeIncident, makeReview } from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';
import { unzip } from '#tests/support/unzip.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

type Cells = Record<string, string>[];
const readCsv = (content: Buffer | undefined, delimiter: string): Cells =>
  parse(content?.toString() ?? '', { bom: true, columns: true, delimiter });

test('a member downloads her data as tables that a spreadsheet opens', async () => {
  const member = await makeRealMember(site, 'Tableuse');
  await makeIncident(site, { member, slug: 'appen', lostMinor: 1234, text: 'Fermé ; sans "mot".' });
  await makeReview(site, { member, slug: 'appen' });
  await makeThread(site, { member, text: '=HYPERLINK("https://evil.example")' });
  const response = await site.get('/api/me/data.zip', member.cookie);
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toBe('application/zip');
  expect(response.headers['content-disposition']).toBe('attachment; filename="contrenote.zip"');
  expect(response.headers['cache-control']).toBe('private, no-store');
  const files = unzip(response.rawPayload);
  expect([...files.keys()]).toEqual(
    expect.arrayContaining(['compte.csv', 'incidents.csv', 'avis.csv', 'messages-du-forum.csv']),
  );
  for (const content of files.values()) {
    expect(content.subarray(0, 3)).toEqual(Buffer.from('efbbbf', 'hex'));
  }
  const [incident] = readCsv(files.get('incidents.csv'), ';');
  expect(incident).toMatchObject({
    plateforme: 'appen',
    perdu: '12,34',
    texte: 'Fermé ; sans "mot".',
  });
  const account = readCsv(files.get('compte.csv'), ';');
  expect(account).toContainEqual({ nom: 'account-pseudonym', valeur: 'Tableuse' });
  expect(files.get('messages-du-forum.csv')?.toString()).toContain(`'=HYPERLINK`);
  expect(files.get('messages-du-forum.csv')?.toString()).not.toMatch(/[;"]=HYPERLINK/);
  const english = unzip((await site.get('/api/me/data.zip?language=en', member.cookie)).rawPayload);
  expect(readCsv(english.get('incidents.csv'), ',')[0]).toMatchObject({ lost: '12.34' });
  const settings = await site.get('/fr/reglages', member.cookie);
  expect(settings.body).toContain('/api/me/data.zip?language=fr');
});

test('it is for members', async () => {
  expect((await site.get('/api/me/data.zip')).statusCode).toBe(401);
});

test('every value of the export stands in some table', async () => {
  const member = await makeRealMember(site, 'Complète');
  await makeReview(site, { member, slug: 'roamler', text: 'Un texte à retrouver.' });
  await makeThread(site, { member, text: 'Un message à retrouver.' });
  const data = (await site.get('/api/me/data.json', member.cookie)).json<PersonalDataResponse>();
  const all = spreadsheetsOf(data, 'en')
    .map(({ content }) => content.toString())
    .join('\n');
  const missing: string[] = [];
  const look = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(look);
    else if (typeof value === 'string' && !all.includes(value.replaceAll('"', '""'))) {
      missing.push(value);
    }
  };
  look(data);
  expect(missing).toEqual([]);
});

describe('the ZIP writer', () => {
  test('keeps names and contents, also empty ones and names outside of ASCII', () => {
    const files = [
      { name: 'é.csv', content: Buffer.from('à'.repeat(10_000)) },
      { name: 'vide.csv', content: Buffer.alloc(0) },
    ];
    const read = unzip(zipFiles(files));
    for (const { name, content } of files) expect(read.get(name)).toEqual(content);
  });
});
