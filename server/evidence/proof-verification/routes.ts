import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import {
  checkDecisionBody,
  checkResponse,
  checksQuery,
  checksResponse,
  doubtProofBody,
  checkOpinionBody,
  proofStatementsResponse,
} from '#shared/evidence/proof-verification.ts';
import { id, emptyFormBody } from '#shared/core/form-fields.ts';
import {
  confirmProof,
  doubtProof,
  uncoverOwnPicture,
  withdrawProofStatement,
} from './proof-statements.ts';
import { giveOpinion, withdrawOpinion } from './check-opinions.ts';
import { decideOnCheck } from './decide-on-check.ts';
import { findCheck, findProofStatements, listChecks } from './queries.ts';

const PRIVATE = 'private, no-store';
const params = z.object({ id });

/** Registers the routes of confirmations and doubts, and of the checks they open. */
export function registerProofVerification(app: Server, deps: BaseDeps): void {
  const { database, clock } = deps;
  const { prisma, sql } = database;

  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/payouts/:id/voices',
    answers('What others say of a proof: confirmations and questions, never by whom', {
      params,
      answer: proofStatementsResponse,
    }),
    (request, reply) => {
      reply.header('cache-control', PRIVATE);
      return findProofStatements(database, request.viewer, request.params.id, clock());
    },
  );

  const statementRoutes = [
    ['confirm', 'Confirm another member’s proof; established members', confirmProof, 'confirmed'],
    [
      'voice/withdraw',
      'Take back what I said of a proof',
      withdrawProofStatement,
      'voice-withdrawn',
    ],
    ['uncover', 'Show my own picture again', uncoverOwnPicture, 'uncovered'],
  ] as const;
  for (const [path, summary, act, done] of statementRoutes) {
    postAsMember(
      `/api/payouts/:id/${path}`,
      writes(summary, { params, body: emptyFormBody }),
      (tx, viewer, request, now) => act(tx, viewer, request.params.id, now),
      (parameters) => ({ page: 'proof', parameters, done }),
    );
  }

  postAsMember(
    '/api/payouts/:id/doubt',
    writes('Doubt another member’s proof for a reason; established members', {
      params,
      body: doubtProofBody,
    }),
    (tx, viewer, request, now) => doubtProof(tx, viewer, request.params.id, request.body, now),
    (parameters) => ({ page: 'proof', parameters, done: 'doubted' }),
  );

  app.get(
    '/api/checks',
    answers('Open questions about proofs, the oldest first; established members', {
      querystring: checksQuery,
      answer: checksResponse,
    }),
    (request) => listChecks(sql, requireSignedIn(request), request.query.page ?? 1),
  );

  app.get(
    '/api/checks/:id',
    answers('One question about a proof, for who is no party to it', {
      params,
      answer: checkResponse,
    }),
    (request) => findCheck(sql, requireSignedIn(request), request.params.id, clock()),
  );

  postAsMember(
    '/api/checks/:id/opinion',
    writes('Say whether the doubt is right; established members who are no party', {
      params,
      body: checkOpinionBody,
    }),
    (tx, viewer, request, now) => giveOpinion(tx, viewer, request.params.id, request.body, now),
    (parameters) => ({ page: 'check', parameters, done: 'opinion-given' }),
  );

  postAsMember(
    '/api/checks/:id/opinion/withdraw',
    writes('Take my opinion back', { params, body: emptyFormBody }),
    (tx, viewer, request, now) => withdrawOpinion(tx, viewer, request.params.id, now),
    (parameters) => ({ page: 'check', parameters, done: 'opinion-withdrawn' }),
  );

  postAsMember(
    '/api/checks/:id/decision',
    writes('Settle a question by a rule; moderators who are no party', {
      params,
      body: checkDecisionBody,
    }),
    (tx, viewer, request, now) => decideOnCheck(tx, viewer, request.params.id, request.body, now),
    (parameters) => ({ page: 'check', parameters, done: 'decided' }),
  );
}
