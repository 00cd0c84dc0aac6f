import type { Browser, BrowserContext } from 'playwright-core';
import type { Language } from '#shared/core/languages.ts';
import { PAGE_NAMES, pathTo } from '#shared/core/paths.ts';
import { DEMO_MEMBER, DEMO_MODERATOR } from '#server/portability/demo/demo-accounts.ts';
import type { RunningSite } from '#tests/support/site.ts';

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;
type Read = (path: string, by?: Cookies) => Promise<unknown>;

/** What a demo has to look at, and the addresses of all its pages. */
export type DemoPages = {
  readonly cookies: Cookies;
  /** Of the demo's moderator, who alone opens what she is asked to check. */
  readonly moderatorCookies: Cookies;
  /** One at each step that the demo has, those that are open first. */
  readonly boycotts: { id: string; state: string }[];
  /** What waits for the moderator: guides and funds, and private evidence. */
  readonly checks: { guide: string; fund: string; evidence: string[] };
  /** Topics that two moderators read as guides. */
  readonly guides: string[];
  /** What moderation has of each kind: a decision on a post of hers, one that removed, what waits. */
  readonly cases: { own: string; removed: string; proposed: string; jury: string; hidden: string };
  readonly read: Read;
  /** Each page, once, with what its address needs. */
  readonly addresses: (language: Language) => string[];
  /** What a moderator alone opens, with something in it. */
  readonly moderatorAddresses: (language: Language) => string[];
};

/** Signs in as both accounts of a demo, begins a topic, and finds one of each kind of thing. */
export async function findDemoPages(site: RunningSite, browser: Browser): Promise<DemoPages> {
  const read: Read = async (path, by = []) =>
    (await fetch(site.url + path, { headers: { cookie: headerOf(by) } })).json();
  const cookies = await signIn(site, browser, DEMO_MEMBER);
  const moderatorCookies = await signIn(site, browser, DEMO_MODERATOR);
  const { payouts } = (await read('/api/me/payouts', cookies)) as { payouts: { id: string }[] };
  const { tasks } = (await read('/api/tasks')) as { tasks: { id: string }[] };
  const { clients } = (await read('/api/clients')) as { clients: { slug: string }[] };
  const { editions } = (await read('/api/barometer')) as { editions: { month: string }[] };
  const ids = {
    edition: editions[0]?.month ?? '',
    payout: payouts[0]?.id ?? '',
    task: tasks[0]?.id ?? '',
    client: clients[0]?.slug ?? '',
    ...(await beginThread(site, cookies)),
  };
  const cases = await findCases(read, cookies);
  const checks = await findChecks(read, moderatorCookies);
  const { threads } = (await read('/api/forum/threads?category=paiements')) as {
    threads: { id: string; guide: boolean }[];
  };
  const guides = threads.flatMap(({ id, guide }) => (guide ? id : []));
  const { boycotts } = (await read('/api/boycotts')) as Pick<DemoPages, 'boycotts'>;
  const addresses = (language: Language): string[] => [
    ...PAGE_NAMES.map((page) =>
      pathTo(language, page, { slug: 'clickworker', id: ids.payout, edition: ids.edition }),
    ),
    pathTo(language, 'platform', { slug: 'loonea' }),
    pathTo(language, 'platform', { slug: 'tacheo' }),
    pathTo(language, 'tasks', {}, { plateforme: 'ferpection' }),
    pathTo(language, 'task', { id: ids.task }),
    pathTo(language, 'client', { slug: ids.client }),
    pathTo(language, 'clientHistory', { slug: ids.client }),
    pathTo(language, 'changeClient', { slug: ids.client }),
    pathTo(language, 'reviewClient', { slug: ids.client }),
    pathTo(language, 'platforms', {}, { q: 'click' }),
    `${pathTo(language, 'comparePlatforms')}?p=clickworker&p=microworkers&p=pactera`,
    pathTo(language, 'forumCategory', { slug: 'paiements' }),
    pathTo(language, 'newThread', {}, { plateforme: 'clickworker' }),
    pathTo(language, 'thread', { id: ids.thread }),
    ...guides.map((id) => pathTo(language, 'thread', { id })),
    pathTo(language, 'editPost', { id: ids.post }),
    pathTo(language, 'postHistory', { id: ids.post }),
    pathTo(language, 'forum', {}, { plateforme: 'clickworker' }),
    pathTo(language, 'decision', { id: cases.own }),
    pathTo(language, 'decision', { id: cases.removed }),
    pathTo(language, 'appeal', { id: cases.own }),
    pathTo(language, 'moderationCase', { id: cases.proposed }),
    pathTo(language, 'jury', { id: cases.jury }),
    pathTo(language, 'ownJury', { id: cases.jury }),
    pathTo(language, 'flag', {}, { about: `payout/${ids.payout}` }),
    pathTo(language, 'forumPost', { id: cases.hidden.split('/')[1] ?? '' }),
    ...boycotts.flatMap(({ id }) => [
      pathTo(language, 'boycott', { id }),
      pathTo(language, 'shareBoycott', { id }),
      pathTo(language, 'organiseBoycott', { id }),
      pathTo(language, 'boycottLetter', { id }),
      ...['minute', 'tract', 'autocollants', 'ecran', 'presse'].map((feuille) =>
        pathTo(language, 'boycottKit', { id }, { feuille }),
      ),
    ]),
    pathTo(language, 'changeBoycott', { id: boycotts[0]?.id ?? '' }),
    pathTo(language, 'boycottVersions', { id: boycotts[0]?.id ?? '' }),
    pathTo(language, 'boycottTranslations', { id: boycotts[0]?.id ?? '' }),
    pathTo(language, 'boycottPledges', {
      id: boycotts.find(({ state }) => state === 'on')?.id ?? '',
    }),
    pathTo(language, 'callOffBoycott', { id: boycotts[0]?.id ?? '' }),
    pathTo(language, 'withdrawBoycott', { id: boycotts[0]?.id ?? '' }),
    pathTo(language, 'boycotts', {}, { plateforme: 'tacheo' }),
    pathTo(language, 'proposeBoycott', {}, { plateforme: 'tacheo' }),
    pathTo(language, 'proposeBoycott', {}, { nom: 'click' }),
    `/${language}/nothing-here`,
  ];
  const moderatorAddresses = (language: Language): string[] => [
    pathTo(language, 'moderation'),
    pathTo(language, 'secondPerson'),
    pathTo(language, 'act', { id: checks.guide }),
    pathTo(language, 'act', { id: checks.fund }),
    pathTo(language, 'privateChecks'),
    ...checks.evidence.map((id) => pathTo(language, 'privateCheck', { id })),
  ];
  const found = { cookies, moderatorCookies, boycotts, checks, guides, cases, read };
  return { ...found, addresses, moderatorAddresses };
}

function headerOf(cookies: Cookies): string {
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

/** A thread of hers about a platform, with a post that was edited. */
async function beginThread(
  site: RunningSite,
  cookies: Cookies,
): Promise<{ thread: string; post: string }> {
  const cookie = headerOf(cookies);
  const send = async (path: string, body: object): Promise<{ id: string }> => {
    const response = await fetch(site.url + path, {
      method: 'POST',
      headers: { cookie, origin: site.url, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { id: string };
  };
  const about = { category: 'paiements', platform: 'clickworker' };
  const title = 'Clickworker paie-t-il ?';
  const { id } = await send('/api/forum/threads', { ...about, title, text: 'Qui sait ?' });
  const text = `Voyez ${site.url}/fr/plateformes/clickworker et **dites-le**.`;
  const { id: post } = await send(`/api/forum/threads/${id}/posts`, { text });
  await send(`/api/forum/posts/${post}`, { text: `${text}\n\n> Merci` });
  return { thread: id, post };
}

async function findCases(read: Read, cookies: Cookies): Promise<DemoPages['cases']> {
  const { decisions } = (await read('/api/decisions')) as {
    decisions: { id: string; about: string; kind: string; rule: string }[];
  };
  const { juries } = (await read('/api/juries')) as { juries: { id: string }[] };
  const waiting = (await read('/api/moderation/seconds', cookies)) as { cases: { id: string }[] };
  const own = decisions.find(({ rule }) => rule === 'R7');
  return {
    own: own?.id ?? '',
    hidden: own?.about ?? '',
    removed: decisions.find(({ kind }) => kind === 'remove')?.id ?? '',
    proposed: waiting.cases[0]?.id ?? '',
    jury: juries[0]?.id ?? '',
  };
}

async function findChecks(read: Read, moderatorCookies: Cookies): Promise<DemoPages['checks']> {
  const { waiting } = (await read('/api/moderation/acts', moderatorCookies)) as {
    waiting: { id: string; kind: string }[];
  };
  const { evidence } = (await read('/api/private-evidence', moderatorCookies)) as {
    evidence: { id: string }[];
  };
  const waits = (what: string): string => waiting.find(({ kind }) => kind === what)?.id ?? '';
  return {
    guide: waits('guide-thread'),
    fund: waits('show-fund'),
    evidence: evidence.map(({ id }) => id),
  };
}

async function signIn(site: RunningSite, browser: Browser, pseudonym: string): Promise<Cookies> {
  const [, password = ''] = /Sign in as .* password (\S+)/.exec(site.output()) ?? [];
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.url}/fr/connexion`);
  await page.locator('[name=pseudonym]').fill(pseudonym);
  await page.locator('[name=password]').fill(password);
  await page.locator('main form:not(.find) button[type=submit]').click();
  await page.locator('header').getByRole('link', { name: 'Mes nouvelles' }).waitFor();
  const found = await context.cookies();
  await context.close();
  return found;
}
