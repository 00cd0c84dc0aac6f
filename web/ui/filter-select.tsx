import { useId } from 'react';
import { usePage } from '#web/page-context.ts';
import type { Option } from './form.tsx';

/** A select of a filter form (GET), which is never refused. */
export function FilterSelect(props: {
  name: string;
  label: string;
  options: readonly Option[];
  /** The first option, which does not filter. */
  any?: string;
  /** The selected value, if it is not that of the address. */
  value?: string;
}) {
  const id = useId();
  const { query } = usePage();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <select id={id} name={props.name} defaultValue={props.value ?? query[props.name]}>
        {props.any === undefined ? null : <option value="">{props.any}</option>}
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A platform's name, with suggestions by script. */
export function FilterPlatform(props: { name: string; label: string; value?: string }) {
  const id = useId();
  const { query } = usePage();
  return (
    <div className="field" data-enhance="platform-field">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        type="text"
        name={props.name}
        defaultValue={props.value ?? query[props.name]}
        list={`${id}-names`}
        autoComplete="off"
        maxLength={100}
      />
      <datalist id={`${id}-names`} aria-label={props.label} />
    </div>
  );
}

/** A text field of a filter form: an amount, a month. */
export function FilterText(props: {
  name: string;
  label: string;
  type?: 'text' | 'month';
  hint?: string;
}) {
  const id = useId();
  const { query } = usePage();
  const isMonth = props.type === 'month';
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        name={props.name}
        type={props.type ?? 'text'}
        defaultValue={query[props.name]}
        inputMode={isMonth ? undefined : 'decimal'}
        maxLength={20}
        autoComplete="off"
        title={props.hint}
      />
    </div>
  );
}
