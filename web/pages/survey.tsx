import { surveyResultsResponse, type SurveyResults } from '#shared/collective/survey.ts';
import {
  Beside2018,
  QuestionResults,
  WhoAnswered,
} from '#web/collective/survey/survey-results.tsx';
import { definePage } from '#web/page.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';

/** What members answered to the survey of a year, beside the report of 2018. */
export const survey = definePage<SurveyResults>({
  sameForVisitors: true,
  load: (api, { query }) => {
    const year = /^2\d{3}$/.test(query['year'] ?? '') ? `?year=${query['year']}` : '';
    return api.get(`/api/survey${year}`, surveyResultsResponse);
  },
  title: ({ year }, { t }) => t.survey.pageTitle({ year: String(year) }),
  head: (_, { t }) => ({ description: t.survey.description }),
  body: (results, { t, href }) => {
    const words = t.survey;
    const { year, years, figures } = results;
    return (
      <>
        <h1>{words.pageTitle({ year: String(year) })}</h1>
        <div className="two">
          <div>
            <p className="lead">{words.say}</p>
            <p className="buttons">
              <a className="button" href={href('answerSurvey')}>
                {words.answer}
              </a>
            </p>
          </div>
          <Lines of={words.promise} />
        </div>
        {years.length < 2 ? null : (
          <p className="links">
            {years.map((one) => (
              <a key={one} href={href('survey', {}, { year: one })}>
                {one}
              </a>
            ))}
          </p>
        )}
        {figures === null ? (
          <p className="aside">{words.none}</p>
        ) : (
          <>
            <Answered results={results} />
            <Beside2018 figures={figures} />
            <WhoAnswered figures={figures} />
            <QuestionResults figures={figures} />
          </>
        )}
        <Section title={words.limits.title}>
          <Lines className="prose" of={words.limits.points} />
          <details>
            <summary>{words.limits.check}</summary>
            <Lines className="prose" of={words.limits.details} />
          </details>
          <p className="links">
            <a href={`/api/survey?year=${year}`} data-turbo="false">
              {words.data}
            </a>
          </p>
        </Section>
      </>
    );
  },
});

function Answered({ results }: { results: SurveyResults }) {
  const { t, format } = usePage();
  const { figures, publishedOn } = results;
  if (figures === null || publishedOn === null) return null;
  const { answered, could } = figures;
  return (
    <p className="answer">{t.survey.answered({ answered, could, day: format.day(publishedOn) })}</p>
  );
}
