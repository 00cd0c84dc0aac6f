import type { ReactNode } from 'react';
import { usePage } from '#web/context.ts';
import { formatMoment } from '#web/format.ts';
import { sinceInWords } from './words.ts';

/** How long ago, in words; the exact moment for machines and for who points at it. */
export function Since({ moment }: { moment: string }): ReactNode {
  const page = usePage();
  return (
    <time dateTime={moment} title={formatMoment(moment, page.language)}>
      {sinceInWords(moment, page)}
    </time>
  );
}
