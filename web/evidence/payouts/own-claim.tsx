import type { ReactNode } from 'react';
import { formatPayoutCode, type OwnClaim } from '#shared/evidence/claims.ts';
import { middleOfMonth, today } from '#shared/core/days.ts';
import { pathTo } from '#shared/core/paths.ts';
import { REFUSAL_REASONS } from '#shared/evidence/payouts.ts';
import { usePage } from '#web/page-context.ts';
import { formatDay } from '#web/format.ts';
import { PaymentLetterLink } from '#web/evidence/letter-templates/letter-links.tsx';
import { amountInWords, timesInWords } from './payout-text.ts';
import type { PageContext } from '#web/page.ts';
import { Tile } from '#web/ui/tile.tsx';
import { Checkbox, Form, Hidden, Select, Submit, TextField } from '#web/ui/form.tsx';

/** One of the viewer's claims with the answers to it; likely ones take one tap. */
export function OwnClaimRow({ claim }: { claim: OwnClaim }): ReactNode {
  const page = usePage();
  const { t, language } = page;
  const words = t.claims.mine;
  const action = `/api/payouts/${claim.id}`;
  return (
    <li
      id={claim.id}
      data-payout={claim.id}
      data-asked={claim.askedOn ?? middleOfMonth(claim.askedMonth)}
    >
      <p className="mine-head">
        <a href={pathTo(language, 'ownPayout', { id: claim.id })}>
          <Tile name={claim.platform.name} size="small" />
          <b>{claim.platform.name}</b>
        </a>
        <b className="mine-amount" data-exact="amount">
          {amountInWords(claim, page)}
        </b>
      </p>
      <p className="soft">
        {t.platforms.methods[claim.method]}, {timesInWords(claim, page)}
      </p>
      <p className="soft">{reminderInWords(claim, page)}</p>
      {claim.shown ? (
        <p className="soft">
          {words.code} <b className="code">{formatPayoutCode(claim.id)}</b>
        </p>
      ) : null}
      {claim.askedSince === null ? null : <p className="question">{words.question}</p>}
      <div className="mine-acts">
        <Form name={`today-${claim.id}`} action={`${action}/close`} className="inline-form">
          <Hidden name="answer" value="received" />
          <Submit label={words.receivedToday} />
        </Form>
        <Form name={`still-${claim.id}`} action={`${action}/still-waiting`} className="inline-form">
          <button className="button second" type="submit">
            {words.stillWaiting}
          </button>
        </Form>
      </div>
      <OtherAnswers claim={claim} />
      <p>
        <PaymentLetterLink payout={claim} />
      </p>
    </li>
  );
}

/** The less likely answers to a claim, collapsed unless one was refused. */
function OtherAnswers({ claim }: { claim: OwnClaim }): ReactNode {
  const { t, language, form, now } = usePage();
  const words = t.claims.mine;
  const close = `/api/payouts/${claim.id}/close`;
  const names = { received: `received-${claim.id}`, refused: `refused-${claim.id}` };
  const giveUp = `give-up-${claim.id}`;
  const open = form !== null && [...Object.values(names), giveUp].includes(form.form);
  const days = {
    type: 'date',
    min: claim.askedOn ?? `${claim.askedMonth}-01`,
    max: today(now),
    optional: true,
  } as const;
  return (
    <details className="answers" open={open}>
      <summary>{words.otherwise}</summary>
      <Form name={names.received} action={close} className="form beside">
        <TextField name="on" label={words.receivedOn} hint={words.emptyDay} {...days} />
        <Checkbox name="afterReply" label={words.afterReply} />
        <div className="mine-acts">
          <button className="button" type="submit" name="answer" value="received">
            {words.received}
          </button>
          <button className="button second" type="submit" name="answer" value="date-forgotten">
            {words.forgotten}
          </button>
        </div>
      </Form>
      <Form name={names.refused} action={close} className="form beside">
        <Hidden name="answer" value="refused" />
        <Select
          name="refusal"
          label={words.why}
          empty={words.unsaid}
          options={REFUSAL_REASONS.map((value) => ({ value, label: t.claims.refusals[value] }))}
          optional
        />
        <TextField name="on" label={words.refusedOn} hint={words.emptyDay} {...days} />
        <Submit label={words.refused} />
      </Form>
      <Form name={giveUp} action={close} className="form beside">
        <Hidden name="answer" value="given-up" />
        <p>{words.giveUpSay}</p>
        <button className="button second" type="submit">
          {words.giveUp}
        </button>
      </Form>
      <p className="links">
        <a href={pathTo(language, 'editPayout', { id: claim.id }, { outcome: 'received' })}>
          {words.partly}
        </a>
      </p>
    </details>
  );
}

function reminderInWords(claim: OwnClaim, { t, language }: PageContext): string {
  const words = t.claims.mine;
  const { expectedDays, nextReminderOn, stillWaitingOn } = claim;
  const next =
    nextReminderOn === null
      ? words.noNext
      : words.next({ day: formatDay(nextReminderOn, language) });
  return [
    expectedDays === null ? null : `${words.expected({ count: expectedDays })} ${next}`,
    stillWaitingOn === null ? null : words.saidOn({ day: formatDay(stillWaitingOn, language) }),
  ]
    .filter((part) => part !== null)
    .join(' ');
}
