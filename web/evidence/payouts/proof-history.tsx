import type { ReactNode } from 'react';
import { pathTo } from '#shared/core/paths.ts';
import type { PayoutHistory } from '#shared/evidence/payouts.ts';
import { usePage } from '#web/page-context.ts';
import { formatMonth } from '#web/format.ts';
import { entryKindSentence } from '#web/transparency-log/entry-kind-sentence.ts';
import { Section } from '#web/ui/section.tsx';

/** The acts about a proof in the public record, by month. */
export function ProofHistory({ history }: { history: PayoutHistory }): ReactNode {
  const { t, language } = usePage();
  const words = t.gallery.history;
  if (history.acts.length === 0) return null;
  return (
    <Section title={words.title} say={words.say}>
      <ol className="proof-history">
        {history.acts.map(({ month, kind, times }) => {
          const what = entryKindSentence(kind, t);
          return (
            <li key={`${month} ${kind}`}>
              <time dateTime={month}>{formatMonth(month, language)}</time>
              <span>{times === 1 ? what : words.times({ what, count: times })}</span>
            </li>
          );
        })}
      </ol>
      <p className="links">
        <a href={pathTo(language, 'publicRecord')}>{words.record}</a>
      </p>
    </Section>
  );
}
