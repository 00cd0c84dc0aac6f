import { ownPayoutsResponse, reportedPayoutOutcome } from '#shared/evidence/payouts.ts';
import type { ChallengeResponse } from '#shared/identity/accounts.ts';
import { platformResponse } from '#shared/directory/platforms.ts';
import type { PaymentMethod } from '#shared/directory/payment-methods.ts';
import { meterResponse, type MeterResponse } from '#shared/evidence/publication/meter-reading.ts';
import { slug } from '#shared/core/form-fields.ts';
import type { SigningState } from '#shared/evidence/attribution.ts';
import type { Currency } from '#shared/core/money.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { PayoutFields } from '#web/evidence/payouts/payout-fields.tsx';
import { MeterField } from '#web/evidence/payouts/meter-field.tsx';
import { ProofChoiceField } from '#web/evidence/payouts/proof-choice-field.tsx';
import { PreviewField } from '#web/evidence/payouts/preview-field.tsx';
import { loadSigningOfOtherPosts } from '#web/evidence/attribution/load-signing-of-other-posts.ts';
import { FormWithAccount, SubmitWithAccount } from '#web/identity/accounts/form-with-account.tsx';
import { loadChallenge } from '#web/identity/accounts/load-challenge.ts';
import { SHARE_PARAMETER, SHARE_FAILURES } from '#web/site/web-app/shared-pictures.ts';
import { startsWithVowel } from '#web/i18n/elision.ts';

type Data = {
  platform: { name: string; methods: readonly PaymentMethod[] } | null;
  /** The viewer's last payout, to prefill the currency, and on the same platform the method. */
  last: { currency: Currency; method: PaymentMethod | null } | null;
  /** How the viewer's other payouts on that platform are signed. */
  others: SigningState | null;
  /**
   * The rate-limit challenge of a visitor, who signs up or in with the same form; null for a
   * member.
   */
  challenge: ChallengeResponse | null;
  /** The meter of the platform; null without one. */
  meter: MeterResponse | null;
  key: string;
};

/** The payout form, designed for a minute on a phone; a visitor's account is made at its end. */
export const reportPayout = definePage<Data>({
  load: async (api, { query, viewer }) => {
    const own = viewer === null ? null : await api.get('/api/me/payouts', ownPayoutsResponse);
    const last = own?.payouts[0];
    // A shared picture comes without a platform; the one of the viewer's last payout is likely.
    const shared = query[SHARE_PARAMETER] !== undefined;
    const likely = shared ? last?.platform.slug : undefined;
    const wanted = slug.safeParse(query['plateforme'] ?? query['platform'] ?? likely);
    const platform = wanted.success
      ? await api.get(`/api/platforms/${wanted.data}`, platformResponse)
      : null;
    const same = last !== undefined && last.platform.slug === platform?.slug;
    return {
      platform: platform === null ? null : { name: platform.name, methods: platform.methods },
      last:
        last === undefined ? null : { currency: last.currency, method: same ? last.method : null },
      others:
        platform === null
          ? null
          : await loadSigningOfOtherPosts(api, viewer, 'payout', { slug: platform.slug }),
      challenge: await loadChallenge(api, viewer),
      meter:
        platform === null
          ? null
          : await api.get(`/api/platforms/${platform.slug}/meter`, meterResponse),
      key: crypto.randomUUID(),
    };
  },
  paintsFirst: 'payout-form',
  title: ({ platform }, { t }) =>
    platform === null
      ? t.payouts.report.title
      : t.payouts.report.titleFor({
          platform: platform.name,
          elided: startsWithVowel(platform.name),
        }),
  head: (_, { t }) => ({ noIndex: true, description: t.payouts.report.leadVisitor }),
  body: (data, { t, query }) => {
    const words = t.payouts.report;
    const { platform, last, others, challenge, meter } = data;
    const failure = SHARE_FAILURES.find((one) => one === query[SHARE_PARAMETER]);
    const known = reportedPayoutOutcome.safeParse(query['outcome']);
    const method = last?.method ?? (platform?.methods.length === 1 ? platform.methods[0] : null);
    return (
      <>
        <h1>{words.question}</h1>
        <p className="sub">{challenge === null ? words.lead : words.leadVisitor}</p>
        {failure === undefined ? null : (
          <p className="alert" role="status">
            {t.redaction.share[failure]}
          </p>
        )}
        <FormWithAccount
          challenge={challenge}
          name="payout"
          action="/api/payouts"
          className="form payout-form"
          enhance="payout-form"
          upload
          once
          initial={{
            currency: last?.currency ?? 'EUR',
            ...(platform === null ? {} : { platform: platform.name }),
            ...(known.success ? { outcome: known.data } : {}),
            ...(method ? { method } : {}),
            openness: others === 'signed' ? 'open' : 'discreet',
            signed: String(others === 'signed'),
            detail: 'delay',
          }}
        >
          <DraftField />
          <SharedPicture />
          <PayoutFields methods={platform?.methods ?? []} />
          <div className="payout-end">
            <ProofChoiceField others={others} meter={meter} />
            <PreviewField meter={meter} />
            <MeterField meter={meter} />
            <SubmitWithAccount label={words.publish} />
          </div>
        </FormWithAccount>
      </>
    );
  },
});

/**
 * Container in which the script announces a shared picture, and offers to fill in what it reads on it.
 */
function SharedPicture() {
  const { share } = usePage().t.redaction;
  return (
    <div className="payout-shared" data-part="shared" hidden>
      <p role="status">
        {share.arrived} <span data-part="more">{share.more}</span>
      </p>
    </div>
  );
}

/** Container in which the script says that it keeps a draft, or has found one. */
function DraftField() {
  const { t, viewer } = usePage();
  return (
    <div
      className="payout-draft"
      data-part="draft"
      data-mark={viewer?.mark ?? 'visitor'}
      data-words={JSON.stringify(t.payouts.draft)}
    />
  );
}
