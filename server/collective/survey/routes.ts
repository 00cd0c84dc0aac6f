import { z } from 'zod/mini';
import { createRefusalLimit } from '#server/collective/blind-signing/refusal-limit.ts';
import { openRecordedContent } from '#server/collective/blind-signing/recorded-content.ts';
import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { storedResponse } from '#shared/collective/pledges.ts';
import { recordedKeysResponse } from '#shared/collective/recorded-keys.ts';
import {
  ownSurveyTokenResponse,
  surveyAnswerForm,
  surveyResultsResponse,
  surveySubject,
  surveyTokenForm,
  surveyTokenResponse,
} from '#shared/collective/survey.ts';
import { acceptAnswer } from './accept-answer.ts';
import type { SurveyDeps } from './deps.ts';
import { findSurveyResults } from './queries.ts';
import { findOwnSurveyToken, issueSurveyToken } from './survey-tokens.ts';

const PRIVATE = 'private, no-store';
const inAddress = z.coerce.number().check(z.int(), z.gte(2026), z.lte(2999));
const params = z.object({ year: inAddress });
/** Cookies are never read here: the site does not know who answers. */
const anonymous = { config: { anonymous: true } };

/**
 * Registers the routes of the survey: browsers call those of tokens signed in, and send answers without
 * a cookie.
 */
export function registerSurvey(app: Server, deps: SurveyDeps): void {
  const { database, clock } = deps;
  const { prisma } = database;
  const kept = createRefusalLimit(deps);

  app.get(
    '/api/me/survey-token',
    answers('The survey that I could answer, with the key that signs for it', {
      answer: ownSurveyTokenResponse,
    }),
    (request) => findOwnSurveyToken(deps, requireSignedIn(request)),
  );

  app.post(
    '/api/me/survey-token',
    answers('My one blind signature (RFC 9474) for this year’s survey; members', {
      body: surveyTokenForm,
      answer: surveyTokenResponse,
    }),
    async (request, reply) => {
      void reply.header('cache-control', PRIVATE);
      const blinded = Buffer.from(request.body.blinded, 'base64');
      const signature = await issueSurveyToken(deps, requireSignedIn(request), blinded);
      return { signature: signature.toString('base64') };
    },
  );

  app.post(
    '/api/survey/answers',
    {
      ...anonymous,
      ...answers('Answers to the survey; from nobody, without a cookie', {
        body: surveyAnswerForm,
        answer: storedResponse,
      }),
    },
    (request) => kept(request, acceptAnswer(deps, request.body)),
  );

  app.get(
    '/api/survey/:year/key-act',
    {
      ...anonymous,
      ...answers('What opens the leaf of the public record that tells the key of a survey', {
        params,
        answer: recordedKeysResponse,
      }),
    },
    ({ params: { year } }) =>
      prisma.$transaction((tx) => openRecordedContent(tx, surveySubject(year))),
  );

  app.get(
    '/api/survey',
    {
      ...anonymous,
      ...answers('What members answered to the survey, as of a Monday', {
        querystring: z.object({ year: z.optional(inAddress) }),
        answer: surveyResultsResponse,
      }),
    },
    ({ query }) => findSurveyResults(prisma, query.year, clock()),
  );
}
