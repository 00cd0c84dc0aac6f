import type { OwnCaseProposal, OwnProposalsResponse } from '#shared/governance/moderator-desk.ts';
import type { ProposedChange } from '#shared/identity/two-person-approval.ts';
import { usePage } from '#web/page-context.ts';
import {
  measureInWords,
  proposedMeasureInWords,
} from '#web/governance/case-decisions/measure-words.ts';
import { Section } from '#web/ui/section.tsx';
import { CaseExcerpt } from './case-excerpt.tsx';
import { ruleInWords, subjectKindInWords } from './case-text.ts';

/** What the viewer proposed, and what became of it; nothing where she proposed nothing. */
export function OwnProposals({ cases, acts }: OwnProposalsResponse) {
  const { t } = usePage();
  if (cases.length === 0 && acts.length === 0) return null;
  return (
    <Section title={t.acts.own} id="proposals">
      <ol className="questions">
        {cases.map((one) => (
          <InCase key={one.id} one={one} />
        ))}
        {acts.map((act) => (
          <Act key={act.id} act={act} />
        ))}
      </ol>
    </Section>
  );
}

function InCase({ one }: { one: OwnCaseProposal }) {
  const { t, format, href } = usePage();
  const words = t.moderation.case;
  const { about, kind, rule, on, state, objection, caseState, decision, excerpt } = one;
  const link =
    decision === null
      ? href('moderationCase', { id: one.case })
      : href('decision', { id: decision.id });
  return (
    <li>
      <p>
        <a href={link}>
          {subjectKindInWords(about, t)}, {proposedMeasureInWords(about, kind, t).toLowerCase()}
        </a>
      </p>
      <CaseExcerpt excerpt={excerpt} />
      <p>
        {words.became[state]}
        {state !== 'dropped' && caseState === 'jury' ? ` ${t.moderation.case.jury}` : null}
        {decision === null
          ? null
          : ` ${words.now({ measure: measureInWords(about, decision.kind, t) })}`}
      </p>
      <Objection text={objection} />
      <p className="soft">
        {ruleInWords(rule, t)} · {format.day(on)}
      </p>
    </li>
  );
}

function Act({ act: { id, kind, about, state, objection } }: { act: ProposedChange }) {
  const { t, language, href } = usePage();
  return (
    <li>
      <p>
        <a href={href('act', { id })}>
          {t.acts.kinds[kind]}
          {language === 'fr' ? '\u00a0: ' : ': '}
          {about.name}
        </a>
      </p>
      <p>{t.acts.states[state]}</p>
      <Objection text={objection} />
    </li>
  );
}

/** Why a second person said no. */
function Objection({ text }: { text: string | null }) {
  const { t } = usePage();
  if (text === null) return null;
  return (
    <p dir="auto">
      <strong>{t.moderation.case.objection}</strong> {text}
    </p>
  );
}
