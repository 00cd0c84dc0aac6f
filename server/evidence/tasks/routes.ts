import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, creates, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { SIGNING_API_DESCRIPTION } from '#server/evidence/attribution/api-description.ts';
import { id } from '#shared/core/form-fields.ts';
import {
  ownTaskReportCursor,
  ownTaskReport,
  ownTaskReportsResponse,
  taskReportCursor,
  taskReportCorrection,
  taskReportForm,
  taskReportsResponse,
  taskResponse,
  tasksQuery,
  tasksResponse,
} from '#shared/evidence/tasks.ts';
import { correctTaskReport, publishTaskReport } from './actions.ts';
import { findOwnTaskReport, findOwnTaskReports } from './own-reports.ts';
import { findTask, findTaskReports, findTasks } from './queries.ts';

export function registerTasks(app: Server, { database, clock }: BaseDeps): void {
  const { prisma, sql } = database;
  const params = z.object({ id });

  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/tasks',
    answers('Tasks, the last reported or the best paid first: hourly rate, refusals', {
      querystring: tasksQuery,
      answer: tasksResponse,
    }),
    (request) => findTasks(sql, request.query, clock()),
  );

  app.get(
    '/api/tasks/:id',
    answers('One task with its figures', { params, answer: taskResponse }),
    (request) => findTask(sql, request.params.id, clock()),
  );

  app.get(
    '/api/tasks/:id/reports',
    answers('Reports of a task, the newest month first: rounded, by month', {
      params,
      querystring: z.object({ before: z.optional(taskReportCursor) }),
      answer: taskReportsResponse,
    }),
    (request) => findTaskReports(sql, request.viewer, request.params.id, request.query.before),
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
      description: SIGNING_API_DESCRIPTION,
      body: taskReportForm,
    }),
    (tx, viewer, request, now) => publishTaskReport(tx, viewer, request.body, now),
    (report) => ({
      page: 'task',
      parameters: { id: report.taskId },
      id: report.id,
      done: 'task-report-published',
      created: true,
    }),
  );

  postAsMember(
    '/api/task-reports/:id',
    writes('Correct my task report', {
      description: SIGNING_API_DESCRIPTION,
      params,
      body: taskReportCorrection,
    }),
    (tx, viewer, request, now) =>
      correctTaskReport(tx, viewer, request.params.id, request.body, now),
    (report) => ({
      page: 'task',
      parameters: { id: report.taskId },
      id: report.id,
      done: 'task-report-changed',
    }),
  );
}
