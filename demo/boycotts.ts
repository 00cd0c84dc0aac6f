import { constants, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { acceptPledgerAct } from '#server/collective/pledges/accept-pledger-act.ts';
import { publishBoycottRetrospective, secondBoycott } from '#server/collective/boycotts/actions.ts';
import { worksOnPlatformSql } from '#server/collective/boycott-procedure/pledge-eligibility.ts';
import { loadSigningKeys } from '#server/collective/pledges/signing-keys.ts';
import { acceptPledge } from '#server/collective/pledges/accept-pledge.ts';
import { proposeBoycott } from '#server/collective/boycotts/propose-boycott.ts';
import { runBoycotts, type RunBoycottsDeps } from '#server/collective/boycotts/run-boycotts.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { BOYCOTT_DURATION_DAYS, SECONDERS_NEEDED } from '#shared/collective/boycotts.ts';
import { pathTo } from '#shared/core/paths.ts';
import { MESSAGE_PREFIX_BYTES, SALT_BYTES } from '#shared/collective/blind-signing.ts';
import {
  CHECK_IN_PURPOSE,
  encodePledgerActMessage,
  encodePledgeMessage,
} from '#shared/collective/pledge-messages.ts';
import { CALLS, type CallPlan } from './boycott-plans.ts';
import { DEMO_MEMBER } from '#server/portability/demo/demo-accounts.ts';
import { planOrganising, type DueThen, type OpenCall } from './organising.ts';
import { proposeFundInDemo, type FundPlan } from './solidarity-funds.ts';
import { col, statement } from '#server/database/sql.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How often the demo does what a site does each minute. */
const TURN_HOURS = 12;
/** Of eight who say how their day went, one could not hold. */
const COULD_NOT_EACH = 8;
/** The first workers of a platform propose and second its calls; these translate them. */
const TRANSLATORS_FROM = SECONDERS_NEEDED + 1;

/** What is known of a call while it lives. */
type Living = { id: string | null; proposer: Viewer | null; readonly pledgers: Pledger[] };
type Pledger = { readonly key: string; readonly privateKey: KeyObject };

/**
 * The demo's boycotts, event by event, by the actions that members use. Calls on platforms with too
 * few workers fail, as in reality.
 */
export function planBoycotts(site: RunBoycottsDeps, now: Date): DueThen[] {
  const longest = Math.max(...CALLS.map(({ proposedDaysAgo }) => proposedDaysAgo));
  const turns: DueThen[] = [];
  for (let hours = longest * 24; hours >= 0; hours -= TURN_HOURS) {
    const at = new Date(now.getTime() - hours * HOUR_MS);
    turns.push({ at, run: () => runBoycotts(site, at) });
  }
  const calls = CALLS.flatMap((plan) => planCall(site, plan, now));
  return [...turns, ...calls].toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

function planCall(site: RunBoycottsDeps, plan: CallPlan, now: Date): DueThen[] {
  const living: Living = { id: null, proposer: null, pledgers: [] };
  const from = new Date(now.getTime() - plan.proposedDaysAgo * DAY_MS);
  const after = (hours: number): Date => new Date(from.getTime() + hours * HOUR_MS);
  const due: DueThen[] = [{ at: from, run: () => proposeIt(site, plan, living, from) }];
  for (let nth = 1; nth <= SECONDERS_NEEDED; nth += 1) {
    const at = after(nth * 3);
    due.push({ at, run: () => secondIt(site, plan, living, nth, at) });
  }
  for (let nth = 0; nth < plan.pledges; nth += 1) {
    // From the day after the debate on, some each hour.
    const at = after(SECONDERS_NEEDED * 3 + plan.debateHours + 20 + nth);
    due.push({ at, run: () => pledgeIt(site, living, at) });
  }
  for (const fund of plan.funds) {
    const at = new Date(now.getTime() - fund.daysAgo * DAY_MS);
    due.push({ at, run: () => proposeItsFund(site, living, fund, at) });
  }
  due.push(
    ...planOrganising(site.database, plan, now, {
      findCall: () => findOpenCall(site, living),
      findTranslators: async (at) =>
        (await findWorkers(site.database, plan.platform, at)).slice(TRANSLATORS_FROM),
    }),
  );
  for (let day = 1; after(day * 24) < now; day += 1) {
    const at = after(day * 24);
    due.push({ at, run: () => liveOn(site, plan, living, at) });
  }
  return due.filter(({ at }) => at <= now);
}

async function proposeIt(
  { database: { prisma } }: RunBoycottsDeps,
  plan: CallPlan,
  living: Living,
  at: Date,
): Promise<void> {
  const [proposer] = await findWorkers({ prisma }, plan.platform, at);
  if (proposer === undefined) return;
  const client =
    plan.client === null
      ? null
      : await prisma.client.findFirst({
          where: { name: plan.client },
          select: { root: { select: { slug: true } } },
        });
  const { title, grievance, demands, partaking, endsWhen, threshold } = plan;
  const { platform, debateHours, pledgeHours } = plan;
  const shown = [pathTo('fr', 'platform', { slug: platform })];
  if (client !== null) shown.push(pathTo('fr', 'client', { slug: client.root.slug }));
  const { id } = await prisma.$transaction((tx) =>
    proposeBoycott(
      tx,
      proposer,
      {
        title,
        grievance,
        demands,
        partaking,
        endsWhen,
        threshold,
        platform,
        debateHours,
        pledgeHours,
        evidence: shown.join('\n'),
        pace: 'ordinary',
        onDays: BOYCOTT_DURATION_DAYS.find((days) => days === plan.onDays) ?? 7,
        ...(client === null
          ? { target: 'platform' }
          : { target: 'client', client: client.root.slug }),
      },
      null,
      at,
    ),
  );
  living.id = id;
  living.proposer = proposer;
}

async function proposeItsFund(
  site: RunBoycottsDeps,
  living: Living,
  fund: FundPlan,
  at: Date,
): Promise<void> {
  const call = await findOpenCall(site, living);
  if (call === null) return;
  await proposeFundInDemo(site.database, call.proposer, call.id, fund, at);
}

/** A call that takes pledges or is on; in a small community it may not come so far. */
async function findOpenCall(
  { database: { prisma } }: RunBoycottsDeps,
  { id, proposer }: Living,
): Promise<OpenCall | null> {
  if (id === null || proposer === null) return null;
  const { state } = await prisma.boycott.findUniqueOrThrow({ where: { id } });
  return state === 'pledging' || state === 'on' ? { id, proposer } : null;
}

async function secondIt(
  site: RunBoycottsDeps,
  { platform }: CallPlan,
  { id }: Living,
  nth: number,
  at: Date,
): Promise<void> {
  const workers = await findWorkers(site.database, platform, at);
  const seconder = workers[nth];
  if (id === null || seconder === undefined) return;
  await site.database.prisma.$transaction((tx) => secondBoycott(tx, site, seconder, id, at));
}

/** Established members who work on a platform, but for the one that visitors sign in as. */
async function findWorkers(
  { prisma }: Pick<RunBoycottsDeps['database'], 'prisma'>,
  platform: string,
  at: Date,
): Promise<Viewer[]> {
  const rows = await prisma.sql(
    statement(
      { id: col.text, pseudonym: col.text },
      `SELECT m.id, m.pseudonym FROM member m JOIN platform p ON p.slug = $1
      WHERE m.established_on IS NOT NULL AND m.pseudonym <> $2
        AND ${worksOnPlatformSql('m.id', 'p.id', 'NULL::date', '$3::timestamptz')}
      ORDER BY m.pseudonym_key COLLATE "C"`,
    ),
    [platform, DEMO_MEMBER, at.toISOString()],
  );
  return rows.map((row) => ({ ...row, language: 'fr', established: true, roles: [] }));
}

/** A finished pledge: the demo holds the signing key, so it signs without blinding. */
async function pledgeIt(site: RunBoycottsDeps, { id, pledgers }: Living, at: Date): Promise<void> {
  if (id === null) return;
  const rank = 'established';
  const { own: signer } = await loadSigningKeys(site.database.prisma, site.secrets, id, rank);
  if (signer === null) return;
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const key = raw.toString('base64');
  const prefix = randomBytes(MESSAGE_PREFIX_BYTES);
  const signature = sign('sha384', Buffer.concat([prefix, encodePledgeMessage(id, rank, key)]), {
    key: signer,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: SALT_BYTES,
  });
  await acceptPledge({ ...site, clock: () => at }, id, {
    rank,
    key,
    prefix: prefix.toString('base64'),
    signature: signature.toString('base64'),
  });
  pledgers.push({ key, privateKey });
}

/** What is done each day that the boycott is on, and the day after its last. */
async function liveOn(
  site: RunBoycottsDeps,
  plan: CallPlan,
  living: Living,
  at: Date,
): Promise<void> {
  const { id, proposer } = living;
  if (id === null || proposer === null) return;
  const { prisma } = site.database;
  const { state, onFrom, ...told } = await prisma.boycott.findUniqueOrThrow({ where: { id } });
  if (state === 'on' && onFrom !== null) {
    await checkIn(site, { id, pledgers: living.pledgers }, onFrom, at);
    await voteOnIt(site, plan, { id, pledgers: living.pledgers }, at);
  }
  const text = plan.lookBack;
  if (state !== 'ended' || text === null || told.lookBack !== null) return;
  await prisma.$transaction((tx) => publishBoycottRetrospective(tx, proposer, id, { text }, at));
}

type Pledged = { readonly id: string; readonly pledgers: readonly Pledger[] };

/** What most pledgers say of their day. */
async function checkIn(
  site: RunBoycottsDeps,
  { id, pledgers }: Pledged,
  onFrom: Date,
  at: Date,
): Promise<void> {
  const midnight = (moment: Date): number => Math.floor(moment.getTime() / DAY_MS);
  const counter = midnight(at) - midnight(onFrom) + 1;
  for (const [nth, { key, privateKey }] of pledgers.entries()) {
    if ((nth + counter) % 5 === 0) continue;
    const value = (nth + counter) % COULD_NOT_EACH === 0 ? 'could-not' : 'held';
    await tell(site, id, { key, privateKey }, { purpose: CHECK_IN_PURPOSE, counter, value }, at);
  }
}

/** Some pledgers say how it ends, as often as they are asked. */
async function voteOnIt(
  site: RunBoycottsDeps,
  { votes }: CallPlan,
  { id, pledgers }: Pledged,
  at: Date,
): Promise<void> {
  const closing = await site.database.prisma.boycottBallot.findFirst({
    where: { boycottId: id, kind: 'closing', openedAt: { gt: new Date(at.getTime() - DAY_MS) } },
    select: { id: true },
  });
  if (closing === null) return;
  for (const [nth, value] of votes.entries()) {
    const pledger = pledgers[nth];
    if (pledger === undefined) return;
    await tell(site, id, pledger, { purpose: `ballot:${closing.id}`, counter: 1, value }, at);
  }
}

async function tell(
  site: RunBoycottsDeps,
  id: string,
  { key, privateKey }: Pledger,
  act: Parameters<typeof encodePledgerActMessage>[1],
  at: Date,
): Promise<void> {
  const signature = sign(null, encodePledgerActMessage(id, act), privateKey).toString('base64');
  await acceptPledgerAct({ ...site, clock: () => at }, id, { key, ...act, signature });
}
