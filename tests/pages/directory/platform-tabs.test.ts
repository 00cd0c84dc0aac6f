import { beforeAll, describe, expect, test } from 'vitest';
import { pathTo, type PageName } from '#shared/core/paths.ts';
import type { Api } from '#web/in-process-api.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { pages } from '#web/server-entry.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  makeIncident,
  makeMember,
  makePayout,
  makeReview,
  platformId,
} from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';
import { makeReleasedSlips } from '#tests/support/slips.ts';
import { makeTaskWithFigures } from '#tests/support/tasks.ts';

/** A platform's tabs: what each asks for and shows, and where old and new links to them lead. */

const fr = messagesFor('fr').answer;
const TABS = [
  'platform',
  'platformReviews',
  'platformProofs',
  'platformTasks',
  'platformForum',
  'platformAbout',
] as const satisfies PageName[];

let site: TestApp;
let review: string;
beforeAll(async () => {
  site = await createTestApp();
  await makePayout(site, { screenshot: true });
  ({ id: review } = await makeReview(site, { text: 'Payée à chaque fois, sans attendre.' }));
  await makeIncident(site, { text: 'Sans un mot.' });
  await makeThread(site, { platformId: await platformId(site, 'clickworker') });
  await makeTaskWithFigures(site, {
    platform: 'clickworker',
    title: 'Relever des prix',
    reward: '0,31',
    paid: 10,
    time: '1 h',
  });
  await makeReleasedSlips(site, 'clickworker', [
    ...Array.from({ length: 15 }, () => ({}) as const),
    ...Array.from({ length: 5 }, () => ({ outcome: 'not-paid' }) as const),
  ]);
});

/** Gives the stamp, whatever the rule says of these slips. */
async function stamp(slug: string, state: string, lines: readonly string[] = []): Promise<void> {
  const id = await platformId(site, slug);
  const standing = { state, since: '2026-05-04', lines };
  await site.database.prisma.platformSummary.update({
    where: { platformId: id },
    data: { standing },
  });
}

async function promise(promiseDays: number): Promise<void> {
  await site.database.prisma.platform.update({
    where: { slug: 'clickworker' },
    data: { promiseDays },
  });
}

const open = async (page: PageName, slug = 'clickworker'): Promise<string> =>
  (await site.get(pathTo('fr', page, { slug }))).body;

/** What a person reads, with plain spaces. */
const textOf = (html: string): string =>
  html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/[\s\u00a0\u202f]+/g, ' ');

/** The addresses of the API that a visitor's page asks, without its platform. */
async function askedBy(page: PageName): Promise<string[]> {
  const asked: string[] = [];
  const api: Api = {
    get: async (path, schema) => {
      asked.push(path.replaceAll('clickworker', 'X').replace(/subjects=.*/, 'subjects='));
      return schema.parse((await site.get(path)).json());
    },
  };
  await pages[page].load(api, {
    parameters: { slug: 'clickworker' },
    query: {},
    queryAll: () => [],
    language: 'fr',
    viewer: null,
    refused: false,
  });
  return asked.toSorted();
}

describe('a tab loads only what it shows', () => {
  test.each([
    [
      'platform',
      [
        '/api/boycotts?platform=X',
        '/api/payouts?platform=X&limit=12',
        '/api/platforms/X',
        '/api/platforms/X/replies',
        '/api/platforms/X/reviews',
        '/api/tables',
      ],
    ],
    [
      'platformReviews',
      ['/api/platforms/X', '/api/platforms/X/reviews?', '/api/replies/to?subjects='],
    ],
    ['platformProofs', ['/api/payouts?platform=X&limit=12', '/api/platforms/X']],
    [
      'platformTasks',
      ['/api/clients?platform=X&limit=5', '/api/platforms/X', '/api/tasks?platform=X&limit=5'],
    ],
    [
      'platformForum',
      ['/api/boycotts?platform=X', '/api/forum/threads?platform=X&limit=5', '/api/platforms/X'],
    ],
    [
      'platformAbout',
      [
        '/api/incidents?platform=X&limit=2',
        '/api/platforms/X',
        '/api/platforms/X/fact-disputes',
        '/api/platforms/X/findings',
        '/api/platforms/X/replies',
        '/api/replies/to?subjects=',
      ],
    ],
  ] as const)('%s', async (page, addresses) => {
    expect(await askedBy(page)).toEqual(addresses);
  });
});

describe('the row of tabs', () => {
  test.each(TABS)(
    'of %s links to all, says which one it is and how much is on each',
    async (page) => {
      const html = await open(page);
      const [row = ''] = /<nav class="tabs".*?<\/nav>/s.exec(html) ?? [];
      for (const other of TABS) {
        expect(row).toContain(`href="${pathTo('fr', other, { slug: 'clickworker' })}"`);
      }
      const here = `href="${pathTo('fr', page, { slug: 'clickworker' })}" aria-current="page"`;
      expect(row).toContain(here);
      expect(row.match(/aria-current/g)).toHaveLength(1);
      expect(textOf(row).trim()).toBe(
        'Ça paie ? Avis des membres 1 Preuves Tâches 1 Forum 1 Infos et incidents',
      );
    },
  );

  test('counts nothing where there is nothing', async () => {
    const [row = ''] = /<nav class="tabs".*?<\/nav>/s.exec(await open('platform', 'bpeek')) ?? [];
    expect(textOf(row)).not.toMatch(/\d/);
  });
});

describe('the first tab', () => {
  test('answers before it says anything else: stamp, sentence, slip, then follow', async () => {
    const html = await open('platform');
    const order = ['<h1', 'class="stamp', 'class="answer"', 'class="slip"', 'class="follow"'];
    const places = order.map((part) => html.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places.toSorted((a, b) => a - b)).toEqual(places);
  });

  test('has a slip of five rows at most, of released reports, with their Monday', async () => {
    await stamp('clickworker', 'reliable', ['several-paid']);
    const [slip = ''] = /<section class="slip".*?<\/section>/s.exec(await open('platform')) ?? [];
    const text = textOf(slip);
    expect(slip.match(/<dt>/g)).toHaveLength(5);
    expect(text).toMatch(/Chiffres jusqu’au lundi \d+ novembre 2026/);
    expect(text).toContain('Témoignages depuis 12 mois 20 Disent qu’ils ont été payés 15');
    expect(text).toContain('Disent qu’ils n’ont pas été payés 5');
    expect(text).toContain('Depuis 2 semaines plusieurs payés');
    expect(text).toContain('Gain par heure temps non payé compris 3,10 €/h');
    expect(slip).toContain('<div class="row total">');
  });

  test.each([
    ['reliable', 'Oui, mais peu : 3,10 € de l’heure.'],
    ['promising', 'Il semble que oui, mais peu : 3,10 € de l’heure.'],
    ['doubtful', 'Pas toujours.'],
  ])('says low pay in words under the stamp %s', async (state, lead) => {
    await stamp('clickworker', state);
    expect(textOf(await open('platform'))).toContain(`${lead} Sur 20 témoignages, 15 disent payé`);
  });

  test('ends the slip of a platform that does not pay with what was not paid', async () => {
    await stamp('clickworker', 'not-paying');
    const html = await open('platform');
    const [total = ''] = /<div class="row total">.*?<\/div>/s.exec(html) ?? [];
    expect(textOf(total)).toContain('Disent qu’ils n’ont pas été payés 5');
  });

  test('says beside long waits what was promised, where that is the normal wait', async () => {
    await stamp('clickworker', 'doubtful', ['several-waiting']);
    await promise(20);
    expect(textOf(await open('platform'))).toContain(
      'attendent depuis plus de deux fois le délai normal (promis : 20 jours).',
    );
    // The normal wait is never under 15 days: twice the promise would say too little.
    await promise(5);
    const text = textOf(await open('platform'));
    expect(text).toContain('plus de deux fois le délai normal.');
    expect(text).not.toContain('promis : 5 jours');
  });

  test('tells who waits there what to do: letter, report, boycott, forum', async () => {
    await stamp('clickworker', 'not-paying');
    const [, steps = ''] = (await open('platform')).split(fr.firstSteps.title);
    for (const href of [
      pathTo('fr', 'letterPayment'),
      '/fr/declarer/paiement?plateforme=clickworker&amp;outcome=waiting',
      '/fr/boycotts/proposer?plateforme=clickworker',
      pathTo('fr', 'platformForum', { slug: 'clickworker' }),
    ]) {
      expect(steps).toContain(`href="${href}"`);
    }
    await stamp('clickworker', 'reliable');
    expect(await open('platform')).not.toContain(fr.firstSteps.title);
  });

  test('shows the newest review in short, and where it is whole', async () => {
    const html = await open('platform');
    expect(html).toContain('Payée à chaque fois, sans attendre.');
    expect(html).toContain(
      `href="${pathTo('fr', 'platformReviews', { slug: 'clickworker' })}#review-${review}"`,
    );
  });
});

describe('what a form changed is said on the tab that shows it', () => {
  test('a review', async () => {
    const member = await makeMember(site);
    const response = await site.app.inject({
      method: 'POST',
      url: '/api/platforms/bpeek/review',
      payload: 'pay=4&punctuality=4&fairness=4&communication=4&supply=4&experiencedMonth=2026-10',
      headers: {
        host: 'localhost',
        origin: 'http://localhost',
        accept: 'text/html',
        'content-type': 'application/x-www-form-urlencoded',
        cookie: member.cookie,
      },
    });
    expect(response.headers.location).toBe('/fr/plateformes/bpeek/avis?done=review-published');
    const { body } = await site.get(response.headers.location ?? '', member.cookie);
    expect(body).toContain(fr.done['review-published']);
  });
});
