import { payoutOutcome, ownPayout } from '#shared/evidence/payouts.ts';
import { meterResponse } from '#shared/evidence/publication/meter-reading.ts';
import { definePage } from '#web/page.ts';
import { meterOfChange, toldReportOf } from '#web/evidence/payouts/edited-report-meter.ts';
import { MeterField } from '#web/evidence/payouts/meter-field.tsx';
import { PayoutFields } from '#web/evidence/payouts/payout-fields.tsx';
import { ProofChoiceField } from '#web/evidence/payouts/proof-choice-field.tsx';
import { PreviewField } from '#web/evidence/payouts/preview-field.tsx';
import { payoutFormValues } from '#web/evidence/payouts/payout-text.ts';
import { loadSigningOfOtherPosts } from '#web/evidence/attribution/load-signing-of-other-posts.ts';
import { WithdrawForm } from '#web/governance/flags/content-controls.tsx';
import { Form, Submit } from '#web/ui/form.tsx';

/** A payout for its author: close, correct, add a picture, or withdraw. */
export const editPayout = definePage({
  membersOnly: true,
  load: async (api, { parameters, viewer }) => {
    const id = encodeURIComponent(parameters['id'] ?? '');
    const own = await api.get(`/api/me/payouts/${id}`, ownPayout);
    const { slug } = own.platform;
    return {
      own,
      others: await loadSigningOfOtherPosts(api, viewer, 'payout', { slug, own }),
      meter: await api.get(`/api/platforms/${slug}/meter`, meterResponse),
    };
  },
  title: (_, { t }) => t.payouts.edit.title,
  body: ({ own: data, others, meter }, page) => {
    const { t, query } = page;
    const words = t.payouts.edit;
    const wanted = payoutOutcome.safeParse(query['outcome']);
    const closes = data.state === 'waiting' && wanted.success && wanted.data !== 'waiting';
    const action = `/api/payouts/${data.id}`;
    const initial = payoutFormValues(data, wanted.success ? wanted.data : null, page);
    const told = toldReportOf(data, payoutFormValues(data, null, page));
    return (
      <>
        <h1>{closes ? words.titleClose : words.title}</h1>
        <p className="sub">{words.sub({ platform: data.platform.name })}</p>
        <p className="note">{words.rounded}</p>
        {data.state === 'waiting' && !closes ? (
          <Form name="still-waiting" action={`${action}/still-waiting`} className="form beside">
            <p>{words.stillWaitingSay}</p>
            <button className="button second" type="submit">
              {words.stillWaiting}
            </button>
          </Form>
        ) : null}
        <Form
          name="payout"
          action={action}
          className="form payout-form"
          enhance="payout-form"
          upload
          initial={{ ...initial, platform: data.platform.name }}
        >
          <PayoutFields
            methods={[data.method]}
            published={data.hasScreenshot}
            platform={data.platform.name}
            state={data.state}
          />
          <div className="payout-end">
            <ProofChoiceField others={others} meter={meterOfChange(initial, told, meter)} />
            <PreviewField
              platform={data.platform.name}
              published={data.hasScreenshot}
              meter={null}
            />
            <MeterField meter={meter} told={told} />
            <Submit label={words.save} />
          </div>
        </Form>
        <WithdrawForm subject={`payout/${data.id}`} say={words.withdrawSay} />
      </>
    );
  },
});
