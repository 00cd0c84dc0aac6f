import { LEGAL_HELP_KINDS, type HelpPlace } from '#shared/site/legal-help.ts';
import { usePage } from '#web/page-context.ts';
import { Icon } from '#web/ui/icon.tsx';

/** Places that help, in a fold for each kind of help, whose title names the countries. */
export function LegalHelpList({ places }: { places: readonly HelpPlace[] }) {
  const { t, format } = usePage();
  const { kinds, european, none } = t.letters.help;
  if (places.length === 0) return <p>{none}</p>;
  const country = (code: string): string => (code === 'EU' ? european : format.country(code));
  return LEGAL_HELP_KINDS.map((kind) => {
    const listed = places.filter(({ what }) => what === kind);
    if (listed.length === 0) return null;
    return (
      <details key={kind} className="fold law-fold">
        <summary>
          <h3>
            {kinds[kind]}
            <small> {[...new Set(listed.map((place) => country(place.country)))].join(', ')}</small>
          </h3>
        </summary>
        <ul className="rows help-places">
          {listed.map((place) => (
            <li key={place.url}>
              <a href={place.url} rel="noreferrer">
                <span className="row-words">
                  <b>{place.name}</b>
                  <small>
                    {[country(place.country), ...place.languages.map(format.language)].join(' · ')}
                  </small>
                </span>
                <Icon name="next" />
              </a>
            </li>
          ))}
        </ul>
      </details>
    );
  });
}
