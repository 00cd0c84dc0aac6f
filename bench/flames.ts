import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openPostgres } from '#server/database/db.ts';
import { startServer } from '#tests/support/postgres.ts';
import { startSite } from '#tests/support/site.ts';
import { drawFlames, type CpuProfile } from './flames/draw.ts';
import { loadSmall, untilIdle } from './small.ts';
import { ask, type Asked, type Rate } from './whole/request-rate.ts';
import { askByZipf, askOnce, findSpreadReads } from './whole/spread.ts';
import { findReads, searching, signInMany } from './whole/subjects.ts';
import { askPosts } from './whole/writes.ts';

/**
 * Draws flame graphs of the site's processor time: for each page of the bench as JSON and HTML, a
 * search and a post, drawn anew each time; and for kept pages that members read, spread over up to 2,000
 * of a kind. On a loaded community (`--url`), or a small one.
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

const seconds = Number(values.seconds);
/** Members who take turns. */
const MEMBERS = 300;
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
  const cookies = await signInMany(database, MEMBERS);
  for (const { name, pages } of await findSpreadReads(database)) {
    const file = name.replaceAll(' ', '-');
    const html = pages.map((page) => page.html);
    await drawKept(`${file}-member`, `${name}, kept, for members`, html);
    const json = pages.flatMap((page) => page.json ?? []);
    if (json.length > 0) await drawKept(`${file}-json-member`, `${name}, JSON, kept`, json);
  }
  await database.close();

  async function draw(file: string, title: string, asked: (at: string) => Asked): Promise<void> {
    await profile(file, title, '0', (at) => ask(asked(at), seconds));
  }

  /** The profile begins when all pages have been asked for, and asked again by all members. */
  async function drawKept(file: string, title: string, paths: readonly string[]): Promise<void> {
    await profile(file, title, '1000', async (at) => {
      await askOnce(at, paths, cookies[0]);
      await ask(askByZipf(at, paths, cookies), seconds);
      return ask(askByZipf(at, paths, cookies), seconds);
    });
  }

  /** Draws the last seconds of a site's profile. */
  async function profile(
    file: string,
    title: string,
    pageAge: string,
    run: (at: string) => Promise<Rate>,
  ): Promise<void> {
    const folder = join(dataDir, 'profiles', file);
    const site = await startSite({
      dataDir,
      command: ['--cpu-prof', `--cpu-prof-dir=${folder}`, 'dist/server/main.js'],
      environment: { DATABASE_URL: url, TRUST_PROXY: 'loopback', PAGE_AGE_MS: pageAge },
    });
    await untilIdle(database);
    const { perSecond } = await run(site.url);
    const { pid } = site.process;
    await site.stop({ keepData: true });
    // Profiles of child processes and threads are beside it.
    const name = readdirSync(folder).find((one) => one.includes(`.${pid}.0.`)) ?? '';
    const whole = JSON.parse(readFileSync(join(folder, name), 'utf8')) as CpuProfile;
    writeFileSync(join(values.to, `${file}.svg`), drawFlames(lastOf(whole, seconds), title));
    console.log(`${title}: ${Math.round(perSecond)} a second while it was watched`);
  }
} finally {
  await postgres?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** The last seconds of a profile. */
function lastOf({ samples, timeDeltas, ...profile }: CpuProfile, lastSeconds: number): CpuProfile {
  let [from, left] = [samples.length, lastSeconds * 1e6];
  while (from > 0 && left > 0) left -= timeDeltas[(from -= 1)] ?? 0;
  return { ...profile, samples: samples.slice(from), timeDeltas: timeDeltas.slice(from) };
}
