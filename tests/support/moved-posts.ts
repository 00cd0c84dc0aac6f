import type { LightMyRequestResponse } from 'fastify';
import type { TestApp } from './app.ts';
import { makePost, makeThread, readPage, type TestThread } from './forum.ts';
import { makeMember, type TestMember } from './members.ts';
import { decideByTwo } from './proposals.ts';

export const MOVE_REASON = 'C’est la même question.';

export function passMinute({ clock }: Pick<TestApp, 'clock'>): void {
  clock.now = new Date(clock.now.getTime() + 60_000);
}

/** A topic with answers by others, each a minute later; its texts are its title and their number. */
export async function makeTopic(site: TestApp, title: string, answers = 2) {
  passMinute(site);
  const { id, postId, member } = await makeThread(site, { title, text: `${title} 1` });
  const posts = [postId];
  for (let nth = 2; nth <= answers + 1; nth += 1) {
    passMinute(site);
    const other = await makeMember(site);
    posts.push(await makePost(site, id, { member: other, text: `${title} ${nth}` }));
  }
  return { id, member, posts };
}

/** Proposes a move as a moderator; a new one where none is given. */
export async function proposeMove(
  site: TestApp,
  thread: string,
  body: object,
  cookie?: string,
): Promise<LightMyRequestResponse> {
  const by = cookie ?? (await makeMember(site, { moderator: true })).cookie;
  return site.post(`/api/forum/threads/${thread}/moves`, { reason: MOVE_REASON, ...body }, by);
}

/** The same by two moderators, so that it is in effect. */
export async function moveByTwo(
  site: TestApp,
  thread: string,
  body: object,
  moderator?: TestMember,
): Promise<LightMyRequestResponse> {
  const by = moderator ?? (await makeMember(site, { moderator: true }));
  const moved = await decideByTwo(
    site,
    `/api/forum/threads/${thread}/moves`,
    { reason: MOVE_REASON, ...body },
    by,
  );
  if (moved.statusCode !== 201) throw new Error(moved.body);
  return moved;
}

/** Merges a thread into another, as two moderators do. */
export function mergeThreads(site: TestApp, from: string, to: string) {
  return moveByTwo(site, from, { move: 'merge', to });
}

/** A thread that is posted by the routes of the site, so that the record has it, with answers by others. */
export async function makePostedThread(
  site: TestApp,
  { title, answers = 2, text = 'Qui sait ?' }: { title: string; answers?: number; text?: string },
): Promise<TestThread & { posts: string[]; members: TestMember[] }> {
  const member = await makeMember(site);
  passMinute(site);
  const started = { category: 'paiements', title, text };
  const { id } = (await site.post('/api/forum/threads', started, member.cookie)).json<{
    id: string;
  }>();
  const [first] = (await readPage(site, id)).posts;
  const posts = [first?.id ?? ''];
  const members = [member];
  for (let nth = 1; nth <= answers; nth += 1) {
    const other = await makeMember(site);
    passMinute(site);
    const body = { text: `${title}, réponse ${nth}.` };
    const answer = await site.post(`/api/forum/threads/${id}/posts`, body, other.cookie);
    posts.push(answer.json<{ id: string }>().id);
    members.push(other);
  }
  return { id, postId: posts[0] ?? '', member, posts, members };
}

/** Two threads of which one was merged into the other; what a table of moves and moved posts are made of. */
export async function makeMergedThreads(site: TestApp): Promise<{ from: string; to: string }> {
  const to = (await makePostedThread(site, { title: 'Est-ce que ça paie ?' })).id;
  const from = (await makePostedThread(site, { title: 'Ça paie encore ?' })).id;
  await mergeThreads(site, from, to);
  return { from, to };
}
