import type { ReactNode } from 'react';
import { today } from '#shared/days.ts';
import { pathTo } from '#shared/paths.ts';
import type { PlatformResponse } from '#shared/platforms.ts';
import { usePage } from '#web/context.ts';
import { Section } from '#web/ui/section.tsx';
import { SheetLink } from './as-of.tsx';

/** The address that will still show the figures of today, and the sheet to print. */
export function Cite({ platform: { slug } }: { platform: PlatformResponse }): ReactNode {
  const { t, language, now, origin } = usePage();
  const words = t.figures.cite;
  const path = pathTo(language, 'platform', { slug }, { on: today(now) });
  return (
    <Section title={words.title} say={words.say}>
      <p>
        <a className="dated-address" href={path}>
          {origin}
          {path}
        </a>
      </p>
      <p className="note">{words.ends}</p>
      <SheetLink slug={slug} />
    </Section>
  );
}
