import { dayToDate } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import {
  computeLegacyFigures,
  type LegacyFiguresInput,
} from '#server/directory/clients/legacy-figures.ts';
import { makeTaskFigures, paidHourly } from '#server/directory/clients/legacy-figures.testing.ts';
import type { ClientReviewFacts } from '#shared/directory/client-ratings.ts';
import { today } from '#shared/core/days.ts';
import { foldName } from '#shared/core/text.ts';
import type { TestApp } from '#tests/support/app.ts';
import { platformId } from '#tests/support/factories.ts';

/** Ten dollars an hour, approval within three days, and an answer to all. */
export const TASKS = makeTaskFigures({
  ...paidHourly(1_000),
  medianApprovalDays: 3,
  answered: { share: 1, members: 10 },
  recommends: { share: 1, members: 10 },
  refused: { share: 0, withoutReasonShare: 0, members: 10 },
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

type Facts = Partial<Pick<LegacyFiguresInput, 'tasks' | 'recentTasks' | 'reviews' | 'aliases'>>;

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
  const none = { aliases: [], tasks: null, recentTasks: null, reviews: [] };
  const input = { name, ...none, ...facts, rates };
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
