import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openPostgres } from '#server/database/db.ts';
import { startServer } from '#tests/support/postgres.ts';
import { startSite } from '#tests/support/site.ts';
import { drawFlames, type CpuProfile } from './flames/draw.ts';
import { loadSmall, untilIdle } from './small.ts';
import { ask, type Asked } from './whole/request-rate.ts';
import { findReads, searching } from './whole/subjects.ts';
import { askPosts } from './whole/writes.ts';

/**
 * Draws flame graphs of the site's processor time: for each page of the bench as JSON and HTML, a
 * search and a post. On a loaded community (`--url`), or a small one.
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    seconds: { type: 'string', default: '6' },
    members: { type: 'string', default: '4000' },
    posts: { type: 'string', default: '20000' },
    to: { type: 'string', default: 'docs/flames' },
  },
});

const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-flames-'));
const postgres = values.url === undefined ? await startServer({ durable: true }) : null;
try {
  await postgres?.createDatabase('flames');
  const url = values.url ?? `${postgres?.url}/flames`;
  const database = await openPostgres(url);
  if (postgres !== null) await loadSmall(database, dataDir, values);
  mkdirSync(values.to, { recursive: true });
  for (const { name, json, html } of await findReads(database)) {
    await draw(`${name}-json`, `${name}, JSON`, (at) => ({ url: `${at}${json}` }));
    await draw(`${name}-html`, `${name}, HTML`, (at) => ({ url: `${at}${html}` }));
  }
  const searches = await searching('', database);
  await draw('search', 'a search', (at) => ({ ...searches, url: at }));
  const posts = await askPosts(database);
  await draw('post', 'a post', posts);
  await database.close();

  async function draw(file: string, title: string, asked: (at: string) => Asked): Promise<void> {
    const folder = join(dataDir, 'profiles', file);
    const site = await startSite({
      dataDir,
      command: ['--cpu-prof', `--cpu-prof-dir=${folder}`, 'dist/server/main.js'],
      environment: { DATABASE_URL: url, TRUST_PROXY: 'loopback', PAGE_AGE_MS: '0' },
    });
    await untilIdle(database);
    const { perSecond } = await ask(asked(site.url), Number(values.seconds));
    const { pid } = site.process;
    await site.stop({ keepData: true });
    // Profiles of child processes and threads are beside it.
    const name = readdirSync(folder).find((one) => one.includes(`.${pid}.0.`)) ?? '';
    const profile = JSON.parse(readFileSync(join(folder, name), 'utf8')) as CpuProfile;
    writeFileSync(join(values.to, `${file}.svg`), drawFlames(profile, title));
    console.log(`${title}: ${Math.round(perSecond)} a second while it was watched`);
  }
} finally {
  await postgres?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
