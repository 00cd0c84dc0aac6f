import type { ReactNode } from 'react';
import { usePage } from '#web/context.ts';
import { formatMoment } from '#web/format.ts';
import { sinceInWords } from './forum-text.ts';

/** Relative time in words, with the exact time in the markup. */
export function Since({ moment }: { moment: string }): ReactNode {
  const page = usePage();
  return (
    <time dateTime={moment} title={formatMoment(moment, page.language)}>
      {sinceInWords(moment, page)}
    </time>
  );
}
