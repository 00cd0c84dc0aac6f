import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { usePage } from '#web/page-context.ts';
import { formatCountry } from '#web/format.ts';

/** One line on its kind, country and age. */
export function PlatformSubtitle({ platform }: { platform: PlatformResponse }) {
  const { t, language } = usePage();
  const { activity, headquarters, founded, note } = platform;
  const country =
    headquarters.country === null ? null : formatCountry(headquarters.country, language);
  const place =
    headquarters.city === null || country === null
      ? (headquarters.city ?? country)
      : `${headquarters.city} (${country})`;
  const first = [
    t.answer.activities[activity],
    place,
    founded === null ? null : t.answer.founded({ year: founded }),
  ];
  return [first.filter((part) => part !== null).join(', '), note[language]]
    .filter((part) => part !== null)
    .join(' · ');
}
