import type { Covering } from '#shared/core/moderation-decisions.ts';
import { usePage } from '#web/page-context.ts';
import { decisionPath } from './decision-path.ts';

/**
 * Says under a text that a decision covers words of it, with the rule and a link to the decision: the mark in the text
 * alone could be typed by anybody.
 */
export function CoveredWordsNotice(props: { covering: Covering; mine: boolean }) {
  const { t, language, href } = usePage();
  const words = t.hidden;
  const { covering, mine } = props;
  if (covering === null) return null;
  const { rule, decision } = covering;
  return (
    <p className="hidden-notice">
      {words.covered} {mine ? `${words.coveredOwn} ` : null}
      <a href={`${href('siteRules')}#${rule}`}>{words.rule({ rule })}</a>
      {' · '}
      <a href={decisionPath(language, decision)} rel="nofollow">
        {words.decision}
      </a>
    </p>
  );
}

/** Words that a decision covers, for those who may read them. */
export function CoveredWordsList(props: { label: string; covered: readonly string[] }) {
  if (props.covered.length === 0) return null;
  return (
    <>
      <p>{props.label}</p>
      <ul>
        {props.covered.map((one) => (
          <li key={one}>
            <b dir="auto">{one}</b>
          </li>
        ))}
      </ul>
    </>
  );
}
