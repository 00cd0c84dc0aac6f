import { ownPayoutsResponse, reportedPayoutOutcome } from '#shared/evidence/payouts.ts';
import { platformResponse, type PaymentMethod } from '#shared/directory/platforms.ts';
import { slug } from '#shared/core/form-fields.ts';
import type { SigningState } from '#shared/evidence/attribution.ts';
import type { Currency } from '#shared/core/money.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { PayoutFields } from '#web/evidence/payouts/payout-fields.tsx';
import { PlatformField } from '#web/evidence/payouts/platform-field.tsx';
import { loadOwnEvidenceCounts } from '#web/evidence/attribution/load-own-evidence-counts.ts';
import { Form, Submit } from '#web/ui/form.tsx';
import { startsWithVowel } from '#web/i18n/elision.ts';

type Data = {
  platform: { name: string; methods: readonly PaymentMethod[] } | null;
  /** The member's last payout: prefills the currency, and on the same platform the method. */
  last: { currency: Currency; method: PaymentMethod | null } | null;
  /** Whether her earlier payouts on this platform are signed; null without any. */
  others: SigningState | null;
  key: string;
};

/** The payout form, designed for thirty seconds on a phone: received, pending or refused. */
export const reportPayout = definePage<Data>({
  membersOnly: true,
  load: async (api, { query, viewer }) => {
    const wanted = slug.safeParse(query['plateforme'] ?? query['platform']);
    const platform = wanted.success
      ? await api.get(`/api/platforms/${wanted.data}`, platformResponse)
      : null;
    const own = viewer === null ? null : await api.get('/api/me/payouts', ownPayoutsResponse);
    const last = own?.payouts[0];
    const same = last !== undefined && last.platform.slug === platform?.slug;
    return {
      platform: platform === null ? null : { name: platform.name, methods: platform.methods },
      last:
        last === undefined ? null : { currency: last.currency, method: same ? last.method : null },
      others:
        platform === null
          ? null
          : await loadOwnEvidenceCounts(api, viewer, 'payout', { slug: platform.slug }),
      key: crypto.randomUUID(),
    };
  },
  title: ({ platform }, { t }) =>
    platform === null
      ? t.payouts.report.title
      : t.payouts.report.titleFor({
          platform: platform.name,
          elided: startsWithVowel(platform.name),
        }),
  head: () => ({ noIndex: true }),
  Page: ({ data }) => {
    const { t, query } = usePage();
    const words = t.payouts.report;
    const { platform, last, others } = data;
    const known = reportedPayoutOutcome.safeParse(query['outcome']);
    const method = last?.method ?? (platform?.methods.length === 1 ? platform.methods[0] : null);
    return (
      <>
        <h1>
          {platform === null
            ? words.title
            : words.titleFor({ platform: platform.name, elided: startsWithVowel(platform.name) })}
        </h1>
        <p className="sub">{words.lead}</p>
        <Form
          name="payout"
          action="/api/payouts"
          className="form payout-form"
          enhance="payout-form"
          upload
          idempotencyKey={data.key}
          initial={{
            currency: last?.currency ?? 'EUR',
            ...(platform === null ? {} : { platform: platform.name }),
            ...(known.success ? { outcome: known.data } : {}),
            ...(method ? { method } : {}),
            signed: String(others === 'signed'),
          }}
        >
          <PlatformField />
          <PayoutFields methods={platform?.methods ?? []} others={others} />
          <Submit label={words.publish} />
        </Form>
      </>
    );
  },
});
