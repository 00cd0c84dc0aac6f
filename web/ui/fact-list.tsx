import type { ReactNode } from 'react';

/** Labels with what is known of each, in words; `none` is read aloud where nothing is. */
export function Facts(props: {
  facts: readonly (readonly [label: string, value: ReactNode])[];
  none: string;
}): ReactNode {
  return (
    <dl>
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
