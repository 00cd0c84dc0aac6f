import type { CaseResponse, ShownCaseProposal } from '#shared/governance/case-handling.ts';
import { usePage } from '#web/page-context.ts';
import { factsInWords } from '#web/governance/case-decisions/facts-in-words.ts';
import { CoveredWordsList } from '#web/governance/case-decisions/covered-words.tsx';
import { MeasureStamp } from '#web/governance/case-decisions/measure-stamp.tsx';
import { proposedMeasureInWords } from '#web/governance/case-decisions/measure-words.ts';
import { Section } from '#web/ui/section.tsx';
import { ruleInWords } from './case-text.ts';

/** What moderators proposed in a case, and the pause of the author that is answered with it. */
export function CaseProposals({ one }: { one: CaseResponse }) {
  const { t } = usePage();
  const { about, proposals, pause } = one;
  return (
    <>
      {proposals.length === 0 ? null : (
        <Section title={t.moderation.case.proposals}>
          {proposals.map((proposal) => (
            <Proposal key={proposal.id} about={about} proposal={proposal} />
          ))}
        </Section>
      )}
      {pause === null ? null : (
        <Section title={t.moderation.case.alsoPause} say={t.moderation.case.alsoPauseSay}>
          <p>{t.moderation.pause.length({ days: pause.days })}.</p>
          <Proposal about="pause" proposal={pause.proposal} />
        </Section>
      )}
    </>
  );
}

function Proposal({ about, proposal }: { about: string; proposal: ShownCaseProposal }) {
  const { t } = usePage();
  const words = t.moderation.case;
  const { kind, rule, facts, reason, handle, state, objection } = proposal;
  return (
    <div className="proposal">
      <h3>
        <MeasureStamp kind={kind} size="inline" word={proposedMeasureInWords(about, kind, t)} />
      </h3>
      <p className="soft">
        {ruleInWords(rule, t)} · {words.by({ handle })} · {words.proposalStates[state]}
      </p>
      <CoveredWordsList label={words.wordsList} covered={proposal.words ?? []} />
      <p dir="auto">{factsInWords(facts, t)}</p>
      <p dir="auto">{reason}</p>
      {objection === null ? null : (
        <p dir="auto">
          <strong>{words.objection}</strong> {objection}
        </p>
      )}
    </div>
  );
}
