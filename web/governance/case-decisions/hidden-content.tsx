import type { ReactNode } from 'react';
import { usePage } from '#web/page-context.ts';
import type { Hiding } from '#shared/core/moderation-decisions.ts';
import { decisionPath } from './decision-path.ts';

type CheckResult = {
  /** The decision's effect on the subject; null when nothing hides it. */
  hiding: Hiding;
  /** The viewer is the author, who can always read it. */
  mine?: boolean;
  /** The subject counted in figures before it was hidden. */
  counted?: boolean;
};

/**
 * Renders a subject according to the decision about it: a notice with the rule and a link to the
 * decision, and the subject itself behind a click if it may still be read.
 */
export function HiddenContent(props: CheckResult & { children: ReactNode }) {
  const { hiding, children } = props;
  const { t } = usePage();
  if (hiding === null) return children;
  const mine = props.mine === true;
  return (
    <div className="hidden-thing">
      <HiddenContentNotice hiding={hiding} mine={mine} counted={props.counted === true} />
      {hiding.level === 'hidden' || mine ? (
        <details>
          <summary>{mine ? t.hidden.readOwn : t.hidden.read}</summary>
          {children}
        </details>
      ) : null}
    </div>
  );
}

/** Only the notice: measure, rule, and a link to the reasons. */
export function HiddenContentNotice(props: CheckResult) {
  const { t, language, format, href } = usePage();
  const words = t.hidden;
  const { hiding } = props;
  if (hiding === null) return null;
  const { level, rule, decision, until } = hiding;
  return (
    <p className="hidden-notice">
      {level === 'removed' && until !== null
        ? words.veiled({ until: format.moment(until) })
        : level === 'hidden'
          ? words.hidden
          : words.removed}{' '}
      {props.counted === true ? `${words.notCounted} ` : null}
      {level === 'removed' && props.mine === true ? `${words.onlyYou} ` : null}
      <a href={`${href('siteRules')}#${rule}`}>{words.rule({ rule })}</a>
      {' · '}
      <a href={decisionPath(language, decision)} rel="nofollow">
        {words.decision}
      </a>
    </p>
  );
}
