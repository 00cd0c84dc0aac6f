import type { ReactNode } from 'react';
import type { BoycottBallot, BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { CHECK_IN_PURPOSE } from '#shared/collective/pledge-messages.ts';
import { usePage } from '#web/page-context.ts';
import {
  PLEDGER_ACT_RESULTS,
  type PledgeButtonAction,
  type PledgeStatus,
} from './pledge-statuses.ts';
import { ballotValueInWords, shortenText } from '#web/collective/boycotts/boycott-text.ts';

/** Characters of an offer shown above its answers. */
const OFFER_SHOWN = 300;

/** The content of one status of a pledge; the attributes are documented in pledge-widget.tsx. */
export function PledgeStatusText({
  say,
  boycott,
}: {
  say: PledgeStatus;
  boycott: BoycottResponse;
}) {
  const words = usePage().t.boycotts.pledge;
  const isOn = boycott.state !== 'pledging';
  const said = say === 'offline' && isOn ? words.offlineOn : words.says[say];
  return (
    <>
      {said.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <Beside say={say} boycott={boycott} />
    </>
  );
}

/** Figures, buttons and questions beside a status. */
function Beside({ say, boycott }: { say: PledgeStatus; boycott: BoycottResponse }) {
  const { t } = usePage();
  const words = t.boycotts.pledge;
  const { state, reached } = boycott;
  switch (say) {
    case 'ready':
    case 'cosign-waits':
    case 'invalid':
      return (
        <>
          <Act act="pledge" label={words.acts.pledge} />
          <WhatHappensNext threshold={boycott.threshold} />
        </>
      );
    case 'carried':
      return (
        <>
          <OwnKey />
          <Act act="pledge" label={words.acts.pledge} />
          {reached ? null : <Withdraw />}
          <WhatHappensNext threshold={boycott.threshold} />
          <Forget />
        </>
      );
    case 'waiting':
    case 'withdraw-waiting':
      return (
        <>
          <p>
            {words.left} <b data-left />
          </p>
          {say === 'waiting' ? <Act second act="withdraw" label={words.acts.cancel} /> : null}
        </>
      );
    case 'cosign-queued':
      return <Act second act="withdraw" label={words.acts.cancel} />;
    case 'unsent':
    case 'withdraw-unsent':
      return <Act second act="again" label={words.acts.again} />;
    case 'sent':
      return (
        <>
          <OwnKey />
          <p>{reached ? words.stays : words.canWithdraw}</p>
          {reached ? null : <Withdraw />}
          <Forget />
        </>
      );
    case 'kept':
      return (
        <>
          <OwnKey />
          <Forget />
        </>
      );
    case 'missing':
      return <OwnKey />;
    case 'found':
      return (
        <>
          <OwnKey />
          {state === 'on' ? <Questions boycott={boycott} /> : null}
          <Forget />
        </>
      );
    default:
      return null;
  }
}

function Act(props: {
  act: PledgeButtonAction;
  label: string;
  value?: string;
  second?: boolean;
  /** The text shown by the first tap; the second one acts. */
  confirm?: string;
}) {
  return (
    <button
      type="button"
      className={props.second === true ? 'button second' : 'button'}
      data-act={props.act}
      data-value={props.value}
      data-confirm={props.confirm}
    >
      {props.label}
    </button>
  );
}

function Withdraw() {
  const { acts, withdrawConfirm } = usePage().t.boycotts.pledge;
  return <Act second act="withdraw" label={acts.withdraw} confirm={withdrawConfirm} />;
}

/** What pledging sets going, and what her device will tell her later. */
function WhatHappensNext({ threshold }: { threshold: number }) {
  const { t, format } = usePage();
  const { before } = t.boycotts.carry;
  const begins = before.begins({ goal: format.number(threshold) });
  return [before.leaves, begins, before.told].map((sentence) => (
    <p key={sentence} className="hint">
      {sentence}
    </p>
  ));
}

function OwnKey() {
  return (
    <p className="note">
      {usePage().t.boycotts.pledge.ownKey} <code data-own-key />
    </p>
  );
}

/**
 * The button that deletes the pledge's key from a shared device, since signing out deletes none.
 */
function Forget() {
  const { forgetSay, acts, forgetConfirm } = usePage().t.boycotts.pledge;
  return (
    <>
      <p className="note">{forgetSay}</p>
      <button type="button" className="quiet" data-act="forget" data-confirm={forgetConfirm}>
        {acts.forget}
      </button>
    </>
  );
}

/** Today's check-in, and each open ballot. */
function Questions({ boycott }: { boycott: BoycottResponse }) {
  const { t } = usePage();
  const words = t.boycotts.pledge;
  return (
    <>
      <Question about={CHECK_IN_PURPOSE} title={words.checkIn} say={words.checkInWhy}>
        <Act second act="check-in" value="held" label={words.held} />
        <Act second act="check-in" value="could-not" label={words.couldNot} />
      </Question>
      {boycott.ballots
        .filter(({ result, counts }) => result === null && counts === null)
        .map((one) => (
          <Vote key={one.id} ballot={one} />
        ))}
    </>
  );
}

function Vote({ ballot }: { ballot: BoycottBallot }) {
  const { t, format } = usePage();
  const words = t.boycotts.pledge;
  return (
    <Question
      about={`ballot:${ballot.id}`}
      title={t.boycotts.one.ballots.kinds[ballot.kind]}
      say={words.voteUntil({ until: format.moment(ballot.closesAt) })}
    >
      {ballot.offer?.text == null ? null : (
        <span className="pledge-offer" dir="auto">
          {shortenText(ballot.offer.text, OFFER_SHOWN)} <a href="#votes">{words.readOffer}</a>
        </span>
      )}
      {ballot.values.map((value) => (
        <Act
          second
          key={value}
          act="vote"
          value={value}
          label={ballotValueInWords(ballot.kind, value, t)}
        />
      ))}
    </Question>
  );
}

function Question(props: { about: string; title: string; say: string; children: ReactNode }) {
  const words = usePage().t.boycotts.pledge;
  return (
    <div className="pledge-question" data-about={props.about}>
      <h3>{props.title}</h3>
      <p className="hint">{props.say}</p>
      <p className="pledge-answers">{props.children}</p>
      {PLEDGER_ACT_RESULTS.map((tell) => (
        <p key={tell} data-tell={tell} hidden>
          {tell === 'told' && props.about === CHECK_IN_PURPOSE
            ? words.toldToday
            : words.tells[tell]}
        </p>
      ))}
    </div>
  );
}
