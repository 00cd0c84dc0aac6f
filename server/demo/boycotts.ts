import { constants, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import type { Viewer } from '#server/accounts/viewer.ts';
import { changeBoycott, lookBack, secondBoycott } from '#server/boycotts/actions.ts';
import { takeAct } from '#server/boycotts/acts.ts';
import { SALT_BYTES } from '#server/boycotts/blind.ts';
import { worksThere } from '#server/boycotts/eligible.ts';
import { openKey } from '#server/boycotts/keys.ts';
import { takePledge } from '#server/boycotts/pledges.ts';
import { proposeBoycott } from '#server/boycotts/propose.ts';
import { runBoycotts, type BoycottSite } from '#server/boycotts/run.ts';
import type { Db } from '#server/db.ts';
import { PREFIX_BYTES, actMessage, pledgeMessage } from '#shared/pledge-messages.ts';
import type { ActInput } from '#shared/pledges.ts';
import { BOYCOTTS, PLATFORM, type BoycottPlan } from './boycott-plans.ts';
import { DEMO_MEMBER } from './members.ts';

const HOUR_MS = 3_600_000;
/** How often the demo's boycotts look whether a step is due. */
const TURN_HOURS = 6;
/** Who proposes, and three who ask that it be debated. */
const NEEDED = 4;
const LOOK_BACK_HOURS = 25 * 24;
/** Of the twelve who pledged, so many say each day whether they held; the last of them could not. */
const SAYING = 9;

type Key = { readonly id: string; readonly key: string; readonly privateKey: KeyObject };
/** What became of a call: its id, what its pledges are signed with, what was said on which day. */
type Live = { id: string; proposer: Viewer; keys: Key[]; saidUntil: number; voted: boolean };
type Happening = { readonly at: Date; readonly plan: BoycottPlan; readonly what: What };
type What = 'propose' | 'second' | 'change' | 'look-back';

/**
 * The boycotts of the demo, in the order of time: `until` lets all happen that was due by a moment,
 * by the actions that members use. A community that is too small for them has none.
 */
export function planBoycotts(
  site: BoycottSite,
  now: Date,
): { until: (moment: Date) => Promise<void> } {
  const waiting = BOYCOTTS.flatMap((plan) => happeningsOf(plan, now)).toSorted(
    (one, other) => one.at.getTime() - other.at.getTime(),
  );
  const lives = new Map<string, Live>();
  let turn = waiting[0]?.at ?? now;
  const passTurns = async (moment: Date): Promise<void> => {
    for (; turn <= moment; turn = inHours(turn, TURN_HOURS)) {
      if (lives.size === 0) continue;
      await runBoycotts(site, turn);
      for (const plan of BOYCOTTS) await takePart(site, plan, lives.get(plan.key), turn);
    }
  };
  return {
    until: async (moment) => {
      for (let next = waiting[0]; next !== undefined && next.at <= moment; next = waiting[0]) {
        waiting.shift();
        await passTurns(next.at);
        await happen(site, lives, next);
      }
      await passTurns(moment);
    },
  };
}

function happeningsOf(plan: BoycottPlan, now: Date): Happening[] {
  const proposed = inHours(now, -24 * plan.daysAgo);
  const at = (hours: number, what: What): Happening => ({
    at: inHours(proposed, hours),
    plan,
    what,
  });
  return [
    at(0, 'propose'),
    ...[2, 5, 9].slice(0, plan.seconders).map((hours) => at(hours, 'second')),
    ...(plan.change === undefined ? [] : [at(20, 'change')]),
    ...(plan.lookBack === undefined ? [] : [at(LOOK_BACK_HOURS, 'look-back')]),
  ];
}

async function happen(
  site: BoycottSite,
  lives: Map<string, Live>,
  { at, plan, what }: Happening,
): Promise<void> {
  const { prisma } = site.database;
  const workers = await findWorkers(site, at);
  const proposer = workers[plan.by];
  if (proposer === undefined || workers.length < NEEDED) return;
  if (what === 'propose') {
    const { id } = await prisma.$transaction((tx) =>
      proposeBoycott(tx, proposer, plan.call, null, at),
    );
    lives.set(plan.key, { id, proposer, keys: [], saidUntil: 0, voted: false });
    return;
  }
  const live = lives.get(plan.key);
  if (live === undefined) return;
  const { id } = live;
  if (what === 'second') {
    const seconded = await prisma.boycottSeconder.count({ where: { boycottId: id } });
    const next = workers.filter((worker) => worker.id !== live.proposer.id)[seconded];
    if (next === undefined) return;
    await prisma.$transaction((tx) => secondBoycott(tx, site, next, id, at));
  } else if (what === 'change') {
    const { title, grievance, demands, partaking, endsWhen, threshold } = plan.call;
    const text = { title, grievance, demands, partaking, endsWhen, threshold, ...plan.change };
    await prisma.$transaction((tx) => changeBoycott(tx, live.proposer, id, text, null, at));
  } else if (await isEnded(prisma, id)) {
    const text = plan.lookBack ?? '';
    await prisma.$transaction((tx) => lookBack(tx, live.proposer, id, { text }, at));
  }
}

/** Members with evidence there, established, in an order of their own; the one to sign in as first. */
async function findWorkers({ database }: BoycottSite, now: Date): Promise<Viewer[]> {
  const rows = await database.sql<{ id: string; pseudonym: string }>(
    `SELECT m.id, m.pseudonym FROM member m, platform p
      WHERE p.slug = $1 AND m.established_on IS NOT NULL
        AND ${worksThere('m.id', 'p.id', 'NULL::date', '$2::timestamptz')}
      ORDER BY m.pseudonym = $3 DESC, m.pseudonym`,
    [PLATFORM, now.toISOString(), DEMO_MEMBER],
  );
  return rows.map((member) => ({ ...member, language: 'fr', established: true, roles: [] }));
}

/** What its pledgers do at a step: they pledge, say each day how they held, and how it ended. */
async function takePart(
  site: BoycottSite,
  plan: BoycottPlan,
  live: Live | undefined,
  now: Date,
): Promise<void> {
  if (live === undefined || plan.pledges === 0) return;
  const { prisma } = site.database;
  const found = await prisma.boycott.findUniqueOrThrow({ where: { id: live.id } });
  if (found.state === 'pledging' && live.keys.length === 0) {
    for (let made = 0; made < plan.pledges; made += 1) {
      live.keys.push(await pledge(site, live.id, now));
    }
  }
  if (found.state !== 'on' || found.onFrom === null) return;
  const day = Math.floor((now.getTime() - found.onFrom.getTime()) / (24 * HOUR_MS)) + 1;
  if (day > live.saidUntil) {
    live.saidUntil = day;
    for (const [nth, key] of live.keys.slice(0, SAYING).entries()) {
      const value = nth === SAYING - 1 ? 'could-not' : 'held';
      await say(site, key, { purpose: 'check-in', counter: day, value }, now);
    }
  }
  const where = { boycottId: live.id, kind: 'closing', result: null };
  const closing = await prisma.boycottBallot.findFirst({ where });
  if (closing === null || live.voted || plan.ending === undefined) return;
  live.voted = true;
  const vote = { purpose: `ballot:${closing.id}`, counter: 1, value: plan.ending };
  for (const key of live.keys.slice(0, SAYING)) await say(site, key, vote, now);
}

/**
 * A pledge as a browser of a member would send it. It is signed by the site's key without having been
 * blinded: on a site of one machine, nobody is there to hide it from.
 */
async function pledge(site: BoycottSite, id: string, now: Date): Promise<Key> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
  const prefix = randomBytes(PREFIX_BYTES);
  const rank = 'established';
  const { prisma } = site.database;
  const signing = await prisma.$transaction((tx) => openKey(tx, site.secrets, id, rank));
  if (signing === null) throw new Error('The demo pledges where there is no key');
  const signature = sign('sha384', Buffer.concat([prefix, pledgeMessage(id, rank, key)]), {
    key: signing,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: SALT_BYTES,
  });
  await takePledge({ ...site, clock: () => now }, id, {
    rank,
    key,
    prefix: prefix.toString('base64'),
    signature: signature.toString('base64'),
  });
  return { id, key, privateKey };
}

async function say(
  site: BoycottSite,
  { id, key, privateKey }: Key,
  act: Pick<ActInput, 'purpose' | 'counter' | 'value'>,
  now: Date,
): Promise<void> {
  const signature = sign(null, actMessage(id, act), privateKey).toString('base64');
  await takeAct({ ...site, clock: () => now }, id, { key, ...act, signature });
}

async function isEnded(tx: Pick<Db, 'boycott'>, id: string): Promise<boolean> {
  return (await tx.boycott.findUniqueOrThrow({ where: { id } })).state === 'ended';
}

function inHours(moment: Date, hours: number): Date {
  return new Date(moment.getTime() + hours * HOUR_MS);
}
