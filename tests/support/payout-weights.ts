import { loadPayoutEvidence } from '#server/evidence/standings/refresh-platform-figures.ts';
import { today } from '#shared/core/days.ts';
import { weighPayouts, type PayoutEvidence } from '#shared/evidence/standing.ts';
import type { TestApp } from './app.ts';
import { platformId } from './factories.ts';

/** A payout with its weight in the standing, which no answer shows. */
export type PayoutWeight = PayoutEvidence & {
  readonly weight: number;
  readonly paid: number;
  readonly unpaid: number;
};

/** All payouts of a platform that count today, with what each weighs. */
export async function readPayoutWeights(site: TestApp, slug: string): Promise<PayoutWeight[]> {
  const now = today(site.clock.now);
  const loaded = await loadPayoutEvidence(site.database.sql, await platformId(site, slug), now);
  const evidence = loaded.map((one) => one.evidence);
  return weighPayouts(evidence, now).map(({ payout, weight, paid, unpaid }) => {
    return { ...payout, weight, paid, unpaid };
  });
}
