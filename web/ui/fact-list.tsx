import type { ReactNode } from 'react';

/** A list of labels with their values; `none` is read aloud where a value is missing. */
export function Facts(props: {
  className?: string;
  facts: readonly (readonly [label: string, value: ReactNode])[];
  none: string;
}) {
  return (
    <dl className={props.className}>
      {props.facts.map(([label, value]) => (
        <div key={label} className={value === null ? 'none' : undefined}>
          <dt>{label}</dt>
          <dd>
            {value ?? (
              <>
                <span aria-hidden="true">–</span>
                <span className="hidden-visually">{props.none}</span>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
