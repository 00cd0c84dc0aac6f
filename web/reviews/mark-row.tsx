import { useId, type ReactNode } from 'react';
import type { Criterion } from '#shared/reviews.ts';
import { usePage } from '#web/context.ts';
import { useField } from '#web/ui/form.tsx';

const MARKS = [1, 2, 3, 4, 5] as const;

/** One criterion as five boxes in a row; what 1 and 5 mean is said to the eye and to the ear. */
export function MarkRow({ criterion }: { criterion: Criterion }): ReactNode {
  const id = useId();
  const { t } = usePage();
  const { value, issue } = useField(criterion);
  const { name, low, high } = t.reviews.criteria[criterion];
  const meaning: Readonly<Record<number, string>> = { 1: low, 5: high };
  return (
    <fieldset className="field marks" aria-describedby={issue === null ? undefined : `${id}-issue`}>
      <legend>{name}</legend>
      <div className="marks-row">
        {MARKS.map((mark) => (
          <label key={mark}>
            <input
              type="radio"
              name={criterion}
              value={mark}
              defaultChecked={value === String(mark)}
            />
            <span>
              {mark}
              {meaning[mark] === undefined ? null : (
                <span className="hidden-visually">, {meaning[mark]}</span>
              )}
            </span>
          </label>
        ))}
      </div>
      <p className="marks-ends" aria-hidden="true">
        <span>{low}</span>
        <span>{high}</span>
      </p>
      {issue === null ? null : (
        <p className="issue" id={`${id}-issue`}>
          {issue}
        </p>
      )}
    </fieldset>
  );
}
