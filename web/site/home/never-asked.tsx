import { usePage } from '#web/page-context.ts';
import { RecognitionRiskLink } from '#web/ui/recognition-risk-link.tsx';
import { Stamp } from '#web/ui/stamp.tsx';

/** A form that nobody fills in: what an account never needs. */
export function NeverAsked() {
  const { t } = usePage();
  const words = t.home.never;
  return (
    <section className="never" aria-labelledby="never-title">
      <h2 id="never-title">{words.title}</h2>
      <ul>
        {words.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
      <Stamp kind="promising" size="small" shape={<path d="M3 10.8l4.6 4.7L17 4.8" />}>
        {words.stamp}
      </Stamp>
      <p>{words.enough}</p>
      <p className="note">
        {words.hidden} <RecognitionRiskLink />
      </p>
    </section>
  );
}

/** Who runs the site, and what to do next. */
export function WhoRuns() {
  const { t, href } = usePage();
  const words = t.home.who;
  return (
    <section aria-labelledby="who-title">
      <h2 id="who-title">{words.title}</h2>
      <p className="lead">{words.say}</p>
      <p className="buttons">
        <a className="button" href={href('reportPayout')}>
          {words.report}
        </a>
        <a className="button second" href={href('rules')}>
          {words.how}
        </a>
      </p>
    </section>
  );
}
