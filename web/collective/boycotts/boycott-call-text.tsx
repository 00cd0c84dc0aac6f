import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { usePage } from '#web/page-context.ts';
import { LiveCard } from '#web/community/forum/live-card.tsx';
import { Section } from '#web/ui/section.tsx';
import { UserText } from '#web/ui/user-text.tsx';

/** The proposer's text: reasons, evidence, demand, end. */
export function BoycottCallText({ boycott }: { boycott: BoycottResponse }) {
  const words = usePage().t.boycotts.one;
  const { grievance, cards, demands, endsWhen } = boycott;
  return (
    <div className="platform-grid">
      <div>
        <Section id="why" title={words.grievance}>
          <UserText className="prose" text={grievance} />
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
          <UserText className="prose" text={demands} />
        </Section>
        <Section title={words.endsWhen}>
          <UserText className="prose" text={endsWhen} />
        </Section>
      </div>
    </div>
  );
}
