import type { PublishedEvidence } from '#shared/directory/platforms.ts';
import { usePage } from '#web/page-context.ts';
import type { Messages } from '#web/i18n/messages.ts';
import { ShareBar } from '#web/evidence/reviews/share-bar.tsx';
import { Section } from '#web/ui/section.tsx';

type Slips = PublishedEvidence['slips'];

/** The delays of payouts received, in five classes; nothing where too few slips state one. */
export function DelayChart({ slips }: { slips: Slips }) {
  const { t, format } = usePage();
  const words = t.charts.delay;
  const sentence = delayInWords(slips, t);
  if (sentence === null) return null;
  return (
    <Section title={words.title} say={sentence} className="chart">
      <dl className="bars" aria-label={words.alt}>
        {slips.delayShares.map((share, index) => (
          <div key={words.classes[index]}>
            <dt>{words.classes[index]}</dt>
            <dd>
              <ShareBar share={share} />
              <b>{format.share(share)}</b>
            </dd>
          </div>
        ))}
      </dl>
      <p className="note">{words.note({ count: slips.delays })}</p>
    </Section>
  );
}

/** "Half are paid within 4 days, 19 out of 20 within 19."; null with too few delays. */
export function delayInWords({ medianDelayDays, delay95Days }: Slips, t: Messages): string | null {
  if (medianDelayDays === null || delay95Days === null) return null;
  const words = t.charts.delay;
  return words.say({
    half: words.halfPaid({ count: medianDelayDays }),
    most: words.mostPaid({ count: delay95Days }),
  });
}
