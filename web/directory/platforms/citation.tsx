import { mondayOf, today } from '#shared/core/days.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';
import { PrintableSheetLink } from './figures-as-of-date.tsx';

/** The permanent address of the current Monday's figures, and the printable sheet. */
export function Citation({ platform: { slug, figuresSince } }: { platform: PlatformResponse }) {
  const { t, format, href, now, origin } = usePage();
  const words = t.figures.cite;
  const monday = mondayOf(today(now));
  // A new platform has no Monday's figures yet.
  const on = figuresSince === null || figuresSince > monday ? undefined : monday;
  const path = href('platform', { slug }, { on });
  if (on === undefined) {
    return (
      <Section title={words.title} say={words.soon}>
        <PrintableSheetLink slug={slug} />
      </Section>
    );
  }
  return (
    <Section title={words.title} say={words.say({ day: format.weekday(on) })}>
      <p className="links">
        <a className="dated-address" href={path}>
          {origin}
          {path}
        </a>
      </p>
      <p className="note">{words.ends}</p>
      <PrintableSheetLink slug={slug} on={on} />
    </Section>
  );
}
