import { beforeAll, describe, expect, test } from 'vitest';
import { recomputeAsOnNewDay } from '#tests/support/recompute-standing.ts';
import { addDays, today } from '#shared/core/days.ts';
import type { StandingState } from '#shared/evidence/standing.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, TEST_START, type TestApp } from '#tests/support/app.ts';
import {
  makeMember,
  makePayout,
  platformId,
  type PayoutOverrides,
} from '#tests/support/factories.ts';
import { establishNow } from '#tests/support/establish-members.ts';
import { makeReleasedSlips } from '#tests/support/slips.ts';

/** The same question, answered in the words of each standing, with numbers of released slips alone. */

const NOW = today(TEST_START);
const PUBLISHED = [addDays(NOW, -65), addDays(NOW, -35), addDays(NOW, -2)];
let site: TestApp;

beforeAll(async () => {
  site = await createTestApp();
  await makeCrowd('clickworker', 12, ['received', 'received', 'received']);
  await makeCrowd('foule-factory', 6, ['received', 'received', 'received']);
  await makeCrowd('microworkers', 12, ['refused', 'refused', 'received']);
  await makeCrowd('clixsense', 8, ['refused', 'refused', 'refused']);
  await makeCrowd('appen', 1, ['received']);
  for (const index of [1, 2, 3]) {
    await makePayout(site, {
      slug: 'mobeye',
      state: 'waiting',
      askedOn: addDays(NOW, -90 - index),
    });
  }
  await makeCrowd('pactera', 2, ['received']);
  await establishNow(site);
  await close('pactera');
});

/** As many members, each with such payouts in three months: three pieces make her established. */
async function makeCrowd(
  slug: string,
  size: number,
  states: readonly NonNullable<PayoutOverrides['state']>[],
): Promise<void> {
  for (let index = 0; index < size; index += 1) {
    const member = await makeMember(site);
    for (const [month, state] of states.entries()) {
      const publishedOn = PUBLISHED[month] ?? NOW;
      const askedOn = addDays(publishedOn, -8);
      await makePayout(site, { slug, member, state, askedOn, publishedOn });
    }
  }
}

async function close(slug: string): Promise<void> {
  const id = await platformId(site, slug);
  await site.database.prisma.$transaction(async (tx) => {
    await tx.platform.update({ where: { id }, data: { closedOn: TEST_START } });
    await recomputeAsOnNewDay(tx, id, TEST_START);
  });
}

const WORDS: readonly [slug: string, state: StandingState, fr: string, en: string][] = [
  ['clickworker', 'reliable', 'Oui.', 'Yes.'],
  ['foule-factory', 'promising', 'Il semble que oui.', 'It seems so.'],
  ['microworkers', 'doubtful', 'Pas toujours.', 'Not always.'],
  ['clixsense', 'not-paying', 'Non.', 'No.'],
  ['appen', 'unknown', 'Trop tôt pour le dire.', 'Too early to say.'],
  ['isahit', 'unknown', 'Trop tôt pour le dire.', 'Too early to say.'],
  ['pactera', 'closed', 'Cette plateforme a fermé.', 'This platform has closed.'],
];

describe.each(WORDS)('%s is %s', (slug, state, fr, en) => {
  test('in the words of its standing, with its stamp', async () => {
    const french = await read(`/fr/plateformes/${slug}`);
    expect(french).toContain(`class="stamp ${state} large`);
    expect(french).toContain(`<strong>${fr}</strong>`);
    expect(french).toContain(messagesFor('fr').rules.standings[state]);
    const english = await read(`/en/platforms/${slug}`);
    expect(english).toContain(en);
    expect(english).toContain(messagesFor('en').rules.standings[state]);
  });

  test('and says why, and what would change it', async () => {
    const body = await read(`/fr/plateformes/${slug}`);
    expect(body).toContain('<details class="fold why">');
    expect(body).toContain('class="changes"');
    expect(body).toContain(messagesFor('fr').common.notSample);
  });
});

test('no number of reports that are not released stands on the page', async () => {
  for (const slug of ['clickworker', 'microworkers']) {
    const body = await read(`/fr/plateformes/${slug}`);
    expect(body).toContain('Nous n’affichons pas de chiffres');
    const [answer = ''] = /<p class="answer">.*?<\/p>/.exec(body) ?? [];
    expect(answer).not.toMatch(/\d/);
  }
});

test('released slips are counted, with the Monday that they reach', async () => {
  const delay = { detail: 'delay', detailClass: 1 } as const;
  const slips = [
    ...Array.from({ length: 15 }, () => delay),
    ...Array.from({ length: 5 }, () => ({ outcome: 'not-paid' }) as const),
  ];
  await makeReleasedSlips(site, 'foule-factory', slips);
  const body = await read('/fr/plateformes/foule-factory');
  expect(body).toContain('Sur 20 témoignages, 15 disent payé. La moitié est payée en 6 jours.');
  expect(body).toContain('Chiffres jusqu’au lundi 16 novembre 2026');
  expect(body).toContain('Nous recalculons l’avis chaque jour.');
});

test('home says where the verdict has changed', async () => {
  expect(await read('/fr')).toContain('Ce qui a changé');
});

/** The page as a person reads it: no-break spaces are spaces. */
async function read(path: string): Promise<string> {
  const { body } = await site.get(path);
  return body.replaceAll(/[\u00a0\u202f]/g, ' ');
}
