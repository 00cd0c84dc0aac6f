import { z } from 'zod/mini';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, creates, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import type { IdentityDeps } from '#server/identity/accounts/deps.ts';
import {
  WITH_ACCOUNT,
  createPostWithAccount,
} from '#server/identity/accounts/post-with-account.ts';
import type { Sessions } from '#server/identity/accounts/sessions.ts';
import type { SignInRateLimit } from '#server/identity/accounts/sign-in-rate-limit.ts';
import { id } from '#shared/core/form-fields.ts';
import {
  ownTaskReportCursor,
  ownTaskReport,
  ownTaskReportsResponse,
  taskReportCorrection,
  taskReportForm,
  taskReportWithAccountForm,
  taskResponse,
  taskSuggestQuery,
  taskSuggestResponse,
  tasksQuery,
  tasksResponse,
} from '#shared/evidence/tasks.ts';
import { suggestTasks } from './alike-tasks.ts';
import { correctTaskReport, findNewTaskReportErrors, publishTaskReport } from './actions.ts';
import { findOwnTaskReport, findOwnTaskReports } from './own-reports.ts';
import { findTask, findTasks } from './queries.ts';

const REPORTS_IN_FIGURES = `Nobody else reads a report. It enters the figures of its platform on one of the next
four Mondays, drawn, and those of its task where five established members report it.`;

export function registerTasks(
  app: Server,
  deps: IdentityDeps,
  sessions: Sessions,
  limit: SignInRateLimit,
): void {
  const { database, clock } = deps;
  const { prisma, sql } = database;
  const params = z.object({ id });

  const postAsMember = createPostAsMember(app, prisma, clock);
  const postWithAccount = createPostWithAccount(app, deps, sessions, limit);

  app.get(
    '/api/tasks',
    answers('Tasks, the last reported or the best paid first: hourly rate, refusals', {
      querystring: tasksQuery,
      answer: tasksResponse,
    }),
    (request) => findTasks(sql, request.query, clock()),
  );

  app.get(
    '/api/tasks/suggest',
    answers('Tasks of a platform by a part of their titles, for a form', {
      querystring: taskSuggestQuery,
      answer: taskSuggestResponse,
    }),
    (request) => suggestTasks(sql, request.query),
  );

  app.get(
    '/api/tasks/:id',
    answers('One task with its figures, if five established members reported it', {
      params,
      answer: taskResponse,
    }),
    (request) => findTask(sql, request.params.id),
  );

  app.get(
    '/api/me/task-reports',
    answers('My task reports, exact', {
      querystring: z.object({ before: z.optional(ownTaskReportCursor) }),
      answer: ownTaskReportsResponse,
    }),
    (request) => findOwnTaskReports(sql, requireSignedIn(request), request.query.before),
  );

  app.get(
    '/api/me/task-reports/:id',
    answers('One task report of mine, exact', { params, answer: ownTaskReport }),
    (request) => findOwnTaskReport(sql, requireSignedIn(request), request.params.id),
  );

  postAsMember(
    '/api/task-reports',
    creates('Report a task that I did, once or as a series', {
      description: REPORTS_IN_FIGURES,
      body: taskReportForm,
    }),
    (tx, viewer, request, now) => publishTaskReport(tx, viewer, request.body, now),
    (report) => ({
      page: 'myEvidence',
      id: report.id,
      done: 'task-report-published',
      created: true,
    }),
  );

  postWithAccount(
    '/api/task-reports/with-account',
    creates('Report a task as a visitor, with a new account or an existing one', {
      description: `${WITH_ACCOUNT}\n\n${REPORTS_IN_FIGURES}`,
      body: taskReportWithAccountForm,
    }),
    {
      findErrors: (tx, request, now) => findNewTaskReportErrors(tx, request.body, now),
      read: (request) => taskReportForm.parse(request.body),
      publish: (tx, viewer, input, _, now) => publishTaskReport(tx, viewer, input, now),
      receipt: () => ({ page: 'myEvidence', done: 'task-report-published' }),
    },
  );

  postAsMember(
    '/api/task-reports/:id',
    writes('Correct my task report', {
      description: REPORTS_IN_FIGURES,
      params,
      body: taskReportCorrection,
    }),
    (tx, viewer, request, now) =>
      correctTaskReport(tx, viewer, request.params.id, request.body, now),
    (report) => ({
      page: 'myEvidence',
      id: report.id,
      done: 'task-report-changed',
    }),
  );
}
