import type { CaseResponse } from '#shared/governance/case-handling.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';
import { UserText } from '#web/ui/user-text.tsx';

/** Statements from outside about a case's subject: notices, and disputes of the named party. */
export function NoticeAndDisputeStatements(props: { statements: CaseResponse['statements'] }) {
  const { t, format } = usePage();
  const { statements } = props;
  if (statements.length === 0) return null;
  return (
    <Section title={t.moderation.case.statements}>
      {statements.map(({ origin, text, domain, on }, index) => (
        <blockquote key={index}>
          <UserText text={text} />
          <p className="soft">
            {domain === null
              ? `${t.moderation.origins[origin]} · ${format.day(on)}`
              : t.domains.dispute.disputedBy({ domain, day: format.day(on) })}
          </p>
        </blockquote>
      ))}
    </Section>
  );
}
