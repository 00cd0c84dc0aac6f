import { randomId } from '#server/core/ids.ts';
import { dayToDate } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import {
  clientResponse,
  clientsResponse,
  type ClientResponse,
  type ClientsResponse,
} from '#shared/directory/clients.ts';
import {
  clientHistoryResponse,
  type ClientHistoryResponse,
} from '#shared/directory/client-revisions.ts';
import {
  clientReviewsResponse,
  type ClientReviewsResponse,
} from '#shared/directory/client-reviews.ts';
import { today } from '#shared/core/days.ts';
import { foldName } from '#shared/core/text.ts';
import { answerAct } from '#tests/support/proposals.ts';
import type { TestApp } from '#tests/support/app.ts';
import { makeMember, platformId, showAllPosts, type TestMember } from '#tests/support/factories.ts';

export const CHANGE_REASON = 'Même logo et mêmes consignes.';
export const CLIENT_RATINGS = { communication: 4, pay: 2, fairness: 3, speed: 5 };

/** A client as a member adds it. */
export async function makeClient(
  site: TestApp,
  overrides: { name?: string; platform?: string; externalId?: string; member?: TestMember } = {},
): Promise<{ id: string; slug: string; name: string }> {
  const member = overrides.member ?? (await makeMember(site));
  const name = overrides.name ?? `Client ${randomId()}`;
  const { platform, externalId } = overrides;
  const body = { name, platform: platform ?? 'clickworker', externalId, notAPerson: true };
  const response = await site.post('/api/clients', body, member.cookie);
  if (response.statusCode !== 201) throw new Error(response.body);
  const { id, path } = response.json<{ id: string; path: string }>();
  return { id, name, slug: path.split('/').at(-1)?.split('?')[0] ?? '' };
}

/** What a member can say of a client: a review, a name and a guess. */
export async function addReviewNameAndGuess(
  site: TestApp,
  { member, platform, name }: { member: TestMember; platform: string; name?: string },
): Promise<{ slug: string }> {
  const client = await makeClient(site, name === undefined ? {} : { name });
  const address = `/api/clients/${client.slug}`;
  const posts: [string, object][] = [
    ['review', { ...CLIENT_RATINGS, platform, experiencedMonth: '2026-10' }],
    [
      'guesses',
      { text: 'Une filiale.', source: 'https://registre.example/fiche', notAPerson: true },
    ],
  ];
  const alias = { name: `Alias ${randomId()}`, notAPerson: true };
  // Of a member who is not established it would be a proposal.
  await addAlias(site, member, client, alias);
  for (const [what, body] of posts) {
    const { statusCode } = await site.post(`${address}/${what}`, body, member.cookie);
    if (statusCode >= 300) throw new Error(`${what}: ${statusCode}`);
  }
  await showAllPosts(site);
  return client;
}

/** Gives a client another name, as a change by a member that is in effect. */
async function addAlias(
  site: TestApp,
  member: TestMember,
  client: { slug: string },
  alias: { name: string; notAPerson: boolean },
): Promise<void> {
  const path = `/api/clients/${client.slug}/names`;
  const answer = await site.post(path, { ...alias, reason: CHANGE_REASON }, member.cookie);
  const { id } = answer.json<{ id?: string }>();
  if (id === undefined) return;
  const second = await makeMember(site, { established: true });
  const confirmed = await answerAct(site, id, second);
  if (confirmed !== 200) throw new Error(`alias: ${confirmed}`);
}

/** A change of a client that waits for somebody else, and one that she was drawn to answer. */
export async function proposeAlias(site: TestApp, member: TestMember): Promise<void> {
  const { prisma } = site.database;
  const other = await makeClient(site);
  const act = await prisma.proposedChange.create({
    data: {
      id: randomId(),
      kind: 'add-client-name',
      subject: `client/${other.id}`,
      reason: 'C’est son autre nom.',
      payload: { name: 'Un autre nom' },
      memberId: member.id,
      proposedAt: site.clock.now,
      state: 'open',
    },
  });
  await prisma.actDraw.create({
    data: { actId: act.id, memberId: member.id, drawnAt: site.clock.now },
  });
}

/** A task of a client, without a report. */
export async function makeClientTask(
  site: TestApp,
  {
    client,
    title = 'Trier des images',
    slug = 'clickworker',
  }: {
    client?: { id: string };
    title?: string;
    slug?: string;
  } = {},
): Promise<string> {
  const { id } = await site.database.prisma.task.create({
    data: {
      id: randomId(),
      platformId: await platformId(site, slug),
      clientId: client?.id ?? null,
      title,
      titleKey: foldName(title),
      currency: 'EUR',
      rewardMinor: 12,
      // Its title is public.
      lastReportAt: site.clock.now,
      createdOn: dayToDate(today(site.clock.now)),
    },
  });
  return id;
}

/** What everybody, or the member of the cookie, reads of a client. */
export async function readClient(
  site: TestApp,
  slug: string,
  cookie?: string,
): Promise<ClientResponse> {
  return clientResponse.parse((await site.get(`/api/clients/${slug}`, cookie)).json());
}

export async function listClients(site: TestApp, query: string): Promise<ClientsResponse> {
  return clientsResponse.parse((await site.get(`/api/clients?${query}`)).json());
}

export async function readClientReviews(
  site: TestApp,
  slug: string,
  query = '',
  cookie?: string,
): Promise<ClientReviewsResponse> {
  const response = await site.get(`/api/clients/${slug}/reviews?${query}`, cookie);
  return clientReviewsResponse.parse(response.json());
}

export async function readClientHistory(
  site: TestApp,
  slug: string,
  cookie?: string,
): Promise<ClientHistoryResponse> {
  const response = await site.get(`/api/clients/${slug}/history`, cookie);
  return clientHistoryResponse.parse(response.json());
}

/**
 * Everything that says what belongs to which client. Two states that look the same are the same.
 */
export async function readClientAssignments({ database: { sql } }: TestApp): Promise<unknown> {
  return sql(
    statement(
      { what: col.text, id: col.text, place: col.text, text: col.text.orNull },
      `SELECT 'client' AS what, id, root_id AS place, name AS text FROM client
     UNION ALL SELECT 'name', id, client_id, text FROM client_name
     UNION ALL SELECT 'identity', id, client_id, platform_id || '/' || external_id FROM client_identity
     UNION ALL SELECT 'task', id, client_id, title FROM task ORDER BY 1, 2`,
    ),
  );
}

/** Clients whose root is not a root itself: there must be none, ever. */
export async function findBrokenMergeChains({ database: { sql } }: TestApp): Promise<object[]> {
  return sql(
    statement(
      { slug: col.text },
      `SELECT c.slug FROM client c JOIN client r ON r.id = c.root_id WHERE r.root_id <> r.id`,
    ),
  );
}

/** A client as a test holds it. */
export type TestClient = { id: string; slug: string; name: string };

export async function makeThreeClients(
  site: TestApp,
): Promise<[TestClient, TestClient, TestClient]> {
  return [await makeClient(site), await makeClient(site), await makeClient(site)];
}

/** Changes a client as a member, with a reason; the status of the answer. */
export async function changeClientAs(
  site: TestApp,
  by: TestMember | null,
  { slug }: { slug: string },
  what: string,
  body: object,
): Promise<number> {
  const fields = { reason: CHANGE_REASON, ...body };
  return (await site.post(`/api/clients/${slug}/${what}`, fields, by?.cookie)).statusCode;
}

/** Undoes a change as a member; the status of the answer. */
export async function undoClientChangeAs(
  site: TestApp,
  by: TestMember | null,
  id: string,
): Promise<number> {
  const path = `/api/client-revisions/${id}/undo`;
  return (await site.post(path, { reason: CHANGE_REASON }, by?.cookie)).statusCode;
}

/** The newest change of a client. */
export async function findLatestClientChange(
  site: TestApp,
  { slug }: { slug: string },
): Promise<string> {
  return (await readClientHistory(site, slug)).revisions[0]?.id ?? '';
}
