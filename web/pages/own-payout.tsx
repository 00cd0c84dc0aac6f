import { ownPayout as ownPayoutResponse, type OwnPayout } from '#shared/evidence/payouts.ts';
import { addDays, mondayOf, today } from '#shared/core/days.ts';
import { KNOWING_WINDOW } from '#shared/evidence/publication/meter.ts';
import { meterResponse, type MeterResponse } from '#shared/evidence/publication/meter-reading.ts';
import { ownPageViewsResponse, type OwnPageViews } from '#shared/site/page-views.ts';
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

type Data = { payout: OwnPayout; meter: MeterResponse | null; pages: OwnPageViews } & Pick<
  NextSteps,
  'phrase'
>;

/** The receipt of a reported payout, for its author: what becomes of it, and showing it anyway. */
export const ownPayout = definePage<Data>({
  membersOnly: true,
  load: async (api, { parameters }) => {
    const id = encodeURIComponent(parameters['id'] ?? '');
    const payout = await api.get(`/api/me/payouts/${id}`, ownPayoutResponse);
    const held = payout.publication.state === 'held-back';
    const meter = held
      ? await api.get(`/api/platforms/${payout.platform.slug}/meter`, meterResponse)
      : null;
    const { slug } = payout.platform;
    const [{ pages }, { phrase }] = await Promise.all([
      api.get(`/api/me/page-views?platform=${slug}`, ownPageViewsResponse),
      api.get('/api/me/next-steps', nextStepsResponse),
    ]);
    return { payout, meter, pages, phrase };
  },
  title: ({ payout }) => payout.platform.name,
  body: ({ payout, meter, pages, phrase }, { t, href, form }) => {
    const words = t.payouts.publication;
    const { name, slug } = payout.platform;
    return (
      <>
        <Done messages={t.payouts.done} />
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
        <OwnPayoutList payouts={[payout]} alone />
        <OwnPageViewLines pages={pages} />
        {meter === null ? null : <ShowAnyway payout={payout} meter={meter} />}
        <p className="links">
          <a href={href('myEvidence')}>{words.mine}</a>
          <a href={href('platform', { slug })}>{words.platform({ platform: name })}</a>
        </p>
        {phrase === null ? null : <PhraseCard asked={phrase} />}
      </>
    );
  },
});

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
