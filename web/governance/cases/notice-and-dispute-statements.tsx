import type { CaseResponse } from '#shared/governance/case-handling.ts';
import { usePage } from '#web/page-context.ts';
import { formatDay } from '#web/format.ts';
import { Section } from '#web/ui/section.tsx';
import { UserText } from '#web/ui/user-text.tsx';

/** Statements from outside about a case's subject: notices, and disputes of the named party. */
export function NoticeAndDisputeStatements(props: { statements: CaseResponse['statements'] }) {
  const { t, language } = usePage();
  const { statements } = props;
  if (statements.length === 0) return null;
  return (
    <Section title={t.moderation.case.statements}>
      {statements.map(({ origin, text, domain, on }, index) => (
        <blockquote key={index}>
          <UserText text={text} />
          <p className="soft">
            {domain === null
              ? `${t.moderation.origins[origin]} · ${formatDay(on, language)}`
              : t.domains.dispute.disputedBy({ domain, day: formatDay(on, language) })}
          </p>
        </blockquote>
      ))}
    </Section>
  );
}
