import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { usePage } from '#web/page-context.ts';
import { UnknownFact } from './platform-facts.tsx';
import { FigureRow } from '#web/ui/figure-row.tsx';
import { Section } from '#web/ui/section.tsx';
import { StandingReasons } from './standing-reasons.tsx';

/** What to know before working there: terms, closed accounts, and answers folded under questions. */
export function GoodToKnow(props: { platform: PlatformResponse; replied: boolean }) {
  const { t, href } = usePage();
  const words = t.answer.goodToKnow;
  const { platform, replied } = props;
  const { slug, name } = platform;
  return (
    <Section title={words.title} id="good-to-know">
      <Terms platform={platform} />
      <StandingReasons platform={platform} />
      <details className="fold">
        <summary>{words.invoice}</summary>
        <p className="with-link">
          {words.invoiceSay}{' '}
          <a href={href('search', {}, { q: words.invoiceWord, platform: name })}>
            {words.invoiceLink}
          </a>
        </p>
      </details>
      <details className="fold">
        <summary>{words.represent({ name })}</summary>
        <p className="with-link">
          {replied ? words.replied({ name }) : words.noReply({ name })}{' '}
          <a href={`${href('platformAbout', { slug })}#replies`}>
            {replied ? words.readReply : words.reply}
          </a>
        </p>
      </details>
      <details className="fold">
        <summary>{words.problem}</summary>
        <p className="with-link">
          <a href={href('reportIncident', {}, { plateforme: slug })}>{t.answer.act.incident}</a>
        </p>
        <p className="with-link">
          <a href={href('proposeBoycott', {}, { plateforme: slug })}>{t.answer.act.together}</a>
        </p>
      </details>
    </Section>
  );
}

/** The platform's terms, as far as they are known, and what happened to accounts. */
export function Terms({ platform }: { platform: PlatformResponse }) {
  const { t, format, href } = usePage();
  const words = t.answer.goodToKnow;
  const { slug, threshold, methods, promiseDays, evidence } = platform;
  const { incidents, accountsClosed, accountsClosedWithoutReason: unexplained, tasks } = evidence;
  const refused = tasks?.refused ?? null;
  const about = href('platformAbout', { slug });
  return (
    <dl className="terms">
      <FigureRow label={words.threshold}>
        {threshold === null ? (
          <UnknownFact correct={href('correctPlatform', { slug })} />
        ) : threshold.minor === 0 ? (
          t.platforms.noThreshold
        ) : (
          format.money(threshold.minor, threshold.currency)
        )}
      </FigureRow>
      <FigureRow label={words.methods}>
        {methods.length === 0 ? (
          <UnknownFact correct={href('correctPlatform', { slug })} />
        ) : (
          methods.map((method) => t.platforms.methods[method]).join(', ')
        )}
      </FigureRow>
      <FigureRow label={t.answer.panel.promise}>
        {promiseDays === null ? (
          <UnknownFact correct={href('correctPlatform', { slug })} />
        ) : (
          t.answer.panel.promiseDays({ count: promiseDays })
        )}
      </FigureRow>
      {refused === null ? null : (
        <FigureRow
          label={t.answer.panel.refusedWithoutReason}
          small={t.answer.panel.refusedBy({ count: refused.members })}
        >
          {t.answer.panel.refusedOf({ count: Math.round(refused.withoutReasonShare * 100) })}
        </FigureRow>
      )}
      {accountsClosed === 0 ? null : (
        <FigureRow label={t.answer.panel.closedAccounts}>
          {unexplained === 0
            ? format.number(accountsClosed)
            : t.answer.panel.withoutReason({ count: accountsClosed, unexplained })}
        </FigureRow>
      )}
      <FigureRow label={t.answer.panel.incidents}>
        <a href={`${about}#incidents`}>{format.number(incidents)}</a>
      </FigureRow>
    </dl>
  );
}
