import type { LiveCardData } from '#shared/community/live-cards.ts';
import type { PageName } from '#shared/core/paths.ts';
import { usePage } from '#web/page-context.ts';
import { proofInWords } from '#web/evidence/payouts/proof-text.ts';
import { StandingStamp } from '#web/directory/platforms/standing-stamp.tsx';

type Of<Kind extends LiveCardData['kind']> = Extract<LiveCardData, { kind: Kind }>;

const PAGES = {
  platform: 'platform',
  client: 'client',
  task: 'task',
  proof: 'proof',
  boycott: 'boycott',
} as const satisfies Record<LiveCardData['kind'], PageName>;

/** The card below a post that shows the current state of a thing to which it links. */
export function LiveCard({ card }: { card: LiveCardData }) {
  const { href, t } = usePage();
  const key = { slug: card.key, id: card.key };
  return (
    <aside className="live-card" aria-label={t.writing.card[card.kind]}>
      <p className="live-card-kind">{t.writing.card[card.kind]}</p>
      <p className="live-card-name">
        <a href={href(PAGES[card.kind], key)}>{nameOf(card)}</a>
      </p>
      <Facts card={card} />
    </aside>
  );
}

function nameOf(card: LiveCardData): string {
  if (card.kind === 'task' || card.kind === 'boycott') return card.title;
  return card.kind === 'proof' ? card.platform : card.name;
}

function Facts({ card }: { card: LiveCardData }) {
  switch (card.kind) {
    case 'platform':
      return <PlatformFacts card={card} />;
    case 'client':
      return <ClientFacts card={card} />;
    case 'task':
      return <TaskFacts card={card} />;
    case 'proof':
      return <ProofFacts card={card} />;
    case 'boycott':
      return <BoycottFacts card={card} />;
  }
}

function PlatformFacts({ card }: { card: Of<'platform'> }) {
  const { t } = usePage();
  const { slips, medianDelayDays } = card;
  return (
    <div className="live-card-facts">
      <StandingStamp state={card.state} size="small" />
      <span>{t.writing.card.slips({ count: slips })}</span>
      {medianDelayDays === null ? null : (
        <span>{t.writing.card.median({ days: medianDelayDays })}</span>
      )}
    </div>
  );
}

function ClientFacts({ card }: { card: Of<'client'> }) {
  const { t } = usePage();
  return (
    <div className="live-card-facts">
      <span>{t.writing.card.reports({ count: card.reports })}</span>
    </div>
  );
}

function TaskFacts({ card }: { card: Of<'task'> }) {
  const { format, t } = usePage();
  const { reward, hourlyEur } = card;
  return (
    <div className="live-card-facts">
      <span>{card.platform}</span>
      <b>{format.money(reward.minor, reward.currency)}</b>
      {hourlyEur === null ? null : (
        <span>{t.wages.hourly({ amount: format.money(hourlyEur, 'EUR') })}</span>
      )}
    </div>
  );
}

function ProofFacts({ card }: { card: Of<'proof'> }) {
  const page = usePage();
  return (
    <div className="live-card-facts">
      <b className={`card-state ${card.state}`}>{proofInWords(card, page)}</b>
    </div>
  );
}

/** Facts of a boycott's card: step and deadline, outcome, number of pledges. */
function BoycottFacts({ card }: { card: Of<'boycott'> }) {
  const { format, t } = usePage();
  const { platform, state, stepEndsAt, pledged, outcome } = card;
  const words = t.writing.card;
  return (
    <div className="live-card-facts">
      <span>{platform}</span>
      <b>{t.boycotts.states[state]}</b>
      {state === 'ended' && outcome !== null ? <span>{t.boycotts.outcomes[outcome]}</span> : null}
      {stepEndsAt === null ? null : (
        <span>{words.until({ day: format.day(stepEndsAt.slice(0, 10)) })}</span>
      )}
      {pledged === null ? null : <span>{words.pledged({ count: pledged })}</span>}
    </div>
  );
}
