import { usePage } from '#web/page-context.ts';

/** The publisher's details from the settings; blanks are marked. */
export function PublisherDetails(props: {
  entries: readonly { label: string; value: string | null }[];
}) {
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
