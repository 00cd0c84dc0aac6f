import { usePage } from '#web/page-context.ts';

/** How a sealed pledge works, in three steps; the page of sealed pledges says all. */
export function EnvelopeSteps({ threshold }: { threshold: number }) {
  const { t, format, href } = usePage();
  const { how } = t.boycotts.screen;
  return (
    <section aria-labelledby="envelope">
      <h3 id="envelope">{how.title}</h3>
      <ol className="envelope-steps">
        <li>
          <b>{how.put}</b> {how.putSay}
        </li>
        <li>
          <b>{how.count}</b> {how.countSay}
        </li>
        <li>
          <b>{how.begin({ goal: format.number(threshold) })}</b> {how.beginSay}
        </li>
      </ol>
      <p className="links">
        <a href={href('sealedPledge')}>{t.boycotts.pledge.how}</a>
      </p>
    </section>
  );
}
