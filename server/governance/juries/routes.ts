import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { id, emptyFormBody } from '#shared/core/form-fields.ts';
import {
  juriesQuery,
  juriesResponse,
  juryPool,
  juryResponse,
  partyNonceForm,
  ownJuriesResponse,
  ownJuryResponse,
  revealNonceForm,
  jurorVoteForm,
} from '#shared/governance/juries.ts';
import { addPartyNonce, revealPartyNonce } from '#server/governance/jury-selection/party-nonces.ts';
import { findJuryForMember, listJuriesOfMember } from './juror-queries.ts';
import { findJury, findJuryPoolNames, listJuries } from './queries.ts';
import { castJurorVote, declineJurySeat } from './votes.ts';

const params = z.object({ id });

/** Registers the routes of juries for the public, jurors and parties. */
export function registerJuries(app: Server, { database, clock }: BaseDeps): void {
  const { prisma, sql } = database;

  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/juries',
    answers('Juries, the latest first: what they wait for, and what they decided', {
      querystring: juriesQuery,
      answer: juriesResponse,
    }),
    (request) => listJuries(sql, request.query.before),
  );

  app.get(
    '/api/juries/:id',
    answers('One jury, with what it takes to draw it again; votes and reasons at its end', {
      params,
      answer: juryResponse,
    }),
    (request) => findJury(sql, request.params.id),
  );

  app.get(
    '/api/juries/:id/pool',
    answers('The names, for one draw only, of all who could be drawn', {
      params,
      answer: juryPool,
    }),
    (request) => findJuryPoolNames(sql, request.params.id),
  );

  app.get(
    '/api/juries/:id/mine',
    answers('What I have to do with a jury: as its member, as a party, in its pool; members', {
      params,
      answer: ownJuryResponse,
    }),
    (request) => findJuryForMember(prisma, requireSignedIn(request), request.params.id, clock()),
  );

  app.get(
    '/api/me/juries',
    answers('My seats in juries, draws that I may add words to, and my appeals; members', {
      answer: ownJuriesResponse,
    }),
    (request) => listJuriesOfMember(prisma, requireSignedIn(request), clock()),
  );

  postAsMember(
    '/api/juries/:id/nonce',
    writes('Add words to a draw, or their hash, before its hour; author and flaggers', {
      params,
      body: partyNonceForm,
    }),
    (tx, viewer, request, now) => addPartyNonce(tx, viewer, request.params.id, request.body, now),
    (_, request) => toOwnPart(request.params, 'words-given'),
  );

  postAsMember(
    '/api/juries/:id/reveal',
    writes('Tell the words whose hash I gave, after the hour of the draw; author and flaggers', {
      params,
      body: revealNonceForm,
    }),
    (tx, viewer, request, now) =>
      revealPartyNonce(tx, viewer, request.params.id, request.body, now),
    (_, request) => toOwnPart(request.params, 'words-told'),
  );

  postAsMember(
    '/api/juries/:id/vote',
    writes('Vote, with a reason, as a member of a jury', { params, body: jurorVoteForm }),
    (tx, viewer, request, now) => castJurorVote(tx, viewer, request.params.id, request.body, now),
    (_, request) => toOwnPart(request.params, 'voted'),
  );

  postAsMember(
    '/api/juries/:id/decline',
    writes('Leave my seat in a jury to the next of the draw, without a reason', {
      params,
      body: emptyFormBody,
    }),
    (tx, viewer, request, now) => declineJurySeat(tx, viewer, request.params.id, now),
    (_, request) => toOwnPart(request.params, 'jury-declined'),
  );
}

function toOwnPart(parameters: { id: string }, done: string) {
  return { page: 'ownJury', parameters, done } as const;
}
