import type { ReactNode } from 'react';
import type { Hiding } from '#shared/governance/cases.ts';
import { pathTo } from '#shared/core/paths.ts';
import { usePage } from '#web/context.ts';
import { formatMoment } from '#web/format.ts';
import { decisionPath } from './decision-path.ts';

type Told = {
  /** Null where nothing hides it: then it is shown as it is. */
  hiding: Hiding;
  /** The viewer wrote it: she reads her own words, whoever else may not. */
  mine?: boolean;
  /** It was counted in figures, and no longer is. */
  counted?: boolean;
};

/**
 * A thing as a decision leaves it: that it is hidden, by which rule and where that was decided, and
 * the thing itself behind a click where it may still be read.
 */
export function Hidden(props: Told & { children: ReactNode }): ReactNode {
  const { hiding, children } = props;
  const { t } = usePage();
  if (hiding === null) return children;
  const mine = props.mine === true;
  return (
    <div className="hidden-thing">
      <HiddenNotice hiding={hiding} mine={mine} counted={props.counted === true} />
      {hiding.level === 'hidden' || mine ? (
        <details>
          <summary>{mine ? t.hidden.readOwn : t.hidden.read}</summary>
          {children}
        </details>
      ) : null}
    </div>
  );
}

/** The sentence alone: what was done, by which rule, and where to read why. */
export function HiddenNotice(props: Told): ReactNode {
  const { t, language } = usePage();
  const words = t.hidden;
  const { hiding } = props;
  if (hiding === null) return null;
  const { level, rule, decision, until } = hiding;
  return (
    <p className="hidden-notice">
      {level === 'removed' && until !== null
        ? words.veiled(formatMoment(until, language))
        : level === 'hidden'
          ? words.hidden
          : words.removed}{' '}
      {props.counted === true ? `${words.notCounted} ` : null}
      {level === 'removed' && props.mine === true ? `${words.onlyYou} ` : null}
      <a href={`${pathTo(language, 'siteRules')}#${rule}`}>{words.rule(rule)}</a>
      {' · '}
      <a href={decisionPath(language, decision)} rel="nofollow">
        {words.decision}
      </a>
    </p>
  );
}
