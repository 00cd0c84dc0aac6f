import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { usePage } from '#web/page-context.ts';

const STEPS = ['proposed', 'debated', 'pledging', 'on', 'ended'] as const;

/** The five steps in a row: past ones, the current one, or where it failed. */
export function BoycottStepList({ boycott }: { boycott: BoycottResponse }) {
  const { t } = usePage();
  const words = t.boycotts.one;
  const { state } = boycott;
  const at = STEPS.indexOf(state === 'failed' ? (boycott.failedAt ?? 'proposed') : state);
  return (
    <ol className="boycott-steps" aria-label={words.steps}>
      {STEPS.map((step, index) => {
        const here = index === at;
        const kind = index < at ? 'behind' : here ? (state === 'failed' ? 'stopped' : 'here') : '';
        return (
          <li key={step} className={kind} aria-current={here ? 'step' : undefined}>
            <span>{words.stepNames[step]}</span>
            {kind === '' ? null : (
              <span className="hidden-visually">
                {', '}
                {kind === 'behind'
                  ? words.stepsDone
                  : kind === 'here'
                    ? words.stepsNow
                    : words.stoppedHere}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
