import { runBoycotts } from '#server/collective/boycotts/run-boycotts.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { boycottResponse, type BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
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
import { sequence } from './log-sequencer.ts';

const HOUR_MS = 3_600_000;

/** The editable texts of a boycott call. */
export const TEXT = {
  title: 'Pas une tâche à trois centimes',
  grievance: 'Les tâches paient trois centimes depuis deux mois.',
  demands: 'Dix centimes au moins par tâche.',
  partaking: 'Ne prendre aucune tâche de cette plateforme.',
  endsWhen: 'Le boycott finit dès que le prix remonte.',
  threshold: 10,
} as const;

/** A valid proposal. */
export const PROPOSAL = {
  ...TEXT,
  platform: 'clickworker',
  target: 'platform',
  pace: 'ordinary',
  debateHours: 72,
  pledgeHours: 72,
  onDays: 7,
} as const;

/** Fields of a proposal to override. */
export type Overrides = Readonly<Record<string, unknown>> & { readonly platform?: string };

const places = new WeakMap<TestApp, string[]>();

/** A platform that no boycott of this test file uses, without workers. */
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

/** A proposed boycott that waits for seconders, and its proposer. */
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

/** A boycott with three seconders, in debate. */
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

/** Runs the time-based steps, as the site does every minute. */
export function runSteps({ database, slots, dataDir, clock }: TestApp): Promise<void> {
  return runBoycotts({ database, slots, secrets: openSecrets(null, dataDir) }, clock.now);
}

/** Advances the clock by some hours and runs the due steps. */
export async function passHours(site: TestApp, hours: number): Promise<void> {
  site.clock.now = new Date(site.clock.now.getTime() + hours * HOUR_MS);
  await runSteps(site);
}

/** The time in some hours, in the API's format. */
export function momentIn({ clock }: TestApp, hours: number): string {
  const moment = new Date(clock.now.getTime() + hours * HOUR_MS);
  return `${moment.toISOString().slice(0, 19)}Z`;
}

/** A boycott as read by a visitor, or by the member with this cookie. */
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

/** A boycott that collects pledges, with its keys in the transparency log and `more` eligible workers. */
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

/** Lets workers pledge one after the other. */
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

/** An active boycott with ten pledges, its threshold. */
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

/** Lets pledgers vote on a ballot. */
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

/** Counts the rows of a boycott that could identify somebody. */
export async function countRows(
  { database: { prisma } }: TestApp,
  boycottId: string,
): Promise<Record<string, number>> {
  const where = { boycottId };
  return {
    seconders: await prisma.boycottSecond.count({ where }),
    keys: await prisma.boycottKey.count({ where }),
    tokens: await prisma.boycottTokenHolder.count({ where }),
    pledges: await prisma.boycottPledge.count({ where }),
    acts: await prisma.boycottAct.count({ where }),
  };
}
export const NO_ROWS = { seconders: 0, keys: 0, tokens: 0, pledges: 0, acts: 0 };
