import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { writeApiTypes, type ApiDescription } from './write-types.ts';

/** The types that tool makers generate from the description, and a tool that is written with them. */

const CLIENT = pathToFileURL(join(process.cwd(), 'scripts/api-types/client.ts')).pathname;
const TOOL = `
import type { paths, components } from './api.d.ts';
import { createApiClient } from '${CLIENT}';

export async function readPlatform(origin: string, slug: string) {
  const client = createApiClient<paths>(origin);
  const one = await client.get('/api/platforms/{slug}', { path: { slug } });
  if (!one.ok) {
    const code: components['schemas']['Error']['error']['code'] = one.data.error.code;
    return { code };
  }
  const name: string = one.data.name;
  const threshold: number | undefined = one.data.threshold?.minor;
  return { name, threshold };
}

export async function findByDomain(origin: string, domain: string) {
  const found = await createApiClient<paths>(origin).get('/api/lookup', { query: { domain } });
  return found.ok ? found.data.platform?.slug : found.status;
}

export async function addPlatform(origin: string, cookie: string, name: string) {
  const client = createApiClient<paths>(origin, cookie);
  const website = 'https://new.example';
  const body = { name, website, source: website, activity: 'other' } as const;
  const added = await client.post('/api/platforms', { body });
  return added.ok ? added.data.path : added.data.error.code;
}

export async function mistakes(origin: string) {
  const client = createApiClient<paths>(origin);
  const one = await client.get('/api/platforms/{slug}', { path: { slug: 'clickworker' } });
  // @ts-expect-error: no such field
  if (one.ok) one.data.nonsense;
  // @ts-expect-error: no such path
  await client.get('/api/nothing');
  // @ts-expect-error: the slug is missing
  await client.get('/api/platforms/{slug}');
  // @ts-expect-error: nobody posts there
  await client.post('/api/platforms/{slug}', { path: { slug: 'clickworker' } });
  // @ts-expect-error: no such currency
  const currency: components['schemas']['Currency'] = 'XXX';
  // @ts-expect-error: the body lacks the website
  await client.post('/api/platforms', { body: { name: 'New' } });
  return currency;
}
`;

let site: TestApp;
let origin: string;
let folder: string;
beforeAll(async () => {
  site = await createTestApp();
  origin = await site.app.listen({ host: '127.0.0.1', port: 0 });
  const response = await fetch(`${origin}/api/openapi.json`);
  mkdirSync('dist', { recursive: true });
  folder = mkdtempSync(join(process.cwd(), 'dist', 'api-types-'));
  const types = writeApiTypes((await response.json()) as ApiDescription);
  writeFileSync(join(folder, 'api.d.ts'), types);
  writeFileSync(join(folder, 'tool.ts'), TOOL);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('they compile with a tool, and refuse what the API has not', () => {
  const checks = '--noEmit --strict --noUncheckedIndexedAccess --allowImportingTsExtensions';
  const setting = '--target es2023 --module esnext --moduleResolution bundler --types node';
  const options = `${checks} ${setting} --ignoreConfig`.split(' ');
  const compile = (): string => {
    try {
      const tsc = ['node_modules/typescript/bin/tsc', ...options, join(folder, 'tool.ts')];
      return execFileSync(process.execPath, tsc, { encoding: 'utf8' });
    } catch (failed) {
      return String((failed as { stdout?: string }).stdout);
    }
  };
  expect(compile()).toBe('');
});

test('a tool written with them reads and writes', async () => {
  const tool = (await import(join(folder, 'tool.ts'))) as {
    readPlatform: (origin: string, slug: string) => Promise<unknown>;
    findByDomain: (origin: string, domain: string) => Promise<unknown>;
    addPlatform: (origin: string, cookie: string, name: string) => Promise<unknown>;
  };
  const { cookie } = await makeMember(site);
  const { origin: asked } = new URL(origin);
  expect(await tool.readPlatform(asked, 'clickworker')).toMatchObject({ name: 'Clickworker' });
  expect(await tool.readPlatform(asked, 'no-such-one')).toEqual({ code: 'not-found' });
  expect(await tool.findByDomain(asked, 'clickworker.com')).toBe('clickworker');
  expect(await tool.addPlatform(asked, cookie, 'Tout neuf')).toContain('/plateformes/tout-neuf');
  expect(await tool.addPlatform(asked, '', 'Encore un')).toBe('signed-out');
});
