import { Questionnaire } from '#web/collective/survey/questionnaire.tsx';
import { definePage } from '#web/page.ts';
import { Lines } from '#web/ui/sentence-list.tsx';

/** The questionnaire of the yearly survey; the script sends the answers, from nobody. */
export const answerSurvey = definePage<null>({
  layout: 'middle',
  load: async () => null,
  title: (_, { t, now }) => t.survey.form.title({ year: String(now.getUTCFullYear()) }),
  head: () => ({ noIndex: true }),
  body: (_, { t, href, now }) => {
    const words = t.survey.form;
    return (
      <>
        <h1>{words.title({ year: String(now.getUTCFullYear()) })}</h1>
        <p className="lead">{words.say}</p>
        <Questionnaire />
        <details>
          <summary>{words.how.title}</summary>
          <Lines of={words.how.points} />
          <p className="links">
            <a href={href('survey')}>{words.results}</a>
          </p>
        </details>
      </>
    );
  },
});
