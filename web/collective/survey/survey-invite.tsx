import { usePage } from '#web/page-context.ts';

/** Asks a member once a year; hidden until the script finds that she has not answered here. */
export function SurveyInvite() {
  const { t, href, now } = usePage();
  const words = t.survey.invite;
  return (
    <aside className="aside" data-enhance="survey-invite" hidden>
      <p>
        <a href={href('answerSurvey')}>{words.title({ year: String(now.getUTCFullYear()) })}</a>{' '}
        {words.say}
      </p>
      <button type="button" className="button quiet small">
        {words.no}
      </button>
    </aside>
  );
}
