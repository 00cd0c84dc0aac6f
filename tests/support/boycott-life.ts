import { runBoycotts } from '#server/collective/boycotts/run.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { boycottResponse, type BoycottResponse } from '#shared/collective/boycott-data.ts';
import type { TestApp } from './app.ts';
import type { TestMember } from './factories.ts';
import {
  fetchPledge,
  makeWorker,
  makeWorkers,
  sendAct,
  sendPledge,
  type Pledger,
} from './pledges.ts';
import { sequence } from './record-tree.ts';

const HOUR_MS = 3_600_000;

/** What a call says, and may say otherwise later. */
export const TEXT = {
  title: 'Pas une tâche à trois centimes',
  grievance: 'Les tâches paient trois centimes depuis deux mois.',
  demands: 'Dix centimes au moins par tâche.',
  partaking: 'Ne prendre aucune tâche de cette plateforme.',
  endsWhen: 'Le boycott finit dès que le prix remonte.',
  threshold: 10,
} as const;

/** A proposal that is accepted. */
export const PROPOSAL = {
  ...TEXT,
  platform: 'clickworker',
  target: 'platform',
  pace: 'ordinary',
  debateHours: 72,
  pledgeHours: 72,
  onDays: 7,
} as const;

/** What a proposal says otherwise. */
export type Overrides = Readonly<Record<string, unknown>> & { readonly platform?: string };

const places = new WeakMap<TestApp, string[]>();

/** A platform that no call of this file was about before: nobody works there yet. */
export async function freshPlatform(site: TestApp): Promise<string> {
  const left =
    places.get(site) ??
    (await site.database.prisma.platform.findMany({ orderBy: { slug: 'asc' } })).map(
      ({ slug }) => slug,
    );
  places.set(site, left);
  const slug = left.pop();
  if (slug === undefined) throw new Error('no platform is left');
  return slug;
}

/** A call that waits for its seconders, and who proposed it. */
export async function propose(
  site: TestApp,
  overrides: Overrides = {},
  proposer?: TestMember,
): Promise<{ id: string; proposer: TestMember }> {
  const member = proposer ?? (await makeWorker(site, placeOf(overrides)));
  const answer = await site.post('/api/boycotts', { ...PROPOSAL, ...overrides }, member.cookie);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return { id: answer.json<{ id: string }>().id, proposer: member };
}

/** A call that three others seconded: its debate is open. */
export async function debate(
  site: TestApp,
  overrides: Overrides = {},
): Promise<{ id: string; proposer: TestMember }> {
  const proposed = await propose(site, overrides);
  for (const { cookie } of await makeWorkers(site, 3, placeOf(overrides))) {
    const answer = await site.post(`/api/boycotts/${proposed.id}/second`, {}, cookie);
    if (answer.statusCode !== 200) throw new Error(answer.body);
  }
  return proposed;
}

function placeOf({ platform = PROPOSAL.platform }: Overrides): { slug: string } {
  return { slug: platform };
}

/** What the site does each minute. */
export function runSteps({ database, slots, dataDir, clock }: TestApp): Promise<void> {
  return runBoycotts({ database, slots, secrets: openSecrets(null, dataDir) }, clock.now);
}

/** Some hours later, with all that time asks for. */
export async function passHours(site: TestApp, hours: number): Promise<void> {
  site.clock.now = new Date(site.clock.now.getTime() + hours * HOUR_MS);
  await runSteps(site);
}

/** The moment in so many hours, as the API writes it. */
export function momentIn({ clock }: TestApp, hours: number): string {
  const moment = new Date(clock.now.getTime() + hours * HOUR_MS);
  return `${moment.toISOString().slice(0, 19)}Z`;
}

/** A boycott as a visitor reads it, or the member whose cookie is given. */
export async function readBoycott(
  site: TestApp,
  id: string,
  cookie?: string,
): Promise<BoycottResponse> {
  const answer = await site.get(`/api/boycotts/${id}`, cookie);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return boycottResponse.parse(answer.json());
}

type Call = { id: string; proposer: TestMember };

/** A call that is pledging, its keys in the record, with `more` workers who can pledge. */
export async function openPledging(
  site: TestApp,
  more: number,
  overrides: Overrides = {},
): Promise<Call & { workers: TestMember[] }> {
  const call = await debate(site, overrides);
  const workers = await makeWorkers(site, more, placeOf(overrides));
  await passHours(site, 72);
  await sequence(site);
  return { ...call, workers };
}

/** Each of some workers pledges, one after the other. */
export async function pledgeAll(
  site: TestApp,
  id: string,
  workers: readonly TestMember[],
): Promise<Pledger[]> {
  const pledgers: Pledger[] = [];
  for (const worker of workers) {
    const pledger = await fetchPledge(site, id, worker);
    const answer = await sendPledge(site, pledger);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    pledgers.push(pledger);
  }
  return pledgers;
}

/** A boycott that is on, with ten pledges of a threshold of ten. */
export async function openBoycott(
  site: TestApp,
  overrides: Overrides = {},
): Promise<Call & { pledgers: Pledger[] }> {
  const { id, proposer, workers } = await openPledging(site, 16, overrides);
  const pledgers = await pledgeAll(site, id, workers.slice(0, 10));
  await passHours(site, 0);
  await passHours(site, 24);
  return { id, proposer, pledgers };
}

/** Each of some pledgers answers a ballot. */
export async function vote(
  site: TestApp,
  pledgers: readonly Pledger[],
  ballot: string,
  value: string,
): Promise<void> {
  for (const pledger of pledgers) {
    const answer = await sendAct(site, pledger, { purpose: `ballot:${ballot}`, counter: 1, value });
    if (answer.statusCode !== 200) throw new Error(answer.body);
  }
}

/** What the tables hold of a boycott that could lead to somebody. */
export async function countRows(
  { database: { prisma } }: TestApp,
  boycottId: string,
): Promise<Record<string, number>> {
  const where = { boycottId };
  return {
    seconders: await prisma.boycottSeconder.count({ where }),
    keys: await prisma.boycottKey.count({ where }),
    tokens: await prisma.boycottToken.count({ where }),
    pledges: await prisma.boycottPledge.count({ where }),
    acts: await prisma.boycottAct.count({ where }),
  };
}
export const NO_ROWS = { seconders: 0, keys: 0, tokens: 0, pledges: 0, acts: 0 };
