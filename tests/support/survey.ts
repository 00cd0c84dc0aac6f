import { randomBytes } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { runSurvey, storeFigures } from '#server/collective/survey/publish-figures.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { MESSAGE_PREFIX_BYTES } from '#shared/collective/blind-signing.ts';
import { SURVEY_KEY_BYTES, encodeSurveyMessage } from '#shared/collective/survey-messages.ts';
import type { SurveyAnswers } from '#shared/collective/survey-questions.ts';
import type { TestApp } from './app.ts';
import { blind } from './blinding.ts';
import { sequence } from './log-sequencer.ts';

type OwnSurvey = { year: number; publicKey: string; leaf: number | null; issued: boolean };

/** Runs the job of the survey as the site does each hour. */
export function runSurveyJob(site: TestApp): Promise<void> {
  const { database, slots, dataDir, clock } = site;
  return runSurvey({ database, slots, secrets: openSecrets(null, dataDir) }, clock.now);
}

/** This year's survey, with its key in the transparency log. */
export async function openSurvey(site: TestApp): Promise<void> {
  await runSurveyJob(site);
  await sequence(site);
}

/** The survey as the member's browser reads it; null where she cannot answer. */
export async function findSurvey(site: TestApp, cookie: string): Promise<OwnSurvey | null> {
  const answer = await site.get('/api/me/survey-token', cookie);
  return answer.json<{ survey: OwnSurvey | null }>().survey;
}

/** What a member's browser sends to have signed, and what it makes of the signature. */
export function prepareAnswer({ year, publicKey }: Pick<OwnSurvey, 'year' | 'publicKey'>): {
  blinded: string;
  finish: (signature: string) => { key: string; prefix: string; signature: string };
} {
  const key = randomBytes(SURVEY_KEY_BYTES).toString('base64');
  const prefix = randomBytes(MESSAGE_PREFIX_BYTES);
  const message = Buffer.concat([prefix, encodeSurveyMessage(year, key)]);
  const { blinded, finish } = blind(Buffer.from(publicKey, 'base64'), message);
  return {
    blinded: blinded.toString('base64'),
    finish: (signature) => ({
      key,
      prefix: prefix.toString('base64'),
      signature: finish(Buffer.from(signature, 'base64')).toString('base64'),
    }),
  };
}

/** Gets a member's signature. @throws where the site refuses. */
export async function askForSurveyToken(
  site: TestApp,
  cookie: string,
  survey: Pick<OwnSurvey, 'year' | 'publicKey'>,
): Promise<{ key: string; prefix: string; signature: string }> {
  const { blinded, finish } = prepareAnswer(survey);
  const answer = await site.post('/api/me/survey-token', { blinded }, cookie);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return finish(answer.json<{ signature: string }>().signature);
}

export function sendAnswer(
  site: TestApp,
  year: number,
  signed: object,
  answers: SurveyAnswers = {},
): Promise<LightMyRequestResponse> {
  return site.post('/api/survey/answers', { year, ...signed, answers });
}

/** This year's survey with its key and figures of a Monday. */
export async function makeSurveyFigures(site: TestApp): Promise<void> {
  await openSurvey(site);
  const { database, dataDir, clock } = site;
  const answers = Array.from({ length: 40 }, (_, nth) => ({ sex: [nth % 2 ? 'man' : 'woman'] }));
  await database.prisma.$transaction((tx) =>
    storeFigures(tx, openSecrets(null, dataDir), clock.now.getUTCFullYear(), answers, clock.now),
  );
}
