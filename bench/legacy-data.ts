import { join } from 'node:path';
import type { Database } from '#server/database/db.ts';
import { computeLegacyFigures } from '#server/directory/clients/legacy-figures.ts';
import { applyMigrationsAndSqlFiles } from '#server/database/migrations/apply-sql-files.ts';
import { seedPlatforms } from '#server/evidence/standings/seed-platforms.ts';
import type { ExchangeRate } from '#shared/directory/reference-data.ts';
import { publishTaskFigures } from '#shared/evidence/publish-task-figures.ts';
import { summarizeTaskReports } from '#shared/evidence/summarize-task-reports.ts';
import type { ClientReviewFacts } from '#shared/directory/client-ratings.ts';
import { monthOf, today } from '#shared/core/days.ts';
import { makeRatedReport } from '#shared/evidence/hourly-pay.testing.ts';

/** Distinct clients; the rest repeat their figures. */
const KINDS = 50;
/** Today, so that the site does not recompute them during the measurement. */
const DAY = today(new Date());

/** The Mechanical Turk id of a client number. */
export function ridOf(index: number): string {
  return `A${String(index).padStart(13, '0')}`;
}

/** Fills a site with clients that have an alias and figures. */
export async function fillWithClients(database: Database, clients: number): Promise<void> {
  await applyMigrationsAndSqlFiles(database, join(process.cwd(), 'prisma', 'migrations'));
  await seedPlatforms(database, join(process.cwd(), 'prisma', 'seed'), new Date(DAY));
  const { prisma } = database;
  await prisma.$executeRaw`
    INSERT INTO client (id, slug, name, root_id, created_on)
    SELECT 'c' || i, 'client-' || i, 'Client no. ' || i, 'c' || i, ${DAY}::date
      FROM generate_series(1, ${clients}::int) i`;
  await prisma.$executeRaw`
    INSERT INTO client_identity (id, client_id, platform_id, external_id)
    SELECT 'i' || i, 'c' || i, (SELECT id FROM platform WHERE slug = 'amazon-mechanical-turk'),
           'A' || lpad(i::text, 13, '0')
      FROM generate_series(1, ${clients}::int) i`;
  const kinds = JSON.stringify(Array.from({ length: KINDS }, (_, index) => figuresOf(index)));
  await prisma.$executeRaw`
    INSERT INTO client_summary (client_id, figures, legacy, computed_on)
    SELECT 'c' || i, '{}', ${kinds}::jsonb->(i % ${KINDS}::int), ${DAY}::date
      FROM generate_series(1, ${clients}::int) i`;
  await prisma.$executeRawUnsafe('VACUUM ANALYZE client, client_identity, client_summary');
}

function figuresOf(kind: number) {
  const reports = Array.from({ length: 1 + (kind % 40) }, (_, index) =>
    makeRatedReport({
      authorKey: `author-${index}`,
      established: index % 2 === 0,
      currency: 'USD',
      rewardMinor: 20 + kind,
      paid: 10 + index,
      refusedWithReason: index % 3,
      refusedWithoutReason: kind % 2,
      broken: index % 5 === 0 ? 1 : 0,
      totalSeconds: 900 + 60 * index,
      approvalDays: index % 9,
      contact: index % 2 === 0 ? 'answered' : 'unanswered',
      recommends: index % 3 !== 0,
      breaksTerms: index % 7 === 0,
      workedMonth: index % 2 === 0 ? monthOf(DAY) : '2025-03',
    }),
  );
  const reviews: ClientReviewFacts[] = reports.map(({ authorKey, established }, index) => ({
    authorKey,
    established,
    communication: 1 + (index % 5),
    pay: 1 + (kind % 5),
    fairness: 3,
    speed: 4,
    on: DAY,
  }));
  const rates: ExchangeRate[] = [
    { currency: 'USD', perEur: 1.16, asOf: '2025-11', status: 'indicative' },
  ];
  const tasks = publishTaskFigures(summarizeTaskReports(reports, rates));
  const aliases = [`Also known as no. ${kind}`];
  return computeLegacyFigures({
    name: 'Client',
    aliases,
    tasks,
    recentTasks: tasks,
    reviews,
    rates,
  });
}
