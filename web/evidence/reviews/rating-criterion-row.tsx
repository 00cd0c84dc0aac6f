import { useId } from 'react';
import { useAutoFocus, useField } from '#web/ui/field-state.ts';
import { Issue } from '#web/ui/form.tsx';

const MARKS = [1, 2, 3, 4, 5] as const;

/** The name of a criterion, and what 1 and 5 mean. */
export type RatingCriterionSentences = {
  readonly name: string;
  readonly low: string;
  readonly high: string;
};

/** One criterion as five radio buttons, with visible and audible labels for 1 and 5. */
export function RatingCriterionRow(props: { criterion: string; words: RatingCriterionSentences }) {
  const id = useId();
  const { criterion } = props;
  const { value, issue } = useField(criterion);
  const { name, low, high } = props.words;
  const atHand = useAutoFocus(criterion, name, id);
  const meaning: Readonly<Record<number, string>> = { 1: low, 5: high };
  return (
    <fieldset
      id={id}
      className="field marks"
      aria-describedby={issue === null ? undefined : `${id}-issue`}
    >
      <legend>{name}</legend>
      <div className="marks-row">
        {MARKS.map((mark) => (
          <label key={mark}>
            <input
              type="radio"
              name={criterion}
              value={mark}
              defaultChecked={value === String(mark)}
              {...(mark === MARKS[0] ? atHand : {})}
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
      <Issue of={id} text={issue} />
    </fieldset>
  );
}
