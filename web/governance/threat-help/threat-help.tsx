import { usePage } from '#web/page-context.ts';
import { LegalClaims } from '#web/evidence/letter-templates/legal-claims.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';

/** Where the French police take reports of what anybody can read; its sources are in docs/decisions/threats.md. */
const PHAROS = 'https://www.internet-signalement.gouv.fr';

/** What somebody who is threatened does, whom she calls, and what the site keeps; each number with its source. */
export function ThreatHelp() {
  const words = usePage().t.moderation.threat;
  return (
    <>
      <p className="say">{words.say}</p>
      <Lines of={words.steps} ordered className="steps" />
      <h3>{words.france}</h3>
      <LegalClaims claims={words.inFrance} />
      <p className="links">
        <a href={PHAROS} rel="noreferrer">
          {words.pharos}
        </a>
      </p>
      <details className="fold law-fold">
        <summary>
          <h3>{words.elsewhere}</h3>
        </summary>
        <LegalClaims claims={words.inOthers} />
        <p>{words.others}</p>
      </details>
      <h3>{words.kept}</h3>
      <Lines of={words.keeps} className="prose" />
    </>
  );
}
