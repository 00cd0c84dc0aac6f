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

/** The same question, answered in the words of each standing, with its counts. */

const NOW = today(TEST_START);
const PUBLISHED = [addDays(NOW, -65), addDays(NOW, -35), addDays(NOW, -2)];
let site: TestApp;

beforeAll(async () => {
  site = await createTestApp();
  await makeCrowd('clickworker', 12, ['received', 'received', 'received']);
  await makeCrowd('foule-factory', 6, ['received', 'received', 'received']);
  await makeCrowd('microworkers', 6, ['refused', 'refused', 'received']);
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
  ['clickworker', 'reliable', 'D’après 12 membres, oui.', 'According to 12 members, yes.'],
  ['foule-factory', 'promising', 'D’après 6 membres, plutôt oui.', '6 members, mostly yes.'],
  ['microworkers', 'doubtful', 'D’après 6 membres, pas toujours.', '6 members, not always.'],
  ['clixsense', 'not-paying', 'D’après 8 membres, non.', 'According to 8 members, no.'],
  ['appen', 'unknown', 'D’après 1 membre, trop tôt pour le dire.', '1 member, too early to say.'],
  ['isahit', 'unknown', 'Personne n’a encore rien déclaré ici.', 'No reports yet.'],
  ['pactera', 'closed', 'Cette plateforme a fermé.', 'This platform has closed.'],
];

describe.each(WORDS)('%s is %s', (slug, state, fr, en) => {
  test('in the words of its standing, with its stamp', async () => {
    const french = await read(`/fr/plateformes/${slug}`);
    expect(french).toContain(`class="stamp ${state} large"`);
    expect(french).toContain(`<strong>${fr}</strong>`);
    expect(french).toContain(messagesFor('fr').rules.standings[state]);
    const english = await read(`/en/platforms/${slug}`);
    expect(english).toContain(en);
    expect(english).toContain(messagesFor('en').rules.standings[state]);
  });

  test('and says why, and what would change it', async () => {
    const body = await read(`/fr/plateformes/${slug}`);
    expect(body).toContain('<details class="why">');
    expect(body).toContain('class="changes"');
    expect(body).toContain(messagesFor('fr').common.notSample);
  });
});

test('many who wait are counted before anything else', async () => {
  const body = await read('/fr/plateformes/mobeye');
  const first = body.indexOf('3 membres attendent depuis plus de deux fois le délai normal.');
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(body.indexOf('class="stamp'));
});

test('the answer is counted, never rounded to a bare yes', async () => {
  expect(await read('/fr/plateformes/clickworker')).toContain(
    '100 % des 36 paiements dus en 12 mois sont reçus, la moitié en 4 jours.',
  );
  expect(await read('/fr/plateformes/microworkers')).toContain(
    'Sur 18 paiements dus en 12 mois, 6 sont reçus',
  );
});

test('home names who waits, out of how many, and what has changed', async () => {
  const body = await read('/fr');
  expect(body).toContain('3 membres sur 3 attendent');
  expect(body).toContain('Là où l’avis du site a changé');
  const home = (await site.get('/api/home')).json<{ counts: { payouts: number } }>();
  expect(home.counts.payouts).toBe(36 + 18 + 18 + 24 + 1 + 3 + 2);
});

/** The page as a person reads it: no-break spaces are spaces. */
async function read(path: string): Promise<string> {
  const { body } = await site.get(path);
  return body.replaceAll(/[\u00a0\u202f]/g, ' ');
}
