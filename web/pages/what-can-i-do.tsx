import { helpResponse, type HelpPlace } from '#shared/site/legal-help.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { LegalClaimLine, LegalClaims } from '#web/evidence/letter-templates/legal-claims.tsx';
import { LegalHelpList } from '#web/evidence/letter-templates/legal-help-list.tsx';
import { prefilledLetterAddress, type LetterName } from '#web/evidence/letter-templates/letters.ts';
import { THREAT_ANCHOR } from '#web/governance/threat-help/ready-messages.tsx';
import { ThreatHelp } from '#web/governance/threat-help/threat-help.tsx';
import { Section } from '#web/ui/section.tsx';

/** The letters that each situation begins with, the likeliest first. */
const LETTERS_OF = {
  unpaid: ['payment', 'data'],
  refused: ['refusal', 'data'],
  closed: ['data', 'payment'],
} as const satisfies Record<string, readonly LetterName[]>;
const SITUATIONS = ['unpaid', 'refused', 'closed'] as const;

/**
 * Help for members who were not paid, were refused or excluded: letters, rights with sources,
 * places.
 */
export const whatCanIDo = definePage<readonly HelpPlace[]>({
  sameForVisitors: true,
  load: async (api) => (await api.get('/api/help', helpResponse)).places,
  title: (_, { t }) => t.letters.title,
  head: (_, { t }) => ({ description: t.letters.say }),
  body: (places, { t, href }) => {
    const { situations, together, clause, help, ...words } = t.letters;
    return (
      <>
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        <nav className="choices" aria-label={words.title}>
          {SITUATIONS.map((name) => (
            <a key={name} href={`#${name}`}>
              {situations[name].title}
            </a>
          ))}
          <a href={`#${THREAT_ANCHOR}`}>{t.moderation.threat.title}</a>
          <a href="#together">{together.title}</a>
          <a href="#clause">{clause.title}</a>
          <a href="#help">{help.title}</a>
        </nav>
        <p className="prose">
          {words.noAdvice} <LegalClaimLine claim={words.foreign} />
        </p>
        {SITUATIONS.map((name) => (
          <Situation key={name} name={name} />
        ))}
        <Section id={THREAT_ANCHOR} title={t.moderation.threat.title}>
          <ThreatHelp />
        </Section>
        <Section id="together" title={together.title}>
          <ol className="steps">
            {together.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <p className="letter-acts">
            <a className="button" href={href('proposeBoycott')}>
              {together.propose}
            </a>
            <a className="button second" href={href('boycotts')}>
              {together.all}
            </a>
          </p>
        </Section>
        <Section id="clause" title={clause.title}>
          <p className="prose">{clause.risk}</p>
          {[clause.can, clause.cannot, clause.grey].map(({ title, points }) => (
            <details key={title} className="fold law-fold">
              <summary>
                <h3>{title}</h3>
              </summary>
              <LegalClaims claims={points} />
            </details>
          ))}
        </Section>
        <Section id="help" title={help.title} say={help.say}>
          <LegalHelpList places={places} />
        </Section>
        <p className="prose soft">{words.confirm}</p>
      </>
    );
  },
});

function Situation({ name }: { name: (typeof SITUATIONS)[number] }) {
  const { t, language } = usePage();
  const { situations, texts } = t.letters;
  const { title, steps, rights } = situations[name];
  return (
    <Section id={name} title={title}>
      <div className="two even">
        <div>
          <ol className="steps">
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <p className="letter-acts">
            {LETTERS_OF[name].map((letter, index) => (
              <a
                key={letter}
                className={index === 0 ? 'button' : 'button second'}
                href={prefilledLetterAddress(language, letter)}
              >
                {texts[letter].title}
              </a>
            ))}
          </p>
        </div>
        <details className="fold law-fold">
          <summary>
            <h3>{t.letters.law}</h3>
          </summary>
          <LegalClaims claims={rights} />
        </details>
      </div>
    </Section>
  );
}
