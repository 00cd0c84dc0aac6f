import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { usePage } from '#web/page-context.ts';
import { LiveCard } from '#web/community/forum/live-card.tsx';
import { FoldedSection } from '#web/ui/folded-section.tsx';
import { Section } from '#web/ui/section.tsx';
import { UserText } from '#web/ui/user-text.tsx';

/** The proposer's reasons and their evidence. */
export function BoycottReasons({ boycott: { grievance, cards } }: { boycott: BoycottResponse }) {
  const words = usePage().t.boycotts.one;
  return (
    <Section id="why" title={words.grievance}>
      <UserText className="prose" text={grievance} />
      {cards.length === 0 ? null : (
        <>
          <h3 id="evidence">{words.evidence}</h3>
          <p className="note">{words.evidenceSay}</p>
          <div className="boycott-evidence">
            {cards.map((card) => (
              <LiveCard key={`${card.kind}/${card.key}`} card={card} />
            ))}
          </div>
        </>
      )}
    </Section>
  );
}

/** What the proposer asks for, on the first screen. */
export function BoycottDemand({ boycott: { demands } }: { boycott: BoycottResponse }) {
  const words = usePage().t.boycotts.one;
  return (
    <section className="boycott-demand" aria-labelledby="demand">
      <h2 id="demand" className="kicker">
        {words.demands}
      </h2>
      <UserText text={demands} />
    </section>
  );
}

export function BoycottEndsWhen({ boycott: { endsWhen } }: { boycott: BoycottResponse }) {
  const words = usePage().t.boycotts.one;
  return (
    <FoldedSection id="until" title={words.endsWhen}>
      <UserText className="prose" text={endsWhen} />
    </FoldedSection>
  );
}
