import { usePage } from '#web/page-context.ts';
import { formatMoment } from '#web/format.ts';
import { timeAgoInWords } from './forum-text.ts';

/** Relative time in words, with the exact time in the markup. */
export function RelativeTime({ moment }: { moment: string }) {
  const page = usePage();
  return (
    <time dateTime={moment} title={formatMoment(moment, page.language)} data-local="">
      {timeAgoInWords(moment, page)}
    </time>
  );
}
