import type { LightMyRequestResponse } from 'fastify';
import type { DoubtReason, ProofStatementsResponse } from '#shared/evidence/proof-verification.ts';
import type { PublishedPayout, WeighedPayoutsResponse } from '#shared/evidence/payouts.ts';
import type { TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';

/** A proof of a member of its own: received, with a picture. */
export type Proof = { id: string; author: TestMember; key: string };

export async function makeProof(
  site: TestApp,
  overrides: { member?: TestMember; slug?: string } = {},
): Promise<Proof> {
  const { id, member } = await makePayout(site, { ...overrides, screenshot: true });
  const { key } = await site.database.prisma.screenshot.findUniqueOrThrow({
    where: { payoutId: id },
  });
  return { id, author: member, key };
}

export function makeEstablished(site: TestApp): Promise<TestMember> {
  return makeMember(site, { established: true });
}

type Send = (member: TestMember | null) => Promise<LightMyRequestResponse>;

export function confirm(site: TestApp, { id }: Pick<Proof, 'id'>): Send {
  return (member) => site.post(`/api/payouts/${id}/confirm`, {}, member?.cookie);
}

export function doubt(
  site: TestApp,
  { id }: Pick<Proof, 'id'>,
  reason: DoubtReason | string = 'amount',
  sentence = 'Il est écrit 12 euros.',
): Send {
  return (member) => site.post(`/api/payouts/${id}/doubt`, { reason, sentence }, member?.cookie);
}

export async function voicesOf(
  site: TestApp,
  { id }: Pick<Proof, 'id'>,
  member?: TestMember,
): Promise<ProofStatementsResponse> {
  return (
    await site.get(`/api/payouts/${id}/voices`, member?.cookie)
  ).json<ProofStatementsResponse>();
}

export async function proofOf(
  site: TestApp,
  { id }: Pick<Proof, 'id'>,
  member?: TestMember,
): Promise<PublishedPayout> {
  return (await site.get(`/api/payouts/${id}`, member?.cookie)).json<PublishedPayout>();
}

/** Of the one payout on a platform: its level and its weight in the standing. */
export async function weightOf(
  site: TestApp,
  slug: string,
): Promise<WeighedPayoutsResponse['payouts'][number]> {
  const { payouts } = (
    await site.get(`/api/platforms/${slug}/payouts`)
  ).json<WeighedPayoutsResponse>();
  const [payout] = payouts;
  if (payout === undefined || payouts.length > 1) throw new Error('not one payout');
  return payout;
}

/** The one question about a proof, whatever came of it. */
export async function checkOf(
  site: TestApp,
  { id: payoutId }: Pick<Proof, 'id'>,
): Promise<{ id: string; state: string; origin: string }> {
  return site.database.prisma.proofCheck.findFirstOrThrow({ where: { payoutId } });
}

export async function recordKinds(site: TestApp): Promise<string[]> {
  const entries = await site.database.prisma.recordEntry.findMany({ orderBy: { id: 'asc' } });
  return entries.map(({ kind }) => kind);
}

export function files(
  site: TestApp,
  { key }: Pick<Proof, 'key'>,
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
