import { ownClaimsResponse, type OwnClaim } from '#shared/evidence/claims.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { exactValues } from '#web/evidence/payouts/exact-values-attributes.ts';
import { OwnClaimRow } from '#web/evidence/payouts/own-claim.tsx';
import { Done, MessageBox } from '#web/ui/message-box.tsx';
import { Section } from '#web/ui/section.tsx';

/** A member's pending payouts with one-tap answers; unanswered questions first. */
export const myClaims = definePage({
  layout: 'titles-beside',
  membersOnly: true,
  load: (api) => api.get('/api/me/claims', ownClaimsResponse),
  title: (_, { t }) => t.claims.mine.title,
  body: ({ claims, count }, { t, href }) => {
    const words = t.claims.mine;
    const asked = claims.filter(({ askedSince }) => askedSince !== null);
    const others = claims.filter(({ askedSince }) => askedSince === null);
    return (
      <>
        <Done messages={{ ...t.payouts.done, ...t.claims.done }} />
        <Gone claims={claims} />
        <h1>{words.title}</h1>
        <p className="sub">{claims.length === 0 ? words.none : `${words.say} ${words.when}`}</p>
        <ClaimRows title={words.awaited} claims={asked} />
        <ClaimRows title={asked.length === 0 ? words.title : words.others} claims={others} />
        {count > claims.length ? (
          <p className="soft">{words.more({ shown: claims.length, total: count })}</p>
        ) : null}
        {claims.length === 0 ? null : (
          <Section title={words.code}>
            <p>
              {words.codeSay} {words.codeUse}
            </p>
          </Section>
        )}
        <p className="links">
          <a href={href('reportPayout', {}, { outcome: 'waiting' })}>{words.report}</a>
          <a href={href('myEvidence')}>{words.evidence}</a>
        </p>
      </>
    );
  },
});

function ClaimRows(props: { title: string; claims: readonly OwnClaim[] }) {
  const page = usePage();
  if (props.claims.length === 0) return null;
  return (
    <Section title={props.title}>
      <ul className="mine own-claims" {...exactValues(page)}>
        {props.claims.map((claim) => (
          <OwnClaimRow key={claim.id} claim={claim} />
        ))}
      </ul>
    </Section>
  );
}

/** Notice that an answered claim was closed meanwhile, on another device or by a second tap. */
function Gone({ claims }: { claims: readonly OwnClaim[] }) {
  const { t, form } = usePage();
  if (form === null || claims.some(({ id }) => form.form.endsWith(id))) return null;
  return (
    <MessageBox tone="alert">
      <p>{form.code === 'conflict' ? t.claims.mine.gone : t.errors.codes[form.code]}</p>
    </MessageBox>
  );
}
