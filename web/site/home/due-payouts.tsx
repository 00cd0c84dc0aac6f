import type { OwnClaim, OwnClaimsResponse } from '#shared/evidence/claims.ts';
import { daysBetween, middleOfMonth, today } from '#shared/core/days.ts';
import { exactValues } from '#web/evidence/payouts/exact-values-attributes.ts';
import { amountInWords } from '#web/evidence/payouts/payout-text.ts';
import { usePage } from '#web/page-context.ts';
import { Form, Hidden } from '#web/ui/form.tsx';
import { Section } from '#web/ui/section.tsx';
import { Tile } from '#web/ui/tile.tsx';

/** Claims shown at once; those that wait for an answer come first. */
const SHOWN = 3;

/** A member's pending payouts, each with three answers of one tap. */
export function DuePayouts({ claims, count }: OwnClaimsResponse) {
  const page = usePage();
  const { t, href } = page;
  const words = t.home.mine;
  if (count === 0) return null;
  return (
    <Section
      title={words.due}
      say={words.dueSay}
      all={{ href: href('myClaims'), label: `${words.dueAll} (${count})` }}
    >
      <ul className="due-list" {...exactValues(page)}>
        {claims.slice(0, SHOWN).map((claim) => (
          <Due key={claim.id} claim={claim} />
        ))}
      </ul>
    </Section>
  );
}

function Due({ claim }: { claim: OwnClaim }) {
  const page = usePage();
  const { t, format, now, href } = page;
  const words = t.home.mine;
  const askedOn = claim.askedOn ?? middleOfMonth(claim.askedMonth);
  const days = Math.max(0, daysBetween(askedOn, today(now)));
  const close = `/api/payouts/${claim.id}/close`;
  return (
    <li className="due" data-payout={claim.id} data-asked={askedOn}>
      <a className="due-head" href={href('ownPayout', { id: claim.id })}>
        <Tile name={claim.platform.name} />
        <span className="row-words">
          <b>{claim.platform.name}</b>
          <small>
            {claim.askedOn === null
              ? t.payouts.mine.askedIn({ month: format.month(claim.askedMonth) })
              : words.asked({ since: t.claims.mine.since({ count: days }) })}
          </small>
        </span>
        <b className="sum" data-exact="amount">
          {amountInWords(claim, page)}
        </b>
      </a>
      {claim.expectedDays === null ? null : <Wait days={days} expected={claim.expectedDays} />}
      <div className="due-answers">
        <Form name={`today-${claim.id}`} action={close} className="inline-form">
          <Hidden name="answer" value="received" />
          <button className="button">{words.received}</button>
        </Form>
        <Form
          name={`still-${claim.id}`}
          action={`/api/payouts/${claim.id}/still-waiting`}
          className="inline-form"
        >
          <button className="button quiet">{words.still}</button>
        </Form>
        <Form name={`refused-${claim.id}`} action={close} className="inline-form">
          <Hidden name="answer" value="refused" />
          <button className="button quiet">{words.refused}</button>
        </Form>
      </div>
    </li>
  );
}

/** The usual wait stands at two thirds of the line. */
const USUAL_AT = 66;

/** Where a payout is on its way, and whether that is normal here. */
function Wait({ days, expected }: { days: number; expected: number }) {
  const words = usePage().t.home.mine;
  const late = days > expected;
  const at = Math.min(98, Math.max(2, Math.round((days / expected) * USUAL_AT)));
  return (
    <>
      <svg className="wait-line" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <path className="track" d="M0 4H100" />
        <path className={late ? 'gone late' : 'gone'} d={`M0 4H${at}`} />
        <path className="usual" d={`M${USUAL_AT} 0V8`} />
      </svg>
      <p className={late ? 'wait late' : 'wait'}>
        {(late ? words.late : words.normal)({ count: expected })}
      </p>
    </>
  );
}
