import { INCIDENT_KINDS, ownIncident, type OwnIncident } from '#shared/evidence/incidents.ts';
import { toMajorUnits } from '#shared/core/money.ts';
import { platformResponse } from '#shared/directory/platforms.ts';
import type { SigningState } from '#shared/evidence/attribution.ts';
import type { ChallengeResponse } from '#shared/identity/accounts.ts';
import { pathTo } from '#shared/core/paths.ts';
import { AccountAtTheEnd } from '#web/identity/accounts/form-with-account.tsx';
import { loadChallenge } from '#web/identity/accounts/load-challenge.ts';
import type { Api } from '#web/in-process-api.ts';
import { usePage } from '#web/page-context.ts';
import { IncidentForm } from '#web/evidence/incidents/incident-form.tsx';
import { IncidentLetterLink } from '#web/evidence/letter-templates/letter-links.tsx';
import { definePage, Redirect } from '#web/page.ts';
import { loadSigningOfOtherPosts } from '#web/evidence/attribution/load-signing-of-other-posts.ts';
import { WithdrawForm } from '#web/governance/flags/content-controls.tsx';
import { RecognitionRiskLink } from '#web/ui/recognition-risk-link.tsx';

type Data = {
  platform: string | null;
  own: OwnIncident | null;
  /** How the member's other incidents on the platform are signed. */
  others: SigningState | null;
  /** The rate-limit challenge of a visitor, who signs up or in with the form; null for a member. */
  challenge: ChallengeResponse | null;
};

/**
 * The incident form; a visitor's account is made at its end. `?plateforme=slug&kind=` prefill it;
 * `?incident=id` corrects one's own.
 */
export const reportIncident = definePage<Data>({
  layout: 'content-beside',
  load: async (api, { query, viewer, language, refused }) => {
    const { incident: id, plateforme: slug } = query;
    if (id !== undefined && viewer === null && !refused) {
      const next = pathTo(language, 'reportIncident', {}, { incident: id });
      return new Redirect(pathTo(language, 'signIn', {}, { next }));
    }
    const own =
      id === undefined || viewer === null
        ? null
        : await api.get(`/api/me/incidents/${encodeURIComponent(id)}`, ownIncident);
    const platform = slug === undefined ? null : await nameOf(api, slug);
    const there = own?.platform.slug ?? (platform === null ? undefined : slug);
    return {
      platform,
      own,
      others:
        there === undefined
          ? null
          : await loadSigningOfOtherPosts(api, viewer, 'incident', { slug: there, own }),
      challenge: await loadChallenge(api, viewer),
    };
  },
  title: ({ own }, { t }) =>
    own === null ? t.incidents.form.title : t.incidents.form.correctTitle,
  head: () => ({ noIndex: true }),
  body: (data) =>
    data.own === null ? <New data={data} /> : <Correct data={data} own={data.own} />,
});

/** The platform's name for the form; null for an unknown slug, which prefills nothing. */
async function nameOf(api: Api, slug: string): Promise<string | null> {
  try {
    return (await api.get(`/api/platforms/${encodeURIComponent(slug)}`, platformResponse)).name;
  } catch {
    return null;
  }
}

function New({ data: { platform, others, challenge } }: { data: Data }) {
  const { t, query } = usePage();
  const words = t.incidents.form;
  const kind = INCIDENT_KINDS.find((candidate) => candidate === query['kind']);
  return (
    <>
      <h1>{platform === null ? words.title : words.titleOn({ platform })}</h1>
      <p className="sub with-link">
        {words.intro} <RecognitionRiskLink />
      </p>
      <AccountAtTheEnd />
      <IncidentForm
        action="/api/incidents"
        initial={{
          platform: platform ?? '',
          kind: kind ?? '',
          client: query['client'] ?? '',
          currency: 'EUR',
          signed: String(others === 'signed'),
        }}
        correcting={false}
        others={others}
        challenge={challenge}
      />
    </>
  );
}

function Correct({ own, data: { others } }: { own: OwnIncident; data: Data }) {
  const { t, format, href } = usePage();
  const words = t.incidents.form;
  const { platform, lost, reward } = own;
  return (
    <>
      <h1>{words.correctTitle}</h1>
      <p className="sub with-link">
        <a href={href('platform', { slug: platform.slug })}>{platform.name}</a>
      </p>
      <p className="with-link">
        <IncidentLetterLink incident={own} />
      </p>
      <IncidentForm
        action={`/api/incidents/${own.id}`}
        initial={{
          kind: own.kind,
          happenedOn: own.happenedOn,
          reason: own.reason,
          appeal: own.appeal,
          lost: lost === null ? '' : format.number(toMajorUnits(lost.minor, lost.currency), 3),
          asks: own.asks ?? '',
          offeredAt: own.offeredAt ?? '',
          client: own.client ?? '',
          notAPerson: String(own.client !== null),
          reward:
            reward === null ? '' : format.number(toMajorUnits(reward.minor, reward.currency), 3),
          currency: (lost ?? reward)?.currency ?? 'EUR',
          text: own.text ?? '',
          showsMonth: String(own.showsMonth),
          showsAmount: String(own.showsAmount),
          showsReason: String(own.showsReason),
          solicited: String(own.solicited),
          signed: String(own.signed),
        }}
        correcting
        published={own.hasScreenshot}
        others={others}
      />
      <WithdrawForm subject={`incident/${own.id}`} />
    </>
  );
}
