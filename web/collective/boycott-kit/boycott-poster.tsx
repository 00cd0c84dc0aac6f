import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { BoycottStamp } from '#web/collective/boycotts/boycott-stamp.tsx';
import {
  boycottDeclaration,
  boycottStateInWords,
  partakingTitle,
} from '#web/collective/boycotts/boycott-text.ts';
import { BoycottTitle } from '#web/collective/boycotts/boycott-title.tsx';
import { usePage } from '#web/page-context.ts';
import { Qr } from '#web/ui/qr-code.tsx';
import { UserText } from '#web/ui/user-text.tsx';

/** A poster to print or to show on a screen. */
export function BoycottPoster(props: { boycott: BoycottResponse; address: string }) {
  const { boycott, address } = props;
  const { t, format, now } = usePage();
  const words = t.boycotts.share;
  const { state, reached, stepEndsAt, pledged } = boycott;
  const isOver = state === 'failed' || state === 'ended';
  const until = t.boycotts.one.until;
  const facts = [
    isOver || stepEndsAt === null
      ? null
      : `${state === 'pledging' && reached ? until.reached : until[state]} ${format.moment(stepEndsAt)}`,
    pledged === null ? null : t.boycotts.list.pledged({ count: pledged }),
  ].filter((fact) => fact !== null);
  return (
    <article className="boycott-poster">
      <div>
        <BoycottStamp boycott={boycott} />
        <h2>
          <BoycottTitle boycott={boycott} />
        </h2>
        <p className="answer">
          <strong>{boycottDeclaration(boycott, t)}</strong> {boycottStateInWords(boycott, t)}
        </p>
        <h3>{t.boycotts.one.demands}</h3>
        <UserText text={boycott.demands} />
        <h3>{partakingTitle(boycott, t)}</h3>
        <UserText text={boycott.partaking} />
        {facts.length === 0 ? null : <p className="boycott-facts">{facts.join(' · ')}</p>}
        {isOver ? null : <p>{words.note}</p>}
        <p className="dated-address">
          <b>{t.common.site}</b> {address}
        </p>
        <p className="note">{words.on({ moment: format.moment(now.toISOString()) })}</p>
      </div>
      <Qr text={address} label={words.qr} />
    </article>
  );
}
