import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';

/** How a sealed pledge works, in three steps; the page of sealed pledges says all. */
export function EnvelopeSteps({ threshold }: { threshold: number }) {
  const { t, format, href } = usePage();
  const { how } = t.boycotts.screen;
  return (
    <Section title={how.title}>
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
    </Section>
  );
}
