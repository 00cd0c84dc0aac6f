import { shareOfMinimumWage } from '#shared/directory/currency-conversion.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import type { ReferenceData } from '#shared/directory/reference-data.ts';
import { WageOfChosenCountry } from '#web/evidence/hourly-pay/wage-country-select.tsx';
import {
  DEFAULT_WAGE_COUNTRY,
  formatPerHour,
  hourlyRateInWords,
  wageInWords,
} from '#web/evidence/hourly-pay/wage-text.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';

/** What an hour there pays, beside the gross minimum wage; nothing without reports of tasks. */
export function PaySection(props: { platform: PlatformResponse; tables: ReferenceData }) {
  const page = usePage();
  const { t, language, href } = page;
  const words = t.answer.pay;
  const { platform, tables } = props;
  const hourly = platform.evidence.tasks?.hourly ?? null;
  const wage = tables.wages.find(({ country }) => country === DEFAULT_WAGE_COUNTRY);
  if (hourly === null) return null;
  const rate = { minor: hourly.median, currency: hourly.currency };
  const share = wage === undefined ? null : shareOfMinimumWage(rate, wage, tables.rates);
  return (
    <Section
      title={words.title}
      say={words.say({ rate: hourlyRateInWords(rate, page) })}
      all={{ href: href('platformTasks', { slug: platform.slug }), label: words.tasks }}
    >
      {share === null || wage === undefined ? null : (
        <dl className="pay-bars">
          <Bar label={platform.name} value={formatPerHour(rate, page)} share={share} of={share} />
          <Bar
            label={words.minimum}
            value={words.perHour({ wage: wageInWords(wage, language) })}
            share={1}
            of={share}
            hatched
          />
        </dl>
      )}
      <p>
        <WageOfChosenCountry hourly={rate} tables={tables} short />
      </p>
      <p className="note">{words.by({ count: hourly.members })}</p>
    </Section>
  );
}

/** A bar to the scale of the longer of two; a reference is hatched, a measure is solid. */
function Bar(props: { label: string; value: string; share: number; of: number; hatched?: true }) {
  const length = Math.round((props.share / Math.max(1, props.of)) * 1000) / 10;
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>
        <b>{props.value}</b>
        <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
          {props.hatched === true ? (
            <pattern id="reference" width="1.6" height="6" patternUnits="userSpaceOnUse">
              <path className="hatch" d="M-.4 7.5 2 -1.5" />
            </pattern>
          ) : null}
          <rect
            className={props.hatched === true ? 'hatched' : 'solid'}
            width={length}
            height="6"
          />
        </svg>
      </dd>
    </div>
  );
}
