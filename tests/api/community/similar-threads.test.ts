import { beforeAll, expect, test } from 'vitest';
import { similarThreadsResponse } from '#shared/community/similar-threads.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { makeThread } from '#tests/api/site/search.testing.ts';

let site: TestApp;

const TITLES = [
  'Clickworker ne paie plus depuis trois semaines',
  'Comment changer de moyen de paiement sur Clickworker ?',
  'Vos meilleures tâches de novembre',
  'Comment changer de moyen de paiement ?',
];

beforeAll(async () => {
  site = await createTestApp();
  const member = await makeMember(site);
  for (const title of TITLES) await makeThread(site, { title, texts: ['Bonjour.'], member });
});

async function similarTo(title: string): Promise<string[]> {
  const { statusCode, json } = await site.get(
    `/api/forum/similar-threads?title=${encodeURIComponent(title)}`,
  );
  expect(statusCode).toBe(200);
  return similarThreadsResponse.parse(json()).threads.map((thread) => thread.title);
}

test.each([
  ['the same question in other words', 'clickworker ne paie pas depuis semaines', TITLES[0]],
  ['without accents and capitals', 'COMMENT CHANGER MON MOYEN DE PAIEMENT', TITLES[3]],
  ['while it is typed', 'vos meilleures ta', TITLES[2]],
])('finds %s', async (_, typed, found) => {
  expect((await similarTo(typed))[0]).toBe(found);
});

test.each([
  ['a few letters', 'Clickwo'],
  ['another question', 'Impossible de joindre une photo au formulaire'],
  ['signs', '%%%% ____ \'" \\\\ ????'],
])('finds nothing for %s', async (_, typed) => {
  expect(await similarTo(typed)).toEqual([]);
});

test('refuses more than a title holds', async () => {
  const long = await site.get(`/api/forum/similar-threads?title=${'a'.repeat(1_000)}`);
  expect(long.statusCode).toBe(422);
});

test('of titles that are as alike, one that is solved comes first', async () => {
  const member = await makeMember(site);
  const title = 'Quel navigateur pour les captures';
  const [solved] = [
    await makeThread(site, { title: `${title} ?`, texts: ['Lequel ?', 'Firefox.'], member }),
    await makeThread(site, { title: `${title} !`, texts: ['Lequel ?'], member }),
  ];
  await site.database.prisma.forumThread.update({
    where: { id: solved.id },
    data: { solvedPlace: 2 },
  });
  expect(await similarTo(title)).toEqual([`${title} ?`, `${title} !`]);
});
