import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { today } from '#shared/core/days.ts';
import { usePage } from '#web/page-context.ts';
import { Icon } from '#web/ui/icon.tsx';
import type { PageContext } from '#web/page.ts';
import {
  nextOrganiserStep,
  organiserSteps,
  type OrganiserStep,
  type OrganiserStepName,
} from './organiser-steps.ts';

/** The steps of an organiser in their order, each with its state and one link; what is due next stands first. */
export function OrganiserChecklist({ boycott }: { boycott: BoycottResponse }) {
  const { t, href, now } = usePage();
  const words = t.boycotts.organise;
  const steps = organiserSteps(boycott, today(now));
  const next = nextOrganiserStep(steps);
  return (
    <>
      <section className="slip" aria-labelledby="next">
        <h2 id="next">{words.next}</h2>
        {next === null ? (
          <p>{words.nothing}</p>
        ) : (
          <>
            <p>
              <strong>{words.steps[next.name].title}</strong>
            </p>
            <p>{words.steps[next.name].say}</p>
            <p className="buttons">
              <a className="button" href={stepAddress(next.name, boycott.id, href)}>
                {words.steps[next.name].act}
              </a>
            </p>
          </>
        )}
      </section>
      <section className="section" aria-labelledby="steps">
        <h2 id="steps">{words.list}</h2>
        <ol className="rows">
          {steps.map((step) => (
            <Step key={step.name} step={step} boycott={boycott} />
          ))}
        </ol>
      </section>
    </>
  );
}

function Step({ step, boycott }: { step: OrganiserStep; boycott: BoycottResponse }) {
  const { t, href } = usePage();
  const { title, act } = t.boycotts.organise.steps[step.name];
  const isOpen = step.state !== 'later' && step.state !== 'missed';
  const said = (
    <span className="row-words">
      <b>{title}</b>
      <small>
        <StepState step={step} />
        {step.state === 'due' ? ` · ${act}` : null}
      </small>
    </span>
  );
  return (
    <li>
      {isOpen ? (
        <a href={stepAddress(step.name, boycott.id, href)}>
          {said}
          <Icon name="next" />
        </a>
      ) : (
        <div className="row-line">{said}</div>
      )}
    </li>
  );
}

function StepState({ step: { name, state, day } }: { step: OrganiserStep }) {
  const { t, format } = usePage();
  const { states, doneOn, doneUntil, waitsUntil } = t.boycotts.organise;
  if (day === null) return states[state];
  if (state === 'waits') return waitsUntil({ day: format.day(day) });
  return name === 'message'
    ? doneUntil({ day: format.day(day) })
    : doneOn({ day: format.day(day) });
}

/** Where a step is done. */
export function stepAddress(
  name: OrganiserStepName,
  id: string,
  href: PageContext['href'],
): string {
  switch (name) {
    case 'supporters':
      return href('shareBoycott', { id });
    case 'sent':
      return href('boycottLetter', { id });
    case 'coOrganisers':
      return `${href('boycott', { id })}#organisers`;
    case 'translations':
      return href('boycottTranslations', { id });
    case 'message':
      return `${href('organiseBoycott', { id })}#message`;
    case 'kit':
      return href('boycottKit', { id });
    case 'reply':
      return `${href('organiseBoycott', { id })}#reply`;
    case 'outcome':
      return href('boycottOutcome', { id });
    case 'lookBack':
      return href('boycottLookBack', { id });
  }
}
