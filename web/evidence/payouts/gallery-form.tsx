import { useId, type ReactNode } from 'react';
import { pathTo } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';
import type { GalleryKind } from './gallery-filters.ts';

/** The filter form (GET, so that results have an address), collapsed after use. */
export function GalleryForm(props: { kind: GalleryKind; open: boolean }): ReactNode {
  const { t, language } = usePage();
  const words = t.gallery;
  return (
    <details className="proof-filters" open={props.open}>
      <summary>{words.filters}</summary>
      <form action={pathTo(language, 'proofs')}>
        {props.kind === 'proofs' ? null : <input type="hidden" name="type" value={props.kind} />}
        <PlatformField />
        <button className="button second">{words.send}</button>
      </form>
    </details>
  );
}

function PlatformField(): ReactNode {
  const { t, query } = usePage();
  const id = useId();
  return (
    <div className="field" data-enhance="platform-field">
      <label htmlFor={id}>{t.gallery.platform}</label>
      <input
        id={id}
        type="text"
        name="plateforme"
        defaultValue={query['plateforme']}
        list="filter-names"
        autoComplete="off"
        maxLength={100}
      />
      <datalist id="filter-names" aria-label={t.gallery.platform} />
    </div>
  );
}
