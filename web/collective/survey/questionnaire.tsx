import {
  SURVEY_GROUPS,
  SURVEY_QUESTIONS,
  type SurveyQuestion,
} from '#shared/collective/survey-questions.ts';
import { usePage } from '#web/page-context.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { answerWords } from './survey-words.ts';
import { SURVEY_STATUSES, type SurveyStatus } from './survey-statuses.ts';

/**
 * The questionnaire. All sentences are here; the script (`web/collective/enhance/survey-form.ts`) only
 * shows and hides: `[data-static]` stands without a script, of `[data-say=NAME]`, one for each of
 * SURVEY_STATUSES, one is shown at a time. The form stands in `ready` and is never sent by the browser:
 * the script sends what was chosen, without a cookie.
 */
export function Questionnaire() {
  const { t, href, viewer } = usePage();
  const words = t.survey.form;
  return (
    <div data-enhance="survey-form">
      {viewer === null ? (
        <div className="aside">
          <Lines of={words.signedOut} />
          <p className="buttons">
            <a className="button" href={href('signIn')}>
              {t.common.signIn}
            </a>
          </p>
        </div>
      ) : (
        <>
          <div className="aside" data-static>
            <Lines of={words.withoutScript} />
          </div>
          <div role="status">
            {SURVEY_STATUSES.filter((say) => say !== 'ready').map((say) => (
              <div key={say} className={toneOf(say)} data-say={say} hidden>
                <Lines of={words.says[say]} />
                {say === 'sent' ? <a href={href('survey')}>{words.results}</a> : null}
              </div>
            ))}
          </div>
          <div data-say="ready" hidden>
            <Questions />
          </div>
        </>
      )}
    </div>
  );
}

const BAD: readonly SurveyStatus[] = ['no-record', 'refused'];

function toneOf(say: SurveyStatus): 'done' | 'alert' | 'aside' {
  if (say === 'sent') return 'done';
  return BAD.includes(say) ? 'alert' : 'aside';
}

function Questions() {
  const { t } = usePage();
  const words = t.survey.form;
  return (
    <form className="form survey-form" noValidate>
      {SURVEY_GROUPS.map((group) => (
        <section key={group}>
          <h2>{t.survey.groups[group]}</h2>
          {SURVEY_QUESTIONS.filter((question) => question.group === group).map((question) => (
            <Question key={question.id} question={question} />
          ))}
        </section>
      ))}
      <p className="alert" data-empty hidden>
        {words.empty}
      </p>
      <p className="note">{words.before}</p>
      <button type="submit" className="button">
        {words.send}
      </button>
    </form>
  );
}

function Question({ question }: { question: SurveyQuestion }) {
  const { t } = usePage();
  const words = t.survey;
  const isMany = question.kind === 'many';
  const asked = words.questions[question.id];
  return (
    <fieldset className={`field choice${isMany ? ' many' : ''}`}>
      <legend>{'with' in question ? asked : `${numberOf(question)}. ${asked}`}</legend>
      {isMany && question.most < question.answers.length ? (
        <p className="hint">{words.form.most({ count: question.most })}</p>
      ) : null}
      <div className="options">
        {question.answers.map((answer) => (
          <label key={answer}>
            <input type={isMany ? 'checkbox' : 'radio'} name={question.id} value={answer} />
            <span>{answerWords(t, question.id, answer)}</span>
          </label>
        ))}
        {isMany ? null : (
          <label>
            <input type="radio" name={question.id} value="" defaultChecked />
            <span>{words.form.skip}</span>
          </label>
        )}
      </div>
    </fieldset>
  );
}

const NUMBERED = SURVEY_QUESTIONS.filter((question) => !('with' in question));

/** The number of a question, from 1; the second half of one has none. */
function numberOf({ id }: SurveyQuestion): number {
  return NUMBERED.findIndex((question) => question.id === id) + 1;
}
