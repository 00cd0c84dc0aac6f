import { runBoycotts } from '#server/boycotts/run.ts';
import { openSecrets } from '#server/secrets.ts';
import { boycottResponse, type BoycottResponse } from '#shared/boycott-data.ts';
import type { TestApp } from './app.ts';
import type { TestMember } from './factories.ts';
import { makeWorker } from './pledges.ts';

const HOUR_MS = 3_600_000;

/** A proposal that is accepted. */
export const PROPOSAL = {
  platform: 'clickworker',
  target: 'platform',
  pace: 'ordinary',
  title: 'Pas une tâche à trois centimes',
  grievance: 'Les tâches paient trois centimes depuis deux mois.',
  demands: 'Dix centimes au moins par tâche.',
  partaking: 'Ne prendre aucune tâche de cette plateforme.',
  endsWhen: 'Le boycott finit dès que le prix remonte.',
  threshold: 10,
  debateHours: 72,
  pledgeHours: 72,
  onDays: 7,
} as const;

/** A call that waits for its seconders, and who proposed it. */
export async function propose(
  site: TestApp,
  overrides: Readonly<Record<string, unknown>> = {},
  proposer?: TestMember,
): Promise<{ id: string; proposer: TestMember }> {
  const member = proposer ?? (await makeWorker(site));
  const answer = await site.post('/api/boycotts', { ...PROPOSAL, ...overrides }, member.cookie);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return { id: answer.json<{ id: string }>().id, proposer: member };
}

/** A call that three others seconded: its debate is open. */
export async function debate(
  site: TestApp,
  overrides: Readonly<Record<string, unknown>> = {},
): Promise<{ id: string; proposer: TestMember }> {
  const proposed = await propose(site, overrides);
  for (let nth = 0; nth < 3; nth += 1) {
    const { cookie } = await makeWorker(site);
    const answer = await site.post(`/api/boycotts/${proposed.id}/second`, {}, cookie);
    if (answer.statusCode !== 200) throw new Error(answer.body);
  }
  return proposed;
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
