import type { LightMyRequestResponse } from 'fastify';
import type {
  DoubtReasonCode,
  ProofStatementsResponse,
} from '#shared/evidence/proof-verification.ts';
import type { PublishedProof } from '#shared/evidence/proofs.ts';
import { readPayoutEvidence, type LoadedEvidence } from '#tests/support/payout-evidence.ts';
import type { TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';

/** A proof of a member of its own: received, with a picture. */
export type TestProof = { id: string; author: TestMember; key: string };

export async function makeProof(
  site: TestApp,
  overrides: { member?: TestMember; slug?: string; showsAmount?: boolean } = {},
): Promise<TestProof> {
  const { id, member } = await makePayout(site, { ...overrides, screenshot: true });
  const { key } = await site.database.prisma.screenshot.findUniqueOrThrow({
    where: { payoutId: id },
  });
  return { id, author: member, key };
}

export function makeEstablishedMember(site: TestApp): Promise<TestMember> {
  return makeMember(site, { established: true });
}

type Send = (member: TestMember | null) => Promise<LightMyRequestResponse>;

export function confirmProofAs(site: TestApp, { id }: Pick<TestProof, 'id'>): Send {
  return (member) => site.post(`/api/payouts/${id}/confirm`, {}, member?.cookie);
}

export function doubtProofAs(
  site: TestApp,
  { id }: Pick<TestProof, 'id'>,
  reason: DoubtReasonCode | string = 'amount',
  sentence = 'Il est écrit 12 euros.',
): Send {
  return (member) => site.post(`/api/payouts/${id}/doubt`, { reason, sentence }, member?.cookie);
}

export async function readProofStatements(
  site: TestApp,
  { id }: Pick<TestProof, 'id'>,
  member?: TestMember,
): Promise<ProofStatementsResponse> {
  return (
    await site.get(`/api/payouts/${id}/voices`, member?.cookie)
  ).json<ProofStatementsResponse>();
}

export async function readProof(
  site: TestApp,
  { id }: Pick<TestProof, 'id'>,
  member?: TestMember,
): Promise<PublishedProof> {
  return (await site.get(`/api/payouts/${id}`, member?.cookie)).json<PublishedProof>();
}

/** The level of the one proof on a platform. */
export async function readProofLevel(
  site: TestApp,
  slug: string,
): Promise<LoadedEvidence['proof']> {
  const payouts = await readPayoutEvidence(site, slug);
  const [payout] = payouts;
  if (payout === undefined || payouts.length > 1) throw new Error('not one payout');
  return payout.proof;
}

/** The one question about a proof, whatever came of it. */
export async function findCheckOfProof(
  site: TestApp,
  { id: payoutId }: Pick<TestProof, 'id'>,
): Promise<{ id: string; state: string; origin: string }> {
  return site.database.prisma.proofCheck.findFirstOrThrow({ where: { payoutId } });
}

export async function listRecordedKinds(site: TestApp): Promise<string[]> {
  const entries = await site.database.prisma.recordEntry.findMany({ orderBy: { id: 'asc' } });
  return entries.map(({ kind }) => kind);
}

export function listStoredFiles(
  site: TestApp,
  { key }: Pick<TestProof, 'key'>,
  member?: TestMember,
): Promise<number[]> {
  const sizes = ['reading', 'thumbnail'] as const;
  return Promise.all(
    sizes.map(async (size) => {
      const answer = await site.get(`/files/${key}/${size}.webp`, member?.cookie);
      return answer.statusCode;
    }),
  );
}
