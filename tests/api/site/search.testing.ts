import { expect } from 'vitest';
import { countPostWords } from '#server/site/search/count-words.ts';
import { randomId } from '#server/core/ids.ts';
import type { SearchResponse, TextSegment } from '#shared/site/search.ts';
import type { TestApp } from '#tests/support/app.ts';
import { platformId, type TestMember } from '#tests/support/factories.ts';

type Thread = { id: string; posts: string[] };

/** A thread as it stands in the database, each text a post of its own; places begin at 1. */
export async function makeThread(
  { database, clock }: TestApp,
  given: {
    title: string;
    texts: readonly string[];
    member?: TestMember | null;
    platform?: string;
    postedAt?: string;
  },
): Promise<Thread> {
  const { prisma } = database;
  const id = randomId();
  const postedAt = new Date(given.postedAt ?? clock.now);
  const { id: categoryId } = await prisma.forumCategory.findFirstOrThrow();
  await prisma.forumThread.create({
    data: {
      id,
      categoryId,
      memberId: given.member?.id ?? null,
      title: given.title,
      platformId:
        given.platform === undefined
          ? null
          : await platformId({ database } as TestApp, given.platform),
      startedAt: postedAt,
      lastPostAt: postedAt,
      posts: given.texts.length,
    },
  });
  const posts = given.texts.map(() => randomId());
  await prisma.forumPost.createMany({
    data: given.texts.map((text, index) => ({
      id: posts[index] ?? '',
      threadId: id,
      place: index + 1,
      memberId: given.member?.id ?? null,
      postedAt,
      text,
      html: '<p>…</p>',
      renderer: 1,
    })),
  });
  return { id, posts };
}

/** What a search answers; of a visitor, or of the member whose cookie is given. */
export async function search(
  site: TestApp,
  query: Readonly<Record<string, string>>,
  cookie?: string,
): Promise<SearchResponse> {
  const response = await site.get(`/api/search?${new URLSearchParams(query)}`, cookie);
  expect(response.statusCode, response.body).toBe(200);
  return response.json<SearchResponse>();
}

/** The ids of the posts that a search finds, the best first. */
export async function findIds(
  site: TestApp,
  query: Readonly<Record<string, string>>,
  cookie?: string,
): Promise<string[]> {
  return (await search(site, query, cookie)).posts.map(({ id }) => id);
}

/** Words counted anew, as the site does once a day. */
export async function recount(site: TestApp): Promise<void> {
  await site.database.prisma.searchWordCount.deleteMany();
  await countPostWords(site.database, site.clock.now);
}

/** A text with its marks shown: "le [paiement] est là". */
export function show(segments: readonly TextSegment[]): string {
  return segments.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('');
}
