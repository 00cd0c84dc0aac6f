import type { AppealResponse } from '#shared/governance/appeals.ts';
import type { DecisionResponse } from '#shared/governance/case-decisions.ts';
import { usePage } from '#web/page-context.ts';
import { CoveredWordsList } from '#web/governance/case-decisions/covered-words.tsx';
import { OwnAppeal } from './own-appeal.tsx';
import { ReceiptsLink } from '#web/transparency-log/receipts-link.tsx';

/**
 * Tells how author and flaggers can appeal against a decision, and until when; those concerned also
 * the state of their appeal, and receipts.
 */
export function AppealLink(props: {
  decision: DecisionResponse;
  /** The viewer's rights to appeal; null for visitors. */
  appeal: AppealResponse | null;
}) {
  const { t, format, href } = usePage();
  const words = t.juries.appeal;
  const { decision, appeal } = props;
  const { id, about, replacedBy, kind, automated, appealUntil } = decision;
  const address = href('appeal', { id });
  const said = (
    <p>
      {t.moderation.decision.appeal({ day: format.day(appealUntil) })}{' '}
      {t.moderation.decision.others}
    </p>
  );
  if (appeal === null) {
    const open = replacedBy === null && kind !== 'veil' && !automated;
    return (
      <>
        {said}
        {open ? (
          <p className="links">
            <a href={address} rel="nofollow">
              {words.signIn}
            </a>
          </p>
        ) : null}
      </>
    );
  }
  if (appeal.why === 'not-concerned') return said;
  return (
    <>
      <CoveredWordsList label={t.moderation.decision.ownWords} covered={appeal.covered} />
      {appeal.mine === null ? null : <OwnAppeal appeal={appeal.mine} />}
      {appeal.why === null ? (
        <>
          <p>{words.once({ day: format.day(appeal.until) })}</p>
          <p>
            <a className="button" href={address}>
              {words.link}
            </a>
          </p>
        </>
      ) : appeal.mine === null ? (
        <p>{words.whyNot[appeal.why]}</p>
      ) : null}
      <p>
        {words.concerned} <ReceiptsLink subject={about} />
      </p>
    </>
  );
}
