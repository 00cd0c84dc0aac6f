import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import pg from 'pg';
import { startSite } from '#tests/support/site.ts';

const LOAD_TIMEOUT_MS = 120_000;

test(
  'npm run load:community fills a database that the site then opens',
  async () => {
    const url = inject('postgresUrl');
    const client = new pg.Client({ connectionString: `${url}/postgres` });
    await client.connect();
    await client.query('DROP DATABASE IF EXISTS community');
    await client.query('CREATE DATABASE community');
    await client.end();
    const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-community-'));
    const environment = { DATABASE_URL: `${url}/community`, DATA_DIR: dataDir };
    try {
      const loading = await startSite({
        dataDir,
        environment,
        command: ['--import', 'tsx', 'bench/load-community.ts'],
        args: ['--members', '120', '--posts', '300'],
        until: /password (\S+)/,
      });
      await loading.stop({ keepData: true });
      expect(loading.output()).toMatch(/Loaded in \d+ s, with \d+ MB at most/);
      expect(loading.output()).toContain('300 of 300 posts');
      const running = await startSite({ dataDir, environment });
      try {
        const page = await fetch(`${running.url}/fr/plateformes/clickworker`);
        expect(page.status).toBe(200);
        expect(await page.text()).toContain('membres et chiffres inventés');
      } finally {
        await running.stop();
      }
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
  LOAD_TIMEOUT_MS,
);
