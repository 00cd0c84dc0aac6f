import { decimalsOf } from '#shared/core/money.ts';
import {
  MAX_WEEKLY_HOURS,
  WEEKLY_HOURS,
  estimateMonth,
  type MonthlyEarnings,
} from '#shared/directory/platform-comparison.ts';
import type { RankedPlatform } from '#shared/directory/platform-ranking.ts';
import type { MinimumWage, ReferenceData } from '#shared/directory/reference-data.ts';
import { DEFAULT_WAGE_COUNTRY, wageInWords } from '#web/evidence/hourly-pay/wage-text.ts';
import { SENTENCE_PLACEHOLDER } from '#web/evidence/workbook/sentence-placeholder.ts';
import { usePage } from '#web/page-context.ts';
import type { PageContext } from '#web/page.ts';
import { FilterSelect } from '#web/ui/filter-select.tsx';
import type { CalculatorData } from './calculator-data.ts';
import type { CalculatorSettings } from './calculator-settings.ts';
import { PICKED } from './comparison-address.ts';

/** The anchor of the calculator, to which its form leads. */
const CALCULATOR = 'calculator';

/**
 * What so many hours a week would bring a month on each platform, beside the minimum wage: a form
 * without a script, at once with one, which begins with the workbook of this device.
 */
export function EarningsCalculator(props: {
  platforms: readonly RankedPlatform[];
  tables: ReferenceData;
  settings: CalculatorSettings;
}) {
  const page = usePage();
  const { t, format, href } = page;
  const words = t.comparison.calculator;
  const { platforms, tables, settings } = props;
  const { hours } = settings;
  const wages = tables.wages.map((wage) => describeWage(wage, page));
  const chosen = wages.find(({ country }) => country === settings.country) ?? wages[0];
  const months = estimateMonth(hours, platforms, chosen?.hourly ?? null, tables.rates);
  const data: CalculatorData = {
    platforms: platforms.map(({ name, hourly, shareReceived }) => ({
      name,
      hourly,
      shareReceived,
    })),
    wages,
    rates: tables.rates.map(({ currency, perEur }) => ({ currency, perEur })),
    language: page.language,
    words: {
      month: words.month({ hours: SENTENCE_PLACEHOLDER }),
      own: words.own({ rate: SENTENCE_PLACEHOLDER }),
      fromBook: words.fromBook({ hours: SENTENCE_PLACEHOLDER }),
    },
  };
  const isOther = !WEEKLY_HOURS.some((offered) => offered === hours);
  return (
    <section
      className="section calculator"
      id={CALCULATOR}
      aria-labelledby={`${CALCULATOR}-title`}
      data-enhance="earnings"
      data-calculator={JSON.stringify(data)}
    >
      <h2 id={`${CALCULATOR}-title`}>{words.title}</h2>
      <form action={`${href('comparePlatforms')}#${CALCULATOR}`}>
        {platforms.map(({ slug }) => (
          <input key={slug} type="hidden" name={PICKED} value={slug} />
        ))}
        <fieldset className="field">
          <legend>{words.hours}</legend>
          <div className="hours">
            <div className="choices">
              {WEEKLY_HOURS.map((offered) => (
                <label key={offered}>
                  <input
                    type="radio"
                    name="hours"
                    value={offered}
                    defaultChecked={offered === hours}
                  />
                  {words.hoursOf({ hours: format.number(offered) })}
                </label>
              ))}
            </div>
            <input
              name="other"
              inputMode="decimal"
              autoComplete="off"
              maxLength={5}
              aria-label={words.other}
              placeholder={words.otherShort}
              defaultValue={isOther ? format.number(hours, 1) : undefined}
            />
          </div>
          {settings.wrong === null ? null : (
            <p className="issue">
              {words.wrongHours({ typed: settings.wrong, most: MAX_WEEKLY_HOURS })}
            </p>
          )}
        </fieldset>
        <FilterSelect
          name="country"
          label={words.country}
          value={chosen?.country ?? ''}
          options={tables.wages.map(({ country }) => ({
            value: country,
            label: format.country(country),
          }))}
        />
        <p data-part="send">
          <button className="button second">{words.calculate}</button>
        </p>
      </form>
      <p className="note" data-part="book" hidden />
      <h3 className="kicker" data-part="month">
        {words.month({ hours: format.number(hours, 1) })}
      </h3>
      <ul className="earnings" aria-live="polite">
        {platforms.map((platform, nth) => (
          <Earned
            key={platform.slug}
            name={platform.name}
            note={rateNote(platform, page)}
            month={months[nth] ?? null}
          />
        ))}
        {chosen === undefined ? null : (
          <Earned
            name={chosen.label}
            note={chosen.note}
            month={months[platforms.length] ?? null}
            reference
          />
        )}
      </ul>
      <p className="soft">{words.deducted}</p>
      <p className="soft">
        {words.beforeTax} {words.notYours}
      </p>
      {tables.rates.some(({ status }) => !status.startsWith('exact')) ? (
        <p className="note">{words.rates}</p>
      ) : null}
    </section>
  );
}

/** A sum and its bar; a reference is hatched. */
function Earned(props: {
  name: string;
  note: string;
  month: MonthlyEarnings | null;
  reference?: boolean;
}) {
  const { t, format } = usePage();
  const { month } = props;
  return (
    <li>
      <span>
        <span data-part="name">{props.name}</span>
        <small data-part="note">{props.note}</small>
      </span>
      <b data-part="sum">{month === null ? '–' : format.money(month.minor, month.currency)}</b>
      <svg className="earned" width="100%" height="18" aria-hidden="true">
        {props.reference === true ? (
          <pattern
            id="hatch"
            width="7"
            height="7"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <path d="M0 0h3v7H0z" fill="currentColor" />
          </pattern>
        ) : (
          <rect className="bar-whole" width="100%" height="18" />
        )}
        <rect
          data-part="bar"
          className={props.reference === true ? 'hatched' : undefined}
          width={`${Math.round((month?.part ?? 0) * 1000) / 10}%`}
          height="18"
          fill={props.reference === true ? 'url(#hatch)' : 'currentColor'}
        />
      </svg>
      {month === null ? <span className="hidden-visually">{t.platforms.nothing}</span> : null}
    </li>
  );
}

/** "5,40 € de l'heure, payé 92 fois sur 100". */
function rateNote(
  { hourly, shareReceived }: RankedPlatform,
  { t, format }: Pick<PageContext, 't' | 'format'>,
): string {
  const words = t.comparison.calculator;
  if (hourly === null) return words.noRate;
  const rate = t.wages.hourly({ amount: format.money(hourly.minor, hourly.currency) });
  return shareReceived === null
    ? words.paidUnknown({ rate })
    : words.paid({ rate, count: Math.round(shareReceived * 100) });
}

function describeWage(wage: MinimumWage, page: PageContext): CalculatorData['wages'][number] {
  const { t, language, format } = page;
  const words = t.comparison.calculator;
  const { country, currency, hourly } = wage;
  return {
    country,
    label:
      country === DEFAULT_WAGE_COUNTRY
        ? words.minimum
        : words.minimumOf({ country: format.country(country) }),
    note: words.minimumRate({ rate: wageInWords(wage, language) }),
    hourly: { minor: Math.round(hourly * 10 ** decimalsOf(currency)), currency },
  };
}
