import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { usePage } from '#web/page-context.ts';

/** A line on the platform's kind, country and age. */
export function PlatformSubtitle({ platform }: { platform: PlatformResponse }) {
  const { t, language, format } = usePage();
  const { activity, headquarters, founded, note } = platform;
  const country = headquarters.country === null ? null : format.country(headquarters.country);
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
