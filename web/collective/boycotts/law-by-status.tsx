import { usePage } from '#web/page-context.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { LegalClaims } from '#web/evidence/letter-templates/legal-claims.tsx';

/** Claims of the page of sealed pledges that speak of refusing together. */
const REFUSING = 3;

/** What French law says of refusing together, by the reader's status, what we don't know, and where to ask; folded. */
export function LawByStatus() {
  const { t, href } = usePage();
  const words = t.boycotts.law;
  const { yes, say } = t.boycotts.sealed.law;
  return (
    <details className="law-by-status">
      <summary>{words.title}</summary>
      <h3>{words.selfEmployed}</h3>
      <LegalClaims claims={yes.slice(0, REFUSING)} />
      <h3>{words.employee}</h3>
      <LegalClaims claims={words.employeeClaims} />
      <h3>{words.student}</h3>
      <LegalClaims claims={words.studentClaims} />
      <h3>{words.unknownTitle}</h3>
      <Lines of={words.unknown} />
      <p className="links">
        <a href={`${href('whatCanIDo')}#help`}>{words.ask}</a>
      </p>
      <p className="note">
        {say} <a href={`${href('sealedPledge')}#law`}>{words.more}</a>
      </p>
    </details>
  );
}
