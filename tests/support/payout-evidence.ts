import { loadPayoutEvidence } from '#server/evidence/standings/refresh-platform-figures.ts';
import { today } from '#shared/core/days.ts';
import type { PayoutEvidence } from '#shared/evidence/payout-evidence.ts';
import type { TestApp } from './app.ts';
import { platformId } from './factories.ts';

/** A report of a payout as the rules read it, which no answer shows. */
export type LoadedEvidence = PayoutEvidence & {
  readonly proof: 'confirmed' | 'screenshot' | 'declared';
};

/** All reports about a platform that count today. */
export async function readPayoutEvidence(site: TestApp, slug: string): Promise<LoadedEvidence[]> {
  const now = today(site.clock.now);
  const loaded = await loadPayoutEvidence(site.database.sql, await platformId(site, slug), now);
  return loaded.map(({ evidence, facts }) => ({ ...evidence, proof: facts.proof }));
}
