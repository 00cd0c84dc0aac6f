import { beforeAll, expect, test } from 'vitest';
import { MOST_MERGE_CANDIDATES, mergeCandidatesResponse } from '#shared/community/moved-posts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';
import { platformId } from '#tests/support/platform-id.ts';
import { makeTopic, mergeThreads, proposeMove } from '#tests/support/moved-posts.ts';

/** Topics into which a moderator can merge one: those of its category or platform, by their titles. */

let site: TestApp;
let moderator: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  moderator = await makeMember(site, { moderator: true });
});

const ask = (thread: string, title: string | null, member: TestMember | null = moderator) =>
  site.get(
    `/api/forum/threads/${thread}/merge-candidates${title === null ? '' : `?title=${encodeURIComponent(title)}`}`,
    member?.cookie,
  );
const titlesFor = async (thread: string, title: string | null = null): Promise<string[]> =>
  mergeCandidatesResponse
    .parse((await ask(thread, title)).json())
    .threads.map((found) => found.title);

test('without a typed title they are those with a title like its own, the most alike first', async () => {
  const { id } = await makeTopic(site, 'Quand est-ce que Zorglub verse l’argent ?');
  await makeTopic(site, 'Zorglub verse l’argent quand ?');
  await makeTopic(site, 'Quand est-ce que Zorglub verse l’argent, enfin ?');
  await makeTopic(site, 'Le minimum de retrait a doublé');
  expect(await titlesFor(id)).toEqual([
    'Quand est-ce que Zorglub verse l’argent, enfin ?',
    'Zorglub verse l’argent quand ?',
  ]);
});

test('a typed word finds the topics that have it, also without accents', async () => {
  const { id } = await makeTopic(site, 'Une question');
  await makeTopic(site, 'Délai chez Gribouille : trois semaines');
  expect(await titlesFor(id, 'delai gribouille')).toEqual([
    'Délai chez Gribouille : trois semaines',
  ]);
  expect(await titlesFor(id, '%_%')).not.toContain('Délai chez Gribouille : trois semaines');
});

test('a topic of another category is one only if it is about the same platform', async () => {
  const about = { platformId: await platformId(site, 'clickworker') };
  const elsewhere = await site.database.prisma.forumCategory.findFirstOrThrow({
    where: { slug: { not: 'paiements' } },
  });
  const category = elsewhere.slug;
  const { id } = await makeThread(site, { ...about, title: 'Barbapapa refuse tout' });
  await makeThread(site, { ...about, category, title: 'Barbapapa refuse encore' });
  await makeThread(site, { category, title: 'Barbapapa refuse ailleurs' });
  expect(await titlesFor(id, 'Barbapapa refuse')).toEqual(['Barbapapa refuse encore']);
});

test('none is itself, emptied, closed or the moderator’s own; there are not too many', async () => {
  const { id } = await makeTopic(site, 'Schtroumpf paie ?');
  const gone = await makeTopic(site, 'Schtroumpf paie, vidé');
  const closed = await makeTopic(site, 'Schtroumpf paie, fermé');
  await makeThread(site, { title: 'Schtroumpf paie, à moi', member: moderator });
  await mergeThreads(site, gone.id, (await makeTopic(site, 'Autre chose')).id);
  await site.database.sql(
    `UPDATE forum_thread SET closed_on = '2026-11-20', closed_rule = 'settled', closed_reason = 'Dit.'
      WHERE id = $1`,
    [closed.id],
  );
  expect(await titlesFor(id)).toEqual([]);
  for (let nth = 0; nth <= MOST_MERGE_CANDIDATES; nth += 1) {
    await makeThread(site, { title: `Schtroumpf paie, ${nth}` });
  }
  expect(await titlesFor(id)).toHaveLength(MOST_MERGE_CANDIDATES);
});

test('the chosen one is proposed; a typed address goes before it', async () => {
  const from = await makeTopic(site, 'Un');
  const chosen = await makeTopic(site, 'Deux');
  const typed = await makeTopic(site, 'Trois');
  const targetOf = async (body: object): Promise<string | null | undefined> => {
    const { id } = (await proposeMove(site, from.id, { move: 'merge', ...body })).json<{
      id: string;
    }>();
    const act = await site.database.prisma.proposedChange.update({
      where: { id },
      data: { state: 'dropped' },
    });
    return (act.payload as { to?: string }).to;
  };
  expect(await targetOf({ chosen: chosen.id })).toBe(chosen.id);
  expect(await targetOf({ chosen: chosen.id, to: typed.id })).toBe(typed.id);
});

test('moderators alone ask', async () => {
  const { id } = await makeTopic(site, 'Une question');
  expect((await ask(id, null, null)).statusCode).toBe(401);
  expect((await ask(id, null, await makeMember(site, { established: true }))).statusCode).toBe(403);
  expect((await ask(id, 'x'.repeat(500))).statusCode).toBe(422);
  expect((await ask('zzzzzzzzzzzz', 'question')).statusCode).toBe(404);
});
