import type { PageName } from '#shared/core/paths.ts';
import type { NextSteps } from '#shared/site/next-steps.ts';
import { usePage } from '#web/page-context.ts';
import { Form } from '#web/ui/form.tsx';
import { Icon } from '#web/ui/icon.tsx';
import { Section } from '#web/ui/section.tsx';

/**
 * Three steps of a member's first weeks. Whether the site is installed only the device knows: a script
 * ticks that step, and removes the card once all are taken.
 */
export function FirstSteps({ steps }: { steps: NonNullable<NextSteps['first']> }) {
  const words = usePage().t.me.first;
  return (
    <Section id="first" title={words.title}>
      <div data-enhance="first-steps" data-done={words.done}>
        <ol className="rows">
          <Step taken={steps.follows} label={words.follow} say={words.followSay} to="platforms" />
          <Step taken={steps.owed} label={words.owed} say={words.owedSay} to="reportPayout" />
          <li>
            <div className="row-line">
              <span className="row-words">
                <b>{words.install}</b>
                <small>{words.installSay}</small>
              </span>
              <button type="button" className="button second small" data-part="install" hidden>
                {words.installGo}
              </button>
            </div>
          </li>
        </ol>
        <Form name="first-steps" action="/api/me/first-steps/dismiss" className="inline-form">
          <button type="submit" className="quiet">
            {words.dismiss}
          </button>
        </Form>
      </div>
    </Section>
  );
}

function Step(props: { taken: boolean; label: string; say: string; to: PageName }) {
  const { t, href } = usePage();
  const words = (
    <span className="row-words">
      <b>{props.label}</b>
      <small>{props.taken ? t.me.first.done : props.say}</small>
    </span>
  );
  return props.taken ? (
    <li data-taken="">
      <div className="row-line">
        <Icon name="check" />
        {words}
      </div>
    </li>
  ) : (
    <li>
      <a href={href(props.to)}>
        {words}
        <Icon name="next" />
      </a>
    </li>
  );
}
