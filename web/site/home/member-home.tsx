import { inboxResponse, type InboxItem } from '#shared/community/inbox.ts';
import { ownClaimsResponse, type OwnClaimsResponse } from '#shared/evidence/claims.ts';
import { SurveyInvite } from '#web/collective/survey/survey-invite.tsx';
import { SiteSearchBox } from '#web/directory/platforms/search-box.tsx';
import { countSecondReviews } from '#web/governance/cases/second-reviews.ts';
import type { Api } from '#web/in-process-api.ts';
import { Own, OwnValues } from '#web/own-parts.tsx';
import { usePage } from '#web/page-context.ts';
import type { OfMember, PageContext } from '#web/page.ts';
import { Face } from '#web/ui/face.tsx';
import { Icon } from '#web/ui/icon.tsx';
import { Done } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';
import { DuePayouts } from './due-payouts.tsx';
import { Duties, MemberNews } from './member-news.tsx';

type Hers = {
  readonly claims: OwnClaimsResponse;
  readonly news: readonly InboxItem[];
  /** Cases that wait for her as second person. */
  readonly secondReviews: number | null;
};

export async function loadMemberHome(api: Api, { unread, ...roles }: OfMember): Promise<Hers> {
  const [claims, inbox, secondReviews] = await Promise.all([
    api.get('/api/me/claims', ownClaimsResponse),
    unread === 0 ? null : api.get('/api/me/inbox?unread=on', inboxResponse),
    countSecondReviews(api, roles),
  ]);
  return { claims, news: inbox?.items ?? [], secondReviews };
}

/** What concerns a member, above what all see: what she is owed, and what is new since she came. */
export function MemberHome() {
  const { t } = usePage();
  return (
    <>
      <Done messages={{ ...t.payouts.done, ...t.claims.done }} />
      <OwnValues of={Hello} from={nameOf} />
      <SiteSearchBox />
      <Own>{() => <DuePayoutsOfMember />}</Own>
      <div className="two even">
        <ReportNow />
        <Own>{() => <DutiesOfMember />}</Own>
      </div>
      <SurveyInvite />
      <Own>{() => <NewsOfMember />}</Own>
    </>
  );
}

function nameOf({ viewer }: PageContext): { pseudonym: string } {
  return { pseudonym: viewer?.pseudonym ?? '' };
}

function Hello({ pseudonym }: { pseudonym: string }) {
  const { t } = usePage();
  return (
    <div className="me-head">
      <Face pseudonym={pseudonym} size="large" />
      <h1>{t.me.hello({ pseudonym })}</h1>
    </div>
  );
}

function DuePayoutsOfMember() {
  const { claims } = usePage().hers as Hers;
  return <DuePayouts {...claims} />;
}

function DutiesOfMember() {
  const { news, secondReviews } = usePage().hers as Hers;
  return <Duties items={news} secondReviews={secondReviews} />;
}

function NewsOfMember() {
  return <MemberNews items={(usePage().hers as Hers).news} />;
}

function ReportNow() {
  const { t, href } = usePage();
  const words = t.home.mine;
  return (
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
  );
}
