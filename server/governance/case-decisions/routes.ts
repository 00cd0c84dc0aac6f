import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writes, writesOrCreates } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import {
  answerProposalForm,
  caseResponse,
  dismissCaseForm,
  openOwnCaseForm,
  ownDecisionResponse,
  proposeMeasureForm,
  veilSubjectForm,
} from '#shared/governance/case-handling.ts';
import { moderatorDeskResponse } from '#shared/governance/case-queue.ts';
import { id, emptyFormBody } from '#shared/core/form-fields.ts';
import { answerCaseProposal } from './answer-proposal.ts';
import { dismissCase, proposeOnCase, veilSubject } from './proposals.ts';
import { findCase, findOwnDecision } from './queries.ts';
import { findModeratorDesk } from '#server/governance/cases/queue.ts';
import {
  openOwnCase,
  releaseCase,
  reopenCase,
  takeCase,
  takeNextCase,
  withdrawCaseProposal,
} from '#server/governance/cases/assignment.ts';

const params = z.object({ id });
const CASE = '/api/moderation/cases/:id';

/** Registers the routes with which moderators and second persons handle cases. */
export function registerCases(app: Server, { database, clock }: BaseDeps): void {
  const { prisma } = database;

  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/moderation/cases',
    answers('The cases that wait, the most urgent first, and what is mine next; moderators', {
      answer: moderatorDeskResponse,
    }),
    (request) => findModeratorDesk(prisma, requireSignedIn(request), clock()),
  );

  postAsMember(
    '/api/moderation/cases',
    writesOrCreates('Open a case on one’s own initiative; moderators only', {
      body: openOwnCaseForm,
    }),
    (tx, viewer, request, now) => openOwnCase(tx, viewer, request.body, now),
    (made) => ({
      id: made.id,
      page: 'moderationCase',
      parameters: made,
      done: 'opened',
      created: true,
    }),
  );

  postAsMember(
    '/api/moderation/next',
    writes('Take the case that comes next; moderators', { body: emptyFormBody }),
    (tx, viewer, _, now) => takeNextCase(tx, viewer, now),
    (parameters) => ({ page: 'moderationCase', parameters, done: 'taken' }),
  );

  app.get(
    CASE,
    answers('One case, for moderators who are no party and for a second person', {
      params,
      answer: caseResponse,
    }),
    (request) => findCase(prisma, requireSignedIn(request), request.params.id, clock()),
  );

  app.get(
    `${CASE}/decision`,
    answers('The decision on a case that I made, as second person too; members', {
      params,
      answer: ownDecisionResponse,
    }),
    (request) => findOwnDecision(database.sql, requireSignedIn(request), request.params.id),
  );

  const taking = [
    ['take', 'Take a case for a while; moderators', takeCase, 'taken'],
    ['withdraw', 'Take back what I proposed; moderators', withdrawCaseProposal, 'withdrawn'],
    ['release', 'Give a case back; moderators', releaseCase, 'released'],
    ['reopen', 'Look anew at what one moderator decided alone; moderators', reopenCase, 'reopened'],
  ] as const;
  for (const [path, summary, act, done] of taking) {
    postAsMember(
      `${CASE}/${path}`,
      writes(summary, { params, body: emptyFormBody }),
      (tx, viewer, request, now) => act(tx, viewer, request.params.id, now),
      (parameters) => ({ page: 'moderationCase', parameters, done }),
    );
  }

  postAsMember(
    `${CASE}/proposals`,
    writes('Propose to hide, remove or show again, by a rule; moderators who are no party', {
      params,
      body: proposeMeasureForm,
    }),
    (tx, viewer, request, now) => proposeOnCase(tx, viewer, request.params.id, request.body, now),
    (made, { body: { kind, rule } }) => {
      if (made.next === null) return resultOf(made, 'proposed');
      const done = made.decision === null ? 'proposed-next' : 'decided-next';
      return {
        ...nextCase(made.next, { measure: kind, rule, like: made.id }),
        anchor: 'propose',
        done,
      };
    },
  );

  postAsMember(
    `${CASE}/veil`,
    writes('Veil an urgent thing for 72 hours, alone; moderators who are no party', {
      params,
      body: veilSubjectForm,
    }),
    (tx, viewer, request, now) => veilSubject(tx, viewer, request.params.id, request.body, now),
    ({ id: caseId }) => ({ page: 'moderationCase', parameters: { id: caseId }, done: 'veiled' }),
  );

  postAsMember(
    `${CASE}/dismiss`,
    writes('No action needed; moderators who are no party', { params, body: dismissCaseForm }),
    (tx, viewer, request, now) => dismissCase(tx, viewer, request.params.id, request.body, now),
    ({ next }) =>
      next === null
        ? { page: 'moderation', done: 'dismissed' }
        : { ...nextCase(next), done: 'dismissed-next' },
  );

  postAsMember(
    `${CASE}/answer`,
    writes('Agree with what is proposed, or object, as the second person', {
      params,
      body: answerProposalForm,
    }),
    (tx, viewer, request, now) =>
      answerCaseProposal(tx, viewer, request.params.id, request.body, now),
    (made, { body }) => {
      if (made.next !== null) {
        return { page: 'moderationCase', parameters: { id: made.next }, done: 'next-batch' };
      }
      if (body.pauseProposal !== undefined) return { page: 'secondPerson', done: 'both-answered' };
      if (made.decision !== null) return resultOf(made, 'decided');
      return { page: 'secondPerson', done: made.agreed ? 'to-jury' : 'objected' };
    },
  );
}

/** The page of a case about a post alike, whose form begins with what was said in the one before. */
function nextCase(id: string, query: Record<string, string> = {}) {
  return { page: 'moderationCase', parameters: { id }, query } as const;
}

/**
 * Returns the page to show after a form: a decision has a public page of its own; a proposal is
 * shown with its case.
 */
function resultOf({ id: caseId, decision }: { id: string; decision: string | null }, done: string) {
  return decision === null
    ? ({ page: 'moderationCase', parameters: { id: caseId }, done } as const)
    : ({ page: 'decision', parameters: { id: decision }, done: 'decided' } as const);
}
