import type { BrowserContext } from 'playwright-core';
import { makeKeys } from '#server/boycotts/keys.ts';
import { newId } from '#server/ids.ts';
import { record } from '#server/record/record.ts';
import { openSecrets } from '#server/secrets.ts';
import type { TestApp } from './app.ts';
import { platformId } from './factories.ts';

/**
 * A boycott of a platform whose keys were made and told just now, put there without the days before.
 * Evidence of this very day comes too late for it.
 */
export async function makePledging(
  site: TestApp,
  { threshold = 10, pace = 'fast' }: { threshold?: number; pace?: 'ordinary' | 'fast' } = {},
): Promise<string> {
  const { database, clock, dataDir } = site;
  const id = newId();
  const platform = await platformId(site, 'clickworker');
  await database.prisma.$transaction(async (tx) => {
    await tx.boycott.create({
      data: {
        id,
        platformId: platform,
        target: 'platform',
        pace,
        state: 'pledging',
        title: 'Pas une tâche sous 50 centimes',
        grievance: 'Vingt minutes pour trente centimes, depuis le printemps.',
        demands: 'Cinquante centimes par tâche.',
        partaking: 'Ne prendre aucune tâche de cette plateforme.',
        endsWhen: 'La récompense passe à cinquante centimes.',
        threshold,
        debateHours: 24,
        pledgeHours: 72,
        onDays: 7,
        proposedAt: clock.now,
        stepEndsAt: new Date(clock.now.getTime() + 72 * 3_600_000),
        pledgingFrom: clock.now,
      },
    });
    const ranks = pace === 'fast' ? (['established', 'new'] as const) : (['established'] as const);
    await makeKeys(tx, openSecrets(null, dataDir), id, ranks);
    await record(tx, clock.now, { kind: 'boycott-pledging', subject: `boycott/${id}` });
  });
  return id;
}

/** The shortest of all waits: what a browser draws by chance to send later goes at once. */
export async function sendsAtOnce(phone: BrowserContext): Promise<void> {
  await phone.addInitScript(`{
    const draw = crypto.getRandomValues.bind(crypto);
    crypto.getRandomValues = (into) =>
      into instanceof Uint32Array && into.length === 1 ? into.fill(0) : draw(into);
  }`);
}
