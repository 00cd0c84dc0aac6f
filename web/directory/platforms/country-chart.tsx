import type { CountryFigures } from '#shared/directory/platforms.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';

const TENTHS = 10;
const STEP = 16;
const SIDE = 12;

/** Payouts received out of ten, by country with enough members. */
export function CountryChart({ countries }: { countries: CountryFigures }) {
  const { t, format } = usePage();
  const words = t.charts.countries;
  if (countries.groups.length === 0) return null;
  return (
    <Section title={words.title} say={words.say} className="chart">
      <ul className="strips">
        {countries.groups.map(({ country, members, tenths }) => (
          <li key={country ?? ''}>
            <p>
              <b>{country === null ? words.elsewhere : format.country(country)}</b>{' '}
              {words.members({ floor: members, count: format.number(members) })}
            </p>
            <p className="tenths">
              {tenths === null ? null : (
                <svg viewBox={`0 0 ${TENTHS * STEP} ${STEP}`} aria-hidden="true">
                  <path className="received" d={boxes(0, tenths)} />
                  <path className="missing" d={boxes(tenths, TENTHS)} />
                </svg>
              )}
              {tenths === null ? words.tooFew : words.tenths({ count: tenths })}
            </p>
          </li>
        ))}
      </ul>
      <p className="note">{words.note({ month: format.month(countries.month) })}</p>
    </Section>
  );
}

function boxes(from: number, to: number): string {
  return Array.from(
    { length: to - from },
    (_, index) => `M${(from + index) * STEP + 2} 2h${SIDE}v${SIDE}h-${SIDE}z`,
  ).join('');
}
