import type { ReactNode } from 'react';
import { pathTo } from '#shared/paths.ts';
import { formatMoney } from '#shared/money.ts';
import type { PlatformResponse } from '#shared/platforms.ts';
import { usePage } from '#web/context.ts';
import { formatNumber, formatShare } from '#web/format.ts';

/** The payslip that nobody gave them: what members say, line by line, its total at the foot. */
export function Slip({ platform }: { platform: PlatformResponse }): ReactNode {
  const { t, language } = usePage();
  const { evidence } = platform;
  const words = t.answer.slip;
  const number = (count: number): string => formatNumber(count, language);
  return (
    <section className="slip" aria-labelledby="slip-title">
      <h2 id="slip-title">{words.title}</h2>
      <dl>
        <Row label={words.asked} small={words.by(evidence.members)}>
          {number(evidence.payouts)}
        </Row>
        <Row
          label={words.received}
          small={evidence.screenshots === 0 ? null : words.withScreenshot(evidence.screenshots)}
        >
          {number(evidence.received)}
        </Row>
        <Row
          label={words.waiting}
          small={evidence.longestWaitDays === null ? null : words.oldest(evidence.longestWaitDays)}
        >
          {number(evidence.waiting)}
        </Row>
        <Row label={words.refused}>{number(evidence.refused)}</Row>
        {evidence.givenUp === 0 ? null : (
          <Row label={words.givenUp}>{number(evidence.givenUp)}</Row>
        )}
        <Row label={words.incidents}>{number(evidence.incidents)}</Row>
        <Row
          label={words.closedAccounts}
          small={
            evidence.accountsClosedWithoutReason === 0
              ? null
              : words.withoutReason(evidence.accountsClosedWithoutReason)
          }
        >
          {number(evidence.accountsClosed)}
        </Row>
        <TermRows platform={platform} />
        <Row
          className="total"
          label={words.share}
          small={evidence.due12m === 0 ? null : words.shareOf(evidence.due12m)}
        >
          {evidence.shareReceived12m === null
            ? '–'
            : formatShare(evidence.shareReceived12m, language)}
        </Row>
      </dl>
    </section>
  );
}

/** A slip with nothing on it yet: what would fill it, and how to begin. */
export function BlankSlip({ platform }: { platform: PlatformResponse }): ReactNode {
  const { t } = usePage();
  const words = t.answer.slip;
  return (
    <section className="slip" aria-labelledby="slip-title">
      <h2 id="slip-title">{words.emptyTitle}</h2>
      <p>{words.empty}</p>
      <h3>{words.begin}</h3>
      <ol className="begin">
        {words.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <dl>
        <TermRows platform={platform} />
      </dl>
    </section>
  );
}

/** What the platform itself lays down; an unknown term asks for help. */
function TermRows({ platform }: { platform: PlatformResponse }): ReactNode {
  const { t, language } = usePage();
  const { threshold, promiseDays, slug } = platform;
  const tellUs = <a href={pathTo(language, 'correctPlatform', { slug })}>{t.common.tellUs}</a>;
  const unknown = <span className="unknown-fact">{t.common.unknown}</span>;
  return (
    <>
      <Row label={t.answer.slip.threshold} small={threshold === null ? tellUs : null}>
        {threshold === null
          ? unknown
          : threshold.minor === 0
            ? t.platforms.noThreshold
            : formatMoney(threshold.minor, threshold.currency, language)}
      </Row>
      <Row label={t.answer.slip.promise} small={promiseDays === null ? tellUs : null}>
        {promiseDays === null ? unknown : t.answer.slip.promiseDays(promiseDays)}
      </Row>
    </>
  );
}

function Row(props: {
  label: string;
  small?: ReactNode;
  className?: string;
  children: ReactNode;
}): ReactNode {
  return (
    <div className={`row ${props.className ?? ''}`.trim()}>
      <dt>
        {props.label}
        {props.small === undefined || props.small === null ? null : <small>{props.small}</small>}
      </dt>
      <dd>{props.children}</dd>
    </div>
  );
}
