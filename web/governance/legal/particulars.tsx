import type { ReactNode } from 'react';
import { usePage } from '#web/context.ts';

/** Who is who, as the operator has set it; what is blank says so. */
export function Particulars(props: {
  entries: readonly { label: string; value: string | null }[];
}): ReactNode {
  const { t } = usePage();
  return (
    <dl className="particulars">
      {props.entries.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value ?? <span className="blank">{t.legal.legalNotice.blank}</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
