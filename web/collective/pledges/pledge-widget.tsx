import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { daysBetween, today } from '#shared/core/days.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';
import { CarryPledge } from './carry-pledge.tsx';
import { EnvelopeSteps } from './envelope-steps.tsx';
import { PledgeStatusText } from './pledge-status.tsx';
import { BoycottCost } from '#web/collective/boycotts/boycott-cost.tsx';
import { LawByStatus } from '#web/collective/boycotts/law-by-status.tsx';
import { SolidarityFunds } from '#web/collective/solidarity-funds/solidarity-funds.tsx';
import { AddEvidenceLinks } from '#web/collective/boycotts/add-evidence-links.tsx';
import { PLEDGE_STATUSES, type PledgeStatus } from './pledge-statuses.ts';

/**
 * The pledge widget; nothing before pledging. All sentences are here; the script
 * (`web/collective/enhance/boycott-pledge.ts`) only shows and hides, by these attributes:
 *
 * - `[data-enhance=boycott-pledge]`: the widget; signed out it keeps a carried secret until she has
 *   signed in. `data-boycott` its id, `data-state` the step,
 *   `data-reached` "true" once nobody can withdraw, `data-can` why this viewer cannot pledge
 *   (empty: she can), `data-day` the day since the boycott is on, from 1 (empty before and after).
 * - `[data-static]`: shown without a script, and while the script has nothing to say. The script
 *   hides it when it shows a `data-say`.
 * - `[data-say=NAME]`: one for each of PLEDGE_STATUSES possible at this step, hidden; exactly one
 *   is shown at a time, all in one `[role=status]`.
 * - `[data-act=NAME]`: buttons, one of PLEDGE_BUTTON_ACTIONS, inside their `data-say`. `withdraw`
 *   removes a waiting pledge from the outbox; `again` sends the outbox at once. `forget` deletes
 *   the key from this device. With `data-confirm` the first tap shows that text, the second acts.
 *   `check-in` and `vote` carry `data-value`; the last answer has `aria-pressed=true`.
 * - `[data-left]`: in `waiting` and `withdraw-waiting`, the seconds until the message is sent.
 * - `[data-own-key]`: in `sent`, `found` and `missing`, the first characters of the own key.
 * - `[data-about=check-in]`, `[data-about="ballot:ID"]`: in `found`, one question each, with
 *   `[data-tell=NAME]`, one for each of PLEDGER_ACT_RESULTS, hidden; at most one is shown.
 */
export function PledgeWidget({ boycott }: { boycott: BoycottResponse }) {
  const { t, now, viewer } = usePage();
  const words = t.boycotts.pledge;
  const { id, state, reached, can, onFrom, platform, pace, threshold } = boycott;
  if (state !== 'pledging' && state !== 'on' && state !== 'ended') return null;
  const isPledging = state === 'pledging';
  const day = onFrom === null ? '' : daysBetween(onFrom.slice(0, 10), today(now)) + 1;
  return (
    <Section
      id="pledge"
      className="pledge-part"
      title={state === 'pledging' ? words.title : words.titleOn}
      say={
        state !== 'pledging'
          ? words.sayOn
          : // Who can pledge is told so below.
            can.pledge === null
            ? words.say
            : `${t.boycotts.one.now.pledging({ platform: platform.name, pace })} ${words.say}`
      }
    >
      <div className={`two even${isPledging ? ' pledge-beside' : ''}`}>
        <div
          data-enhance="boycott-pledge"
          data-boycott={id}
          data-state={state}
          data-reached={reached}
          data-can={can.pledge ?? ''}
          data-day={state === 'on' ? day : ''}
        >
          <Static boycott={boycott} />
          {viewer === null ? null : (
            <>
              <div role="status">
                {PLEDGE_STATUSES.filter((say) => isSaid(say, boycott)).map((say) => (
                  <div key={say} className={toneOf(say)} data-say={say} hidden>
                    <PledgeStatusText say={say} boycott={boycott} />
                  </div>
                ))}
              </div>
              <CarryPledge />
            </>
          )}
        </div>
        <div>
          {isPledging ? <EnvelopeSteps threshold={threshold} /> : null}
          {state === 'ended' ? null : (
            <>
              <BoycottCost boycott={boycott} />
              <LawByStatus />
            </>
          )}
          {isPledging ? null : <SolidarityFunds boycott={boycott} />}
        </div>
        {isPledging ? <SolidarityFunds boycott={boycott} /> : null}
      </div>
    </Section>
  );
}

/** Statuses possible only before the boycott is on; those in `AFTER` are possible only after. */
const BEFORE: readonly PledgeStatus[] = [
  'fetching',
  'cosign-waits',
  'cosign-queued',
  'record-waits',
  'no-record',
  'elsewhere',
  'carry-wrong',
  'refused',
  'ready',
  'carried',
  'waiting',
  'unsent',
  'sent',
  'withdraw-waiting',
  'withdraw-unsent',
  'withdrawn',
  'invalid',
];
const AFTER: readonly PledgeStatus[] = ['found', 'missing', 'carry-none'];

function isSaid(say: PledgeStatus, { state }: BoycottResponse): boolean {
  return !(state === 'pledging' ? AFTER : BEFORE).includes(say);
}

const GOOD: readonly PledgeStatus[] = ['sent', 'found', 'kept'];
const BAD: readonly PledgeStatus[] = ['no-record', 'missing', 'invalid', 'too-late'];

function toneOf(say: PledgeStatus): 'done' | 'alert' | 'aside' {
  if (GOOD.includes(say)) return 'done';
  return BAD.includes(say) ? 'alert' : 'aside';
}

/** Why this viewer cannot pledge, or what a pledge needs; always shown without a script. */
function Static({ boycott }: { boycott: BoycottResponse }) {
  const { t, href, viewer } = usePage();
  const words = t.boycotts.pledge;
  const { state, can } = boycott;
  const why = state === 'pledging' ? can.pledge : viewer === null ? 'signed-out' : null;
  const said =
    state === 'pledging'
      ? why === null
        ? words.needsScript
        : words.why[why]
      : why === null
        ? words.needsScriptOn
        : words.signInOn;
  return (
    <div data-static className="aside">
      {said.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {why === null ? null : <WhatToDo why={why} boycott={boycott} />}
      {/* While pledging the steps beside it lead there. */}
      {state === 'pledging' ? null : (
        <p className="links">
          <a href={href('sealedPledge')}>{words.how}</a>
        </p>
      )}
    </div>
  );
}

/** Links to the steps that the viewer still has to take before she can pledge. */
function WhatToDo(props: {
  why: NonNullable<BoycottResponse['can']['pledge']>;
  boycott: BoycottResponse;
}) {
  const { t, href } = usePage();
  const { id, platform } = props.boycott;
  const words = t.boycotts.pledge.whyLinks;
  switch (props.why) {
    case 'signed-out':
      return (
        <p className="buttons">
          <a className="button" href={href('signIn', {}, { next: href('boycott', { id }) })}>
            {words.signIn}
          </a>
        </p>
      );
    case 'no-evidence':
      return <AddEvidenceLinks platform={platform.slug} />;
    case 'not-established':
      return (
        <p className="links">
          <a href={href('rules')}>{words.established}</a>
        </p>
      );
    default:
      return null;
  }
}
