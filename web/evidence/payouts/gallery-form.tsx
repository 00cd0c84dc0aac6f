import { useId, type ReactNode } from 'react';
import { CURRENCIES } from '#shared/core/money.ts';
import { pathTo } from '#shared/core/paths.ts';
import { PAYMENT_METHODS } from '#shared/directory/platforms.ts';
import { usePage } from '#web/page-context.ts';
import { FilterSelect, FilterText } from '#web/ui/filter-select.tsx';
import type { GalleryFilters } from './gallery-filters.ts';

/** The filter form (GET, so that results have an address), collapsed after use. */
export function GalleryForm(props: { gallery: GalleryFilters; open: boolean }): ReactNode {
  const { t, language } = usePage();
  const { kind, filters, active } = props.gallery;
  const words = t.gallery;
  return (
    <details className="proof-filters" open={props.open}>
      <summary>{active === 0 ? words.filters : words.filtersActive({ count: active })}</summary>
      <form action={pathTo(language, 'proofs')}>
        {kind === 'proofs' ? null : <input type="hidden" name="type" value={kind} />}
        <PlatformField />
        <FilterSelect
          name="moyen"
          label={words.method}
          options={[
            { value: '', label: words.anyMethod },
            ...PAYMENT_METHODS.map((one) => ({ value: one, label: t.platforms.methods[one] })),
          ]}
        />
        <FilterText name="mois" label={words.month} type="month" hint={words.monthHint} />
        <FilterSelect
          name="monnaie"
          label={words.currency}
          value={filters.currency ?? ''}
          options={[
            { value: '', label: words.anyCurrency },
            ...CURRENCIES.map((code) => ({ value: code, label: code })),
          ]}
        />
        <FilterText name="de" label={words.from} />
        <FilterText name="a" label={words.to} />
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
