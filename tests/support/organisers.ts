import type { KeyObject } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { signBlindedMessage } from '#server/collective/blind-signing/blind-signatures.ts';
import type { PledgeRank } from '#shared/collective/boycotts.ts';
import type { CosignDue } from '#shared/collective/pledges.ts';
import type { TestApp } from './app.ts';
import { debate, passHours, type Overrides } from './boycott-lifecycle.ts';
import type { TestMember } from './factories.ts';
import { findToken, makeWorkers, preparePledge, type Pledger } from './pledges.ts';
import { sequence } from './log-sequencer.ts';
import { nextPair, type Pair } from './rsa-pairs.ts';

/** A boycott organiser with the keys of her browser. */
export type Organiser = {
  readonly member: TestMember;
  readonly keys: Readonly<Partial<Record<PledgeRank, KeyObject>>>;
};

/** A public key as sent by a browser, and its private key. */
export function makeKey(pair: Pair = nextPair()): { publicKey: string; privateKey: KeyObject } {
  const { publicKey, privateKey } = pair;
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    privateKey,
  };
}

/** The proposer invites a member as an organiser. */
export function nameOrganiser(
  site: TestApp,
  id: string,
  proposer: TestMember,
  { pseudonym }: Pick<TestMember, 'pseudonym'>,
): Promise<LightMyRequestResponse> {
  return site.post(`/api/boycotts/${id}/organisers`, { pseudonym }, proposer.cookie);
}

/** An organiser's browser creates her keys and registers them. */
export async function giveKeys(
  site: TestApp,
  id: string,
  member: TestMember,
  ranks: readonly PledgeRank[] = ['established'],
): Promise<Organiser> {
  const made = ranks.map((rank) => ({ rank, ...makeKey() }));
  const keys = made.map(({ rank, publicKey }) => ({ rank, publicKey }));
  const answer = await site.post(`/api/boycotts/${id}/keys`, { keys }, member.cookie);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return {
    member,
    keys: Object.fromEntries(made.map(({ rank, privateKey }) => [rank, privateKey])),
  };
}

/** A boycott that requires organisers' signatures, and the people involved. */
export type Cosigned = {
  readonly id: string;
  readonly proposer: TestMember;
  readonly organisers: readonly Organiser[];
  readonly workers: readonly TestMember[];
};

/**
 * A boycott that collects pledges, requires the signatures of this many organisers, and has 16 eligible
 * workers.
 */
export async function openCosigned(
  site: TestApp,
  organisers: number,
  overrides: Overrides = {},
): Promise<Cosigned> {
  const { id, proposer } = await debate(site, overrides);
  const slug = overrides.platform ?? 'clickworker';
  const workers = await makeWorkers(site, 16, { slug });
  const named: Organiser[] = [];
  for (const member of [proposer, ...workers].slice(0, organisers)) {
    await nameOrganiser(site, id, proposer, member);
    const pace = overrides['pace'] === 'fast' ? (['established', 'new'] as const) : undefined;
    named.push(await giveKeys(site, id, member, pace));
  }
  await passHours(site, 72);
  await sequence(site);
  return { id, proposer, organisers: named, workers };
}

/** An organiser's open signing requests in a boycott. */
export async function dueOf(
  site: TestApp,
  id: string,
  { member }: Pick<Organiser, 'member'>,
): Promise<CosignDue[]> {
  const answer = await site.get('/api/me/cosignatures', member.cookie);
  return answer.json<{ due: CosignDue[] }>().due.filter(({ boycott }) => boycott === id);
}

/** Signs all open requests of an organiser; returns their number. */
export async function cosign(site: TestApp, id: string, organiser: Organiser): Promise<number> {
  let count = 0;
  for (const { rank, blinded } of await dueOf(site, id, organiser)) {
    const key = organiser.keys[rank];
    if (key === undefined || blinded.length === 0) continue;
    const signed = blinded.map((one) => ({
      blinded: one,
      signature: signBlindedMessage(key, Buffer.from(one, 'base64')).toString('base64'),
    }));
    const path = `/api/boycotts/${id}/cosignatures`;
    const answer = await site.post(path, { rank, signed }, organiser.member.cookie);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    count += signed.length;
  }
  return count;
}

/** A member's message, blinded for all keys, with which she can ask repeatedly. */
export type Asking = {
  readonly blinded: string;
  /** The pledge; null while a signature is missing. */
  readonly ask: () => Promise<Pledger | null>;
  /** The raw response. */
  readonly answer: () => Promise<LightMyRequestResponse>;
};

/** Blinds a member's message for all keys of a boycott. */
export async function prepareCosigned(
  site: TestApp,
  id: string,
  member: TestMember,
): Promise<Asking> {
  const { rank, publicKey, others } = await findToken(site, id, member);
  const { blinded, finish } = preparePledge(id, rank, publicKey, others);
  const answer = (): Promise<LightMyRequestResponse> =>
    site.post(`/api/boycotts/${id}/token`, { blinded }, member.cookie);
  return {
    blinded,
    answer,
    ask: async () => {
      const answered = await answer();
      if (answered.statusCode !== 200) throw new Error(answered.body);
      const { signature, cosigned } = answered.json<{
        signature: string;
        cosigned: (string | null)[];
      }>();
      const all = cosigned.flatMap((one) => one ?? []);
      return all.length < cosigned.length ? null : finish(signature, all);
    },
  };
}

/** Members ask, organisers sign, members ask again; returns pledges ready to send. */
export async function pledgersOf(
  site: TestApp,
  { id, organisers }: Pick<Cosigned, 'id' | 'organisers'>,
  members: readonly TestMember[],
): Promise<Pledger[]> {
  const asking: Asking[] = [];
  for (const member of members) asking.push(await prepareCosigned(site, id, member));
  for (const one of asking) await one.ask();
  for (const organiser of organisers) await cosign(site, id, organiser);
  const pledgers: Pledger[] = [];
  for (const { ask } of asking) {
    const pledger = await ask();
    if (pledger === null) throw new Error('a signature is missing');
    pledgers.push(pledger);
  }
  return pledgers;
}
