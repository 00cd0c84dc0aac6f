import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { SIGNING_API_DESCRIPTION } from '#server/evidence/attribution/api-description.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { id, writeResponse } from '#shared/core/form-fields.ts';
import {
  ownTaskReportCursor,
  ownTaskReport,
  ownTaskReportsResponse,
  taskReportCursor,
  taskReportControls,
  taskReportCorrection,
  taskReportForm,
  taskReportsResponse,
  taskResponse,
  tasksQuery,
  tasksResponse,
} from '#shared/evidence/tasks.ts';
import { correctTaskReport, publishTaskReport, withdrawTaskReport } from './actions.ts';
import { findOwnTaskReport, findOwnTaskReports } from './own-reports.ts';
import { findTask, findTaskReports, findTasks } from './queries.ts';

export function registerTasks(server: FastifyInstance, { database, clock }: BaseDeps): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { prisma, sql } = database;
  const params = z.object({ id });

  app.get(
    '/api/tasks',
    {
      schema: {
        summary: 'Tasks, the last reported or the best paid first: hourly rate, refusals',
        querystring: tasksQuery,
        response: { 200: tasksResponse, '4xx': errorResponse },
      },
    },
    (request) => findTasks(sql, request.query, clock()),
  );

  app.get(
    '/api/tasks/:id',
    {
      schema: {
        summary: 'One task with its figures',
        params,
        response: { 200: taskResponse, '4xx': errorResponse },
      },
    },
    (request) => findTask(sql, request.params.id, clock()),
  );

  app.get(
    '/api/tasks/:id/reports',
    {
      schema: {
        summary: 'Reports of a task, the newest month first: rounded, by month',
        params,
        querystring: z.object({ before: z.optional(taskReportCursor) }),
        response: { 200: taskReportsResponse, '4xx': errorResponse },
      },
    },
    (request) => findTaskReports(sql, request.viewer, request.params.id, request.query.before),
  );

  app.get(
    '/api/me/task-reports',
    {
      schema: {
        summary: 'My task reports, exact',
        querystring: z.object({ before: z.optional(ownTaskReportCursor) }),
        response: { 200: ownTaskReportsResponse, '4xx': errorResponse },
      },
    },
    (request) => findOwnTaskReports(sql, requireSignedIn(request), request.query.before),
  );

  app.get(
    '/api/me/task-reports/:id',
    {
      schema: {
        summary: 'One task report of mine, exact',
        params,
        response: { 200: ownTaskReport, '4xx': errorResponse },
      },
    },
    (request) => findOwnTaskReport(sql, requireSignedIn(request), request.params.id),
  );

  app.post(
    '/api/task-reports',
    {
      schema: {
        summary: 'Report a task that I did, once or as a series',
        description: SIGNING_API_DESCRIPTION,
        body: taskReportForm,
        response: { 201: writeResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const report = await prisma.$transaction((tx) =>
        publishTaskReport(tx, viewer, request.body, clock()),
      );
      return answerWrite(request, reply, {
        page: 'task',
        parameters: { id: report.taskId },
        id: report.id,
        done: 'task-report-published',
        created: true,
      });
    },
  );

  app.post(
    '/api/task-reports/:id',
    {
      schema: {
        summary: 'Correct my task report',
        description: SIGNING_API_DESCRIPTION,
        params,
        body: taskReportCorrection,
        response: { 200: writeResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const report = await prisma.$transaction((tx) =>
        correctTaskReport(tx, viewer, request.params.id, request.body, clock()),
      );
      return answerWrite(request, reply, {
        page: 'task',
        parameters: { id: report.taskId },
        id: report.id,
        done: 'task-report-changed',
      });
    },
  );

  app.post(
    '/api/task-reports/:id/withdraw',
    {
      schema: {
        summary: 'Withdraw my task report',
        params,
        body: taskReportControls,
        response: { 200: writeResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      await prisma.$transaction((tx) => withdrawTaskReport(tx, viewer, request.params.id, clock()));
      // The task may have been deleted with the report; her own list always exists.
      return answerWrite(request, reply, { page: 'myEvidence', done: 'task-report-withdrawn' });
    },
  );
}
