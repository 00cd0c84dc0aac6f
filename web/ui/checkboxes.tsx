import { useId, type ReactNode } from 'react';
import { useField, type Option } from './form.tsx';

/** Several choices out of many; their values travel under one name, and come back with commas. */
export function Checkboxes(props: {
  name: string;
  label: string;
  hint?: string;
  options: readonly Option[];
}): ReactNode {
  const id = useId();
  const { value, issue } = useField(props.name);
  const ticked = value.split(',');
  return (
    <fieldset
      className="field choice many"
      aria-describedby={issue === null ? undefined : `${id}-issue`}
    >
      <legend>{props.label}</legend>
      {props.hint === undefined ? null : <p className="hint">{props.hint}</p>}
      <div className="options">
        {props.options.map((option) => (
          <label key={option.value}>
            <input
              type="checkbox"
              name={props.name}
              value={option.value}
              defaultChecked={ticked.includes(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {issue === null ? null : (
        <p className="issue" id={`${id}-issue`}>
          {issue}
        </p>
      )}
    </fieldset>
  );
}
