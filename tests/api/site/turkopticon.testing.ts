import { dayToDate } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import {
  computeLegacyFigures,
  type LegacyFiguresInput,
} from '#server/directory/clients/legacy-figures.ts';
import type { ClientReviewFacts } from '#shared/directory/clients.ts';
import { today } from '#shared/core/days.ts';
import { makeRatedReport } from '#shared/evidence/hourly-pay.testing.ts';
import { foldName } from '#shared/core/text.ts';
import type { TestApp } from '#tests/support/app.ts';
import { platformId } from '#tests/support/factories.ts';

/** One report of ten runs at half a dollar, all paid, in half an hour: ten dollars an hour. */
export const REPORT = makeRatedReport({
  authorKey: 'a',
  established: false,
  currency: 'USD',
  rewardMinor: 50,
  paid: 10,
  totalSeconds: 1_800,
  approvalDays: 3,
  contact: 'answered',
  recommends: true,
});

export const REVIEW: ClientReviewFacts = {
  authorKey: 'a',
  established: false,
  communication: 3,
  pay: 2,
  fairness: 3,
  speed: 4,
  on: '2026-11-15',
};

type Facts = Partial<Pick<LegacyFiguresInput, 'reports' | 'reviews' | 'aliases'>>;

/** A client with an id on Mechanical Turk, and figures where facts are given; answers its slug. */
export async function makeKnownClient(
  test: TestApp,
  { rid, name = `Client ${rid}`, facts }: { rid: string; name?: string; facts?: Facts },
): Promise<{ id: string; slug: string }> {
  const { prisma } = test.database;
  const id = randomId();
  const slug = `client-${id}`;
  const day = today(test.clock.now);
  await prisma.client.create({
    data: { id, slug, name, rootId: id, createdOn: dayToDate(day) },
  });
  await prisma.clientName.create({
    data: { id: randomId(), clientId: id, text: name, key: foldName(name) },
  });
  await prisma.clientIdentity.create({
    data: {
      id: randomId(),
      clientId: id,
      platformId: await platformId(test, 'amazon-mechanical-turk'),
      externalId: rid,
    },
  });
  if (facts === undefined) return { id, slug };
  const rates = [
    { currency: 'USD' as const, perEur: 1.2, asOf: '2026-01', status: 'indicative' },
    { currency: 'EUR' as const, perEur: 1, asOf: '2026-01', status: 'exact' },
  ];
  const input = { name, aliases: [], reports: [], reviews: [], ...facts, rates, now: day };
  await prisma.clientSummary.create({
    data: {
      clientId: id,
      figures: {},
      legacy: computeLegacyFigures(input),
      computedOn: dayToDate(day),
    },
  });
  return { id, slug };
}
