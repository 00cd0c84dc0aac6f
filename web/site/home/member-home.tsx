import type { OwnClaimsResponse } from '#shared/evidence/claims.ts';
import type { InboxResponse } from '#shared/community/inbox.ts';
import { SurveyInvite } from '#web/collective/survey/survey-invite.tsx';
import { SiteSearchBox } from '#web/directory/platforms/search-box.tsx';
import { usePage } from '#web/page-context.ts';
import { Face } from '#web/ui/face.tsx';
import { Icon } from '#web/ui/icon.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';
import { DuePayouts } from './due-payouts.tsx';
import { MemberNews } from './member-news.tsx';

/** What concerns a member, above what all see: what she is owed, and what is new since she came. */
export function MemberHome(props: {
  pseudonym: string;
  claims: OwnClaimsResponse;
  inbox: InboxResponse;
}) {
  const { t, href } = usePage();
  const words = t.home.mine;
  return (
    <>
      <Done messages={{ ...t.payouts.done, ...t.claims.done }} />
      <div className="me-head">
        <Face pseudonym={props.pseudonym} size="large" />
        <h1>{t.me.hello({ pseudonym: props.pseudonym })}</h1>
      </div>
      <SiteSearchBox />
      <DuePayouts {...props.claims} />
      <Section title={words.report} className="report-now">
        <p className="buttons">
          <a className="button" href={href('reportPayout')}>
            <Icon name="check" />
            {t.answer.act.paid}
          </a>
          <a className="button second" href={href('reportPayout', {}, { outcome: 'waiting' })}>
            <Icon name="clock" />
            {t.answer.act.waiting}
          </a>
        </p>
        <p className="note">{words.share}</p>
      </Section>
      <SurveyInvite />
      <MemberNews items={props.inbox.items} />
    </>
  );
}
