import { usePage } from '#web/page-context.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { RecognitionRiskLink } from '#web/ui/recognition-risk-link.tsx';

/** The call to report a payout; tells visitors what the form asks for and what it does not. */
export function ReportInvitation() {
  const { t, href, viewer } = usePage();
  const words = t.home.join;
  return (
    <section className="join" aria-labelledby="join-title">
      <h2 id="join-title">{words.title}</h2>
      {viewer === null ? (
        <>
          <p>
            {words.enough} {words.hidden}
          </p>
          <h3>{words.notAsked}</h3>
          <Lines of={words.not} />
        </>
      ) : (
        <p>
          {words.hidden} <RecognitionRiskLink />
        </p>
      )}
      <p>
        <a className="button" href={href('reportPayout')}>
          {words.button}
        </a>
      </p>
    </section>
  );
}
