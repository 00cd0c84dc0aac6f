import { ownPayout as ownPayoutResponse, type OwnPayout } from '#shared/evidence/payouts.ts';
import { addDays, mondayOf, today } from '#shared/core/days.ts';
import { KNOWING_WINDOW } from '#shared/evidence/publication/meter.ts';
import { meterResponse, type MeterResponse } from '#shared/evidence/publication/meter-reading.ts';
import { ownPageViewsResponse, type OwnPageViews } from '#shared/site/page-views.ts';
import { ownReviewsResponse } from '#shared/evidence/reviews.ts';
import { FollowButton } from '#web/community/inbox/follow-button.tsx';
import { loadFollowing } from '#web/community/inbox/load-following.ts';
import { SharePlatform } from '#web/directory/platforms/share-platform.tsx';
import { OwnPageViewLines } from '#web/site/page-views/own-page-views.tsx';
import { nextStepsResponse, type NextSteps } from '#shared/site/next-steps.ts';
import { PhraseCard } from '#web/site/next-steps/phrase-card.tsx';
import { definePage } from '#web/page.ts';
import { usePage } from '#web/page-context.ts';
import { formatMonday } from '#web/evidence/payouts/format-monday.ts';
import { crowdInWords } from '#web/evidence/payouts/meter-text.ts';
import { OwnPayoutList } from '#web/evidence/payouts/own-payout-list.tsx';
import { tellsPaid } from '#web/evidence/payouts/payout-text.ts';
import { Done, MessageBox } from '#web/ui/message-box.tsx';
import { Form, Submit } from '#web/ui/form.tsx';
import { Tile } from '#web/ui/tile.tsx';
import { Section } from '#web/ui/section.tsx';
import { Stamp } from '#web/ui/stamp.tsx';

type Data = {
  payout: OwnPayout;
  meter: MeterResponse | null;
  pages: OwnPageViews;
  following: boolean;
  reviewed: boolean;
} & Pick<NextSteps, 'phrase'>;

/** The receipt of a reported payout, for its author: what becomes of it, and showing it anyway. */
export const ownPayout = definePage<Data>({
  membersOnly: true,
  load: async (api, { parameters, viewer }) => {
    const id = encodeURIComponent(parameters['id'] ?? '');
    const payout = await api.get(`/api/me/payouts/${id}`, ownPayoutResponse);
    const { slug } = payout.platform;
    const held = payout.publication.state === 'held-back';
    const [meter, following, reviews, { pages }, { phrase }] = await Promise.all([
      held ? api.get(`/api/platforms/${slug}/meter`, meterResponse) : null,
      loadFollowing(api, viewer, 'platform', slug),
      api.get('/api/me/reviews', ownReviewsResponse),
      api.get(`/api/me/page-views?platform=${slug}`, ownPageViewsResponse),
      api.get('/api/me/next-steps', nextStepsResponse),
    ]);
    const reviewed = reviews.reviews.some(({ platform }) => platform.slug === slug);
    return { payout, meter, pages, following, reviewed, phrase };
  },
  title: ({ payout }) => payout.platform.name,
  body: ({ payout, meter, pages, following, reviewed, phrase }, { t, href, form }) => {
    const words = t.payouts.publication;
    const { name, slug } = payout.platform;
    return (
      <>
        <Done messages={{ ...t.payouts.done, ...t.inbox.follow.done }} />
        {/* It waits or was shown meanwhile, from another device or by a second tap. */}
        {form?.form !== 'show' || meter !== null ? null : (
          <MessageBox tone="alert">
            <p>{t.errors.codes[form.code]}</p>
          </MessageBox>
        )}
        <div className="me-head">
          <Tile name={name} size="large" />
          <h1>{name}</h1>
        </div>
        <div className="two">
          <div>
            <Receipt payout={payout} />
            {meter === null ? null : <ShowAnyway payout={payout} meter={meter} />}
          </div>
          <div>
            <Next platform={payout.platform} following={following} reviewed={reviewed} />
            <OwnPageViewLines pages={pages} />
          </div>
        </div>
        <p className="links">
          <a href={href('myEvidence')}>{words.mine}</a>
          <a href={href('platform', { slug })}>{words.platform({ platform: name })}</a>
        </p>
        {phrase === null ? null : <PhraseCard asked={phrase} />}
      </>
    );
  },
});

/** A torn slip of her own, with the seal that says that it is noted. */
function Receipt({ payout }: { payout: OwnPayout }) {
  const words = usePage().t.payouts.receipt;
  return (
    <section className="own-receipt torn-shadow" aria-label={words.receipt}>
      <div className="torn">
        <OwnPayoutList payouts={[payout]} alone />
        <Stamp kind="reliable" size="small" shape={<path d="M3 10.8l4.6 4.7L17 4.8" />}>
          {words.seal}
        </Stamp>
      </div>
    </section>
  );
}

/** What she can do next, each in one tap: follow, rate, tell a colleague. */
function Next(props: { platform: OwnPayout['platform']; following: boolean; reviewed: boolean }) {
  const { t, href } = usePage();
  const words = t.payouts.receipt;
  const { slug, name } = props.platform;
  return (
    <Section id="next" title={words.next}>
      <div className="buttons next-acts">
        {props.following ? null : <FollowButton kind="platform" subject={slug} following={false} />}
        <a className="button second" href={href('writeReview', { slug })}>
          {props.reviewed ? words.reviewed : words.review({ platform: name })}
        </a>
      </div>
      <h3>{words.tell}</h3>
      <SharePlatform slug={slug} name={name} />
    </Section>
  );
}

/** About how many could have written it, and the button that shows it all the same. */
function ShowAnyway({ payout, meter }: { payout: OwnPayout; meter: MeterResponse }) {
  const { t, language, now } = usePage();
  const words = t.payouts.publication;
  const paid = tellsPaid(payout);
  const day = formatMonday(addDays(mondayOf(today(now)), 7 * KNOWING_WINDOW), language);
  if (paid ? meter.told.paid : meter.told.notPaid) {
    return (
      <Section id="show" title={words.showTitle}>
        <p>
          {words.showLately} {words.showLatelyWhy}
        </p>
      </Section>
    );
  }
  const crowd = paid ? meter.knowingly.paid : meter.knowingly.notPaid;
  return (
    <Section id="show" title={words.showTitle}>
      <p>
        {words.heldWhy} {paid ? null : words.heldBad}
      </p>
      <p>
        <b>{crowdInWords(crowd, payout.platform.name, t.payouts.meter, language)}</b>
      </p>
      <p>
        {(paid ? words.showAsPaid : words.showAsNotPaid)({ day, picture: payout.hasScreenshot })}
      </p>
      <p>{words.showCosts}</p>
      <Form name="show" action={`/api/me/payouts/${payout.id}/publish`} className="form beside">
        <Submit label={words.showConfirm} />
      </Form>
    </Section>
  );
}
