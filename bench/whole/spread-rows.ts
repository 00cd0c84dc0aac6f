import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { parentOf, processorTime } from '../processor-time.ts';
import { compare, type Asked, type Rate } from './request-rate.ts';
import { askByZipf, askOnce, findSpreadReads, type SpreadRead } from './spread.ts';
import { signInMany } from './subjects.ts';
import { atLeast, atMost, type Line } from './table.ts';

type Turns = { readonly seconds: number; readonly rounds: number };

/** Members who take turns. */
const MEMBERS = 300;
const CROWD = 50;
/** Requests whose database time is counted. */
const COUNTED = 300;
const WARM_UP = 40;

/**
 * Reads spread over up to 2,000 pages of a kind, as visitors and as members, against the same rows by
 * one query each on the bare server; then all kinds mixed at 50 connections.
 */
export async function measureSpread(
  urls: { readonly site: string; readonly bare: string },
  database: Database,
  turns: Turns,
): Promise<Line[]> {
  // The others have opened nothing yet, so that what is theirs is not kept.
  const signedIn = await signInMany(database, MEMBERS + WARM_UP + COUNTED);
  const cookies = signedIn.slice(0, MEMBERS);
  const reads = await findSpreadReads(database);
  const lines: Line[] = [];
  for (const { name, pages } of reads) {
    const yard = askByZipf(
      urls.bare,
      pages.map(({ bare }) => bare),
    );
    const html = pages.map((page) => page.html);
    await askOnce(urls.site, html);
    await askOnce(urls.site, html, cookies[0]);
    const visitor = await compare(askByZipf(urls.site, html), yard, turns);
    lines.push(atLeast(`${name}, visitor, spread`, visitor.ratio, 4, sayRates(visitor)));
    const member = await compare(askByZipf(urls.site, html, cookies), yard, turns);
    lines.push(atLeast(`${name}, member, spread`, member.ratio, 0.5, sayRates(member)));
    const json = pages.flatMap((page) => page.json ?? []);
    if (json.length === 0) continue;
    await askOnce(urls.site, json, cookies[0]);
    const asked = await compare(askByZipf(urls.site, json, cookies), yard, turns);
    lines.push(atLeast(`${name} as JSON, member, spread`, asked.ratio, 0.7, sayRates(asked)));
  }
  lines.push(
    ...(await measureCrowd(urls, reads, cookies, turns)),
    ...(await measureDatabaseTime(
      urls.site,
      database,
      reads.filter(({ name }) => name === 'home' || name === 'forum index'),
      signedIn.slice(MEMBERS),
    )),
  );
  return lines;
}

/** 99th percentiles of all reads, three in four by visitors, beside the bare server's. */
async function measureCrowd(
  urls: { readonly site: string; readonly bare: string },
  reads: readonly SpreadRead[],
  cookies: readonly string[],
  turns: Turns,
): Promise<Line[]> {
  const site = mix([
    ...reads.map(({ pages }) =>
      askByZipf(
        urls.site,
        pages.map(({ html }) => html),
      ),
    ),
    ...reads.slice(0, 2).map(({ pages }) =>
      askByZipf(
        urls.site,
        pages.map(({ html }) => html),
        cookies,
      ),
    ),
  ]);
  const bare = mix(
    reads.map(({ pages }) =>
      askByZipf(
        urls.bare,
        pages.map((page) => page.bare),
      ),
    ),
  );
  const both = await compare(site, bare, { ...turns, connections: CROWD });
  const beside = `${both.bare.p99} ms of the bare server, ${sayRates(both)}`;
  return [
    atMost(`all mixed, ${CROWD} connections, 99 in 100 within`, both.site.p99, 40, 'ms', beside),
  ];
}

/** Processor time of PostgreSQL on this machine for a page that a member opens first, in milliseconds. */
async function measureDatabaseTime(
  url: string,
  { sql }: Database,
  names: readonly SpreadRead[],
  cookies: readonly string[],
): Promise<Line[]> {
  const [backend] = await sql(statement({ pid: col.int }, 'SELECT pg_backend_pid() AS pid'));
  const postmaster = parentOf(backend?.pid ?? 0);
  if (postmaster === null) return [];
  const lines: Line[] = [];
  for (const { name, pages } of names) {
    const address = `${url}${pages[0]?.html}`;
    const openAs = async (members: readonly string[]): Promise<void> => {
      for (const cookie of members) {
        const response = await fetch(address, { headers: { cookie } });
        await response.arrayBuffer();
      }
    };
    await openAs(cookies.slice(0, WARM_UP));
    const before = processorTime(postmaster);
    await openAs(cookies.slice(WARM_UP));
    const took = (processorTime(postmaster) - before) / COUNTED;
    lines.push(atMost(`${name}, drawn for a member, PostgreSQL`, took, 1, 'ms'));
  }
  return lines;
}

/** Takes turns between several kinds of requests to one server. */
function mix(kinds: readonly Asked[]): Asked {
  let count = 0;
  const [first] = kinds;
  if (first === undefined) throw new Error('nothing to ask');
  return {
    url: first.url,
    next: () => {
      count += 1;
      return (kinds[count % kinds.length] ?? first).next?.() ?? { path: '/' };
    },
  };
}

function sayRates({ site, bare }: { readonly site: Rate; readonly bare: Rate }): string {
  return `${Math.round(site.perSecond)} against ${Math.round(bare.perSecond)} a second`;
}
