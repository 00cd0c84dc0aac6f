import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readHelpPlaces } from '#server/site/legal-help/read-help-places.ts';
import { LEGAL_HELP_KINDS, helpResponse } from '#shared/site/legal-help.ts';
import { createTestApp } from '#tests/support/app.ts';

const SEED = join(process.cwd(), 'prisma', 'seed');

test('GET /api/help answers anybody with places of each kind, all over https', async () => {
  const site = await createTestApp();
  const response = await site.get('/api/help');
  expect(response.statusCode).toBe(200);
  const { places } = helpResponse.parse(response.json());
  expect(new Set(places.map(({ what }) => what))).toEqual(new Set(LEGAL_HELP_KINDS));
  expect(places.find(({ name }) => name === 'CNIL')).toEqual({
    name: 'CNIL',
    country: 'FR',
    languages: ['fr', 'en'],
    what: 'data',
    url: 'https://www.cnil.fr/fr/plaintes',
  });
  expect(places.filter(({ url }) => !url.startsWith('https://'))).toEqual([]);
});

describe('the operator’s own list', () => {
  let dataDir: string;
  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'contrenote-help-'));
    mkdirSync(join(dataDir, 'tables'));
  });
  afterAll(() => rmSync(dataDir, { recursive: true }));

  const write = (row: string): void =>
    writeFileSync(
      join(dataDir, 'tables', 'help.csv'),
      `name,country,language,what,url\nOurs,MG,fr mg,advice,https://ours.example\n${row}`,
    );

  test('takes the place of the one that came with the site', () => {
    write('');
    expect(readHelpPlaces(SEED, dataDir).map(({ name }) => name)).toEqual(['Ours']);
  });

  test.each([
    ['Other,XX,fr,advice,https://other.example', 'country'],
    ['Other,MG,French,advice,https://other.example', 'languages'],
    ['Other,MG,fr,gossip,https://other.example', 'what'],
    ['Other,MG,fr,advice,javascript:alert(1)', 'url'],
    [',MG,fr,advice,https://other.example', 'name'],
  ])('with the line %s names the file, the line and the column', (row, column) => {
    write(row);
    expect(() => readHelpPlaces(SEED, dataDir)).toThrow(
      `${join(dataDir, 'tables', 'help.csv')}, line 3: ${column} cannot be read`,
    );
  });
});
