import { expect } from 'vitest';
import { createRandom } from '#demo/random.ts';
import { dayToDate } from '#server/database/db.ts';
import { openSecrets, type Secrets } from '#server/core/secrets.ts';
import { col, statement } from '#server/database/sql.ts';
import { slipOwner, slipOwnerKey } from '#server/evidence/publication/load-report.ts';
import { createSlipDeps, type SlipDeps } from '#server/evidence/publication/publish-report.ts';
import { checkPendingPayouts } from '#server/evidence/payouts/check-pending-payouts.ts';
import { publishAndRelease } from '#server/evidence/publication/publish-and-release.ts';
import { personalDataResponse } from '#shared/portability/personal-data.ts';
import { addDays, mondayOf, today } from '#shared/core/days.ts';
import type { TestApp } from '#tests/support/app.ts';
import { platformId, type TestMember } from '#tests/support/factories.ts';

/** The keys of the site, which its database does not hold. */
export const secretsOf = ({ dataDir }: TestApp): Secrets => openSecrets(null, dataDir);

/** Publishes with a seeded draw. */
export function seededTools(site: TestApp, seed: number): SlipDeps {
  const random = createRandom(seed);
  const secrets = secretsOf(site);
  return {
    secrets,
    ownerKey: slipOwnerKey(secrets),
    draw: (below) => random.int(0, below - 1),
  };
}

export const PAYOUT = { outcome: 'received', expected: '20', currency: 'EUR', method: 'paypal' };

/** What tests ask of slips, of the site that `of` returns once it is there. */
export function slipDesk(of: () => TestApp) {
  async function post(slug: string, member: TestMember, facts: object = {}): Promise<string> {
    const day = today(of().clock.now);
    const dates = { askedOn: addDays(day, -10), receivedOn: addDays(day, -6) };
    const response = await of().post(
      '/api/payouts',
      { ...PAYOUT, ...dates, platform: slug, ...facts },
      member.cookie,
    );
    expect(response.statusCode, response.body).toBe(201);
    return response.json<{ id: string }>().id;
  }

  async function statesOf(member: TestMember): Promise<string[]> {
    const response = await of().get('/api/me/data.json', member.cookie);
    const { publications } = personalDataResponse.parse(response.json());
    return publications.map(({ state }) => state).toSorted();
  }

  async function saltOf(member: TestMember): Promise<string> {
    const { publicationSalt } = await of().database.prisma.member.findUniqueOrThrow({
      where: { id: member.id },
    });
    return publicationSalt;
  }

  async function ownerOf(member: TestMember, slug: string): Promise<string> {
    return slipOwner(
      slipOwnerKey(secretsOf(of())),
      await saltOf(member),
      await platformId(of(), slug),
    );
  }

  async function slipsOf(member: TestMember, slug: string) {
    const owner = await ownerOf(member, slug);
    return of().database.prisma.slip.findMany({ where: { owner }, orderBy: { monday: 'asc' } });
  }

  const run = async (): Promise<void> => {
    const slips = createSlipDeps(secretsOf(of()));
    await checkPendingPayouts(of().database, slips, of().clock.now);
    await publishAndRelease(of().database, slips, of().clock.now);
  };

  /** Moves the Monday of a waiting slip to the next one, and the clock with it. */
  async function releaseNextMonday(member: TestMember, slug: string): Promise<void> {
    const monday = addDays(mondayOf(today(of().clock.now)), 7);
    await of().database.prisma.slip.updateMany({
      where: { owner: await ownerOf(member, slug) },
      data: { monday: dayToDate(monday) },
    });
    of().clock.now = dayToDate(monday);
    await run();
    expect(await slipsOf(member, slug)).toMatchObject([{ released: true }]);
  }

  /** The only slip of a member stays for now, and is gone within 13 weeks. */
  async function expectToLeave(member: TestMember, slug: string): Promise<void> {
    await run();
    const [slip] = await slipsOf(member, slug);
    const leaves = slip?.withdrawnOn ?? new Date(0);
    expect(leaves > of().clock.now).toBe(true);
    expect(leaves <= dayToDate(addDays(today(of().clock.now), 13 * 7))).toBe(true);
    of().clock.now = leaves;
    await run();
    expect(await slipsOf(member, slug)).toEqual([]);
  }

  return { post, statesOf, saltOf, ownerOf, slipsOf, run, releaseNextMonday, expectToLeave };
}

/** The tables with a row that contains a text, in whatever column. */
export async function tablesWith(site: TestApp, text: string): Promise<string[]> {
  const { sql } = site.database;
  const tables = await sql(
    statement(
      { name: col.text },
      `SELECT table_name::text AS name FROM information_schema.tables
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name`,
    ),
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await sql(
      statement(
        { any: col.bool },
        `SELECT EXISTS (SELECT 1 FROM "${name}" t WHERE strpos(t::text, $1) > 0) AS any`,
      ),
      [text],
    );
    if (row?.any === true) found.push(name);
  }
  return found;
}
