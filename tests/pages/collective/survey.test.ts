import { beforeAll, describe, expect, test } from 'vitest';
import { storeFigures } from '#server/collective/survey/publish-figures.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { SURVEY_QUESTIONS, type SurveyAnswers } from '#shared/collective/survey-questions.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { open, read } from '#tests/pages/community/forum.testing.ts';

/** What the survey asks, and what its answers say. */

const YEAR = 2026;

let site: TestApp;
let empty: TestApp;
beforeAll(async () => {
  [site, empty] = await Promise.all([createTestApp(), createTestApp()]);
  const times = (count: number, answers: SurveyAnswers) =>
    Array.from({ length: count }, () => answers);
  const answers = [
    ...times(80, { sex: ['woman'], hours: ['rarely'], motives: ['money', 'hours'] }),
    ...times(60, { sex: ['man'], hours: ['monthly'], motives: ['hours'] }),
    ...times(40, { sex: ['other'], hours: ['20-'], motives: ['money'] }),
    ...times(5, { age: ['18-24'] }),
  ];
  const secrets = openSecrets(null, site.dataDir);
  await site.database.prisma.$transaction((tx) =>
    storeFigures(tx, secrets, YEAR, answers, new Date(`${YEAR}-11-24T10:00:00Z`)),
  );
});

describe.each(LANGUAGES)('in %s', (language) => {
  const words = messagesFor(language).survey;
  const results = pathTo(language, 'survey', {}, { year: YEAR });

  test('the results say how many answered, each share with its interval, and 2018 beside it', async () => {
    const text = await read(site, results);
    expect(text).toContain(words.pageTitle({ year: String(YEAR) }));
    // 80 of 180 answered so, each rounded by up to five; Wilson's interval is some fifteen wide.
    expect(text).toMatch(/4[0-9]\s?% \(3[0-9]–5[0-9]\)/);
    expect(text).toMatch(/56[,.]1\s?%/);
    for (const line of words.who.weights) expect(text).toContain(line);
    for (const line of words.limits.points) expect(text).toContain(line);
    for (const line of words.limits.details) expect(text).toContain(line);
  });

  test('what too few answered is not there, nor what they said', async () => {
    const { body } = await open(site, results);
    expect(body).not.toContain(words.answers.age['18-24']);
    expect(await read(site, results)).toContain(`${words.questions.age} ${words.results.tooFew}`);
  });

  test('before there are figures the page says so, and another year has none', async () => {
    expect(await read(empty, pathTo(language, 'survey'))).toContain(words.none);
    expect(await read(site, pathTo(language, 'survey', {}, { year: 2031 }))).toContain(words.none);
  });

  test('without a script the questionnaire says that it needs one, and why', async () => {
    const page = pathTo(language, 'answerSurvey');
    const { cookie } = await makeMember(site);
    const { body } = await open(site, page, cookie);
    const text = await read(site, page, cookie);
    for (const line of words.form.withoutScript) expect(text).toContain(line);
    // What a script shows is hidden, and the browser itself sends nothing.
    expect(body).toMatch(/<div data-say="ready" hidden(="")?>/);
    expect(body).not.toMatch(/<form class="form"[^>]*action/);
    for (const { id } of SURVEY_QUESTIONS) expect(body).toContain(`name="${id}"`);
    const out = await read(site, page);
    for (const line of words.form.signedOut) expect(out).toContain(line);
  });

  test('home and one’s own page have an invitation that stays hidden without a script', async () => {
    const { cookie } = await makeMember(site);
    for (const name of ['home', 'me'] as const) {
      const { body } = await open(site, pathTo(language, name), cookie);
      expect(body).toMatch(/<aside[^>]*data-enhance="survey-invite"[^>]* hidden/);
      const { body: stranger } = await open(site, pathTo(language, name));
      expect(stranger).not.toContain('survey-invite');
    }
  });
});
