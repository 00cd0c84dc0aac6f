import {
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { makeBoycottKeys } from '#server/collective/pledges/signing-keys.ts';
import { randomId } from '#server/core/ids.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { openSecrets } from '#server/core/secrets.ts';
import type { PledgeRank } from '#shared/collective/boycotts.ts';
import { MESSAGE_PREFIX_BYTES } from '#shared/collective/blind-signing.ts';
import {
  encodePledgerActMessage,
  encodePledgeMessage,
} from '#shared/collective/pledge-messages.ts';
import type { PledgerActInput } from '#shared/collective/pledges.ts';
import type { TestApp } from './app.ts';
import { blind } from './blinding.ts';
import { makeMembers, platformId, type TestMember } from './factories.ts';
import { sequence } from './log-sequencer.ts';

const HOUR_MS = 3_600_000;
type Bare = Pick<TestApp, 'database' | 'clock' | 'dataDir'>;

/** A boycott that collects pledges, with its keys in the transparency log and no tokens issued. */
export async function makePledging(
  site: Bare,
  {
    slug = 'clickworker',
    pace = 'ordinary',
    threshold = 10,
    hours = 72,
    told = true,
  }: { slug?: string; pace?: string; threshold?: number; hours?: number; told?: boolean } = {},
): Promise<string> {
  const { prisma } = site.database;
  const now = site.clock.now;
  const id = randomId();
  const platform = await platformId(site, slug);
  await prisma.$transaction(async (tx) => {
    await tx.boycott.create({
      data: {
        id,
        platformId: platform,
        target: 'platform',
        pace,
        state: 'pledging',
        title: 'Pas une tâche à trois centimes',
        grievance: 'Les tâches paient trois centimes.',
        demands: 'Dix centimes au moins.',
        partaking: 'Ne prendre aucune tâche.',
        endsWhen: 'Dès que le prix monte.',
        threshold,
        debateHours: 72,
        pledgeHours: hours,
        onDays: 7,
        proposedAt: now,
        pledgingFrom: now,
        stepEndsAt: new Date(now.getTime() + hours * HOUR_MS),
      },
    });
    const ranks: PledgeRank[] = pace === 'fast' ? ['established', 'new'] : ['established'];
    await makeBoycottKeys(tx, openSecrets(null, site.dataDir), id, ranks);
    await appendEntry(tx, now, { kind: 'boycott-pledging', subject: `boycott/${id}` });
  });
  if (told) await sequence(site);
  return id;
}

/** An eligible worker, confirmed by two reviewers; established unless stated. */
export async function makeWorker(
  site: Pick<Bare, 'database' | 'clock'>,
  overrides: { slug?: string; established?: boolean } = {},
): Promise<TestMember> {
  const [worker] = await makeWorkers(site, 1, overrides);
  if (worker === undefined) throw new Error('no worker was made');
  return worker;
}

export async function makeWorkers(
  site: Pick<Bare, 'database' | 'clock'>,
  count: number,
  { slug = 'clickworker', established = true }: { slug?: string; established?: boolean } = {},
): Promise<TestMember[]> {
  const members = await makeMembers(site, count, { established });
  const until = new Date(site.clock.now.getTime() + 60 * 24 * HOUR_MS);
  const place = await platformId(site, slug);
  await site.database.prisma.worksThere.createMany({
    data: members.map(({ id }) => ({ memberId: id, platformId: place, until })),
  });
  return members;
}

/** A pledger's keys, and the pledge that she sends. */
export type Pledger = {
  readonly boycott: string;
  readonly privateKey: KeyObject;
  readonly body: { rank: PledgeRank; key: string; prefix: string; signature: string };
};

/** Prepares a message for a new key, as a browser does. */
export function preparePledge(
  boycott: string,
  rank: PledgeRank,
  publicKey: string,
  others: readonly string[] = [],
): { blinded: string; finish: (signature: string, cosigned?: readonly string[]) => Pledger } {
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = rawKey(privateKey).toString('base64');
  const prefix = randomBytes(MESSAGE_PREFIX_BYTES);
  const message = Buffer.concat([prefix, encodePledgeMessage(boycott, rank, key)]);
  const all = [publicKey, ...others].map((one) => blind(Buffer.from(one, 'base64'), message));
  return {
    blinded: Buffer.concat(all.map(({ blinded }) => blinded)).toString('base64'),
    finish: (signature, cosigned = []) => ({
      boycott,
      privateKey,
      body: {
        rank,
        key,
        prefix: prefix.toString('base64'),
        signature: Buffer.concat(
          [signature, ...cosigned].map(
            (one, nth) => all[nth]?.finish(Buffer.from(one, 'base64')) ?? Buffer.alloc(0),
          ),
        ).toString('base64'),
      },
    }),
  };
}

function rawKey(privateKey: KeyObject): Buffer {
  const der = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return der.subarray(-32);
}

/** A boycott's token state as the member's browser reads it. */
export async function findToken(
  site: TestApp,
  boycott: string,
  { cookie }: Pick<TestMember, 'cookie'>,
): Promise<{
  rank: PledgeRank;
  publicKey: string;
  others: string[];
  leaf: number | null;
  issued: boolean;
}> {
  const { open } = (await site.get('/api/me/boycott-tokens', cookie)).json<{
    open: (Awaited<ReturnType<typeof findToken>> & { boycott: string })[];
  }>();
  const mine = open.find((one) => one.boycott === boycott);
  if (mine === undefined) throw new Error('not among the boycotts that she could pledge in');
  return mine;
}

/** Obtains a token; returns a pledge ready to send. */
export async function fetchPledge(
  site: TestApp,
  boycott: string,
  member: TestMember,
): Promise<Pledger> {
  const { rank, publicKey } = await findToken(site, boycott, member);
  return askForToken(site, boycott, member.cookie, { rank, publicKey });
}

/** The same where the key is already known; `again` asks once more, as another device of hers. */
export async function askForToken(
  site: TestApp,
  boycott: string,
  cookie: string,
  { rank, publicKey }: { readonly rank: PledgeRank; readonly publicKey: string },
): Promise<Pledger & { readonly again: () => Promise<void> }> {
  const { blinded, finish } = preparePledge(boycott, rank, publicKey);
  const ask = async (): Promise<string> => {
    const answer = await site.post(`/api/boycotts/${boycott}/token`, { blinded }, cookie);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.json<{ signature: string }>().signature;
  };
  const signature = await ask();
  return {
    ...finish(signature),
    again: async () => {
      if ((await ask()) !== signature) throw new Error('another signature');
    },
  };
}

export function sendPledge(
  site: TestApp,
  { boycott, body }: Pledger,
  changes: object = {},
): Promise<LightMyRequestResponse> {
  return site.post(`/api/boycotts/${boycott}/pledges`, { ...body, ...changes });
}

/** An action signed with the pledger's key. */
export function signAct(
  { boycott, privateKey, body }: Pledger,
  act: Pick<PledgerActInput, 'purpose' | 'counter' | 'value'>,
): PledgerActInput {
  const signature = sign(null, encodePledgerActMessage(boycott, act), privateKey).toString(
    'base64',
  );
  return { key: body.key, ...act, signature };
}

export function sendAct(
  site: TestApp,
  pledger: Pledger,
  act: Pick<PledgerActInput, 'purpose' | 'counter' | 'value'>,
): Promise<LightMyRequestResponse> {
  return site.post(`/api/boycotts/${pledger.boycott}/acts`, signAct(pledger, act));
}

/** An eligible worker whose pledge was accepted. */
export async function makePledge(site: TestApp, boycott: string): Promise<Pledger> {
  const pledger = await fetchPledge(site, boycott, await makeWorker(site));
  const answer = await sendPledge(site, pledger);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return pledger;
}
