import { randomBytes } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import type { SignedKind } from '#shared/evidence/attribution.ts';
import { withdrawApiPath } from '#shared/governance/cases.ts';
import type { TestApp } from '#tests/support/app.ts';
import { showAllPosts, showNow, type TestMember } from '#tests/support/factories.ts';
import { randomId } from '#server/core/ids.ts';
import { CLIENT_RATINGS, makeClient } from '#tests/api/directory/clients.testing.ts';

export const PAYOUT_FORM = {
  platform: 'clickworker',
  outcome: 'received',
  expected: '20',
  currency: 'EUR',
  method: 'paypal',
  askedOn: '2026-11-01',
  receivedOn: '2026-11-05',
};
const INCIDENT = {
  platform: 'clickworker',
  kind: 'balance-stuck',
  happenedOn: '2026-11-02',
  reason: 'none',
  appeal: 'not-tried',
};
const REVIEW = { ...CLIENT_RATINGS, platform: 'clickworker', experiencedMonth: '2026-10' };

/** A piece of one kind, as a test holds it: where it is changed and taken back. */
export type SignedPiece = { readonly id: string; readonly path: string };

/** What a member does with pieces of one kind; `fields` says what is signed. */
export type SigningRequests = {
  readonly send: (member: TestMember, fields: object, piece?: SignedPiece) => Promise<Sent>;
  readonly publish: (member: TestMember, fields?: object) => Promise<SignedPiece>;
  readonly withdraw: (member: TestMember, piece: SignedPiece) => Promise<void>;
  /** Whether each of hers is signed, by its id. */
  readonly signed: (member: TestMember) => Promise<Record<string, boolean>>;
};
type Sent = { readonly response: LightMyRequestResponse; readonly path: string };

const KINDS = {
  payout: { path: '/api/payouts', facts: PAYOUT_FORM, own: '/api/me/payouts' },
  incident: { path: '/api/incidents', facts: INCIDENT, own: '/api/me/incidents' },
  'client-review': { path: null, facts: REVIEW, own: '/api/me/client-reviews' },
} as const satisfies Record<SignedKind, object>;

export function signingRequests(site: TestApp, kind: SignedKind): SigningRequests {
  const { facts, own, path } = KINDS[kind];
  const send: SigningRequests['send'] = async (member, fields, piece) => {
    const to =
      piece?.path ?? path ?? `/api/clients/${(await makeClient(site, { member })).slug}/review`;
    return { path: to, response: await site.post(to, { ...facts, ...fields }, member.cookie) };
  };
  return {
    send,
    publish: async (member, fields = {}) => {
      const sent = await send(member, fields);
      if (sent.response.statusCode !== 201) throw new Error(sent.response.body);
      const { id } = sent.response.json<{ id: string }>();
      if (kind === 'payout') await showWithPicture(site, id);
      else await showAllPosts(site);
      // A review of a client is changed where it was published.
      return { id, path: path === null ? sent.path : `${path}/${id}` };
    },
    withdraw: async ({ cookie }, piece) => {
      const response = await site.post(withdrawApiPath(`${kind}/${piece.id}`), {}, cookie);
      if (response.statusCode !== 200) throw new Error(response.body);
    },
    signed: async ({ cookie }) => {
      const lists = (await site.get(own, cookie)).json<Record<string, unknown>>();
      const pieces = Object.values(lists).find((list): list is Own[] => Array.isArray(list)) ?? [];
      return Object.fromEntries(pieces.map(({ id, signed }) => [id, signed]));
    },
  };
}
/** Makes a payout a proof whether it is signed or not. */
async function showWithPicture(site: TestApp, payoutId: string): Promise<void> {
  const size = { width: 40, height: 60, thumbnailWidth: 40, thumbnailHeight: 60 };
  await site.database.prisma.screenshot.create({
    data: { id: randomId(), payoutId, key: randomBytes(32).toString('hex'), ...size },
  });
  await showNow(site, payoutId);
}

type Own = { id: string; signed: boolean };
