import type { ReactNode } from 'react';
import type { BoycottResponse } from '#shared/boycott-data.ts';
import { usePage } from '#web/context.ts';
import { LiveCard } from '#web/forum/card.tsx';
import { Section } from '#web/ui/section.tsx';

/** What its proposer wrote: why, on which evidence, what is asked, what ends it. */
export function Call({ boycott }: { boycott: BoycottResponse }): ReactNode {
  const words = usePage().t.boycotts.one;
  const { grievance, cards, demands, endsWhen } = boycott;
  return (
    <div className="platform-grid">
      <div>
        <Section id="why" title={words.grievance}>
          <p className="told prose" dir="auto">
            {grievance}
          </p>
        </Section>
        {cards.length === 0 ? null : (
          <Section id="evidence" title={words.evidence} say={words.evidenceSay}>
            {cards.map((card) => (
              <LiveCard key={`${card.kind}/${card.key}`} card={card} />
            ))}
          </Section>
        )}
      </div>
      <div>
        <Section title={words.demands}>
          <p className="told prose" dir="auto">
            {demands}
          </p>
        </Section>
        <Section title={words.endsWhen}>
          <p className="told prose" dir="auto">
            {endsWhen}
          </p>
        </Section>
      </div>
    </div>
  );
}
