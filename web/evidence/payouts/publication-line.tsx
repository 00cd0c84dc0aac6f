import type { ReactNode } from 'react';
import { today } from '#shared/core/days.ts';
import type { OwnPayout } from '#shared/evidence/payouts.ts';
import { usePage } from '#web/page-context.ts';
import type { PageContext } from '#web/page.ts';
import { formatMonday } from './format-monday.ts';

/** The state of publication in a few words, for lists; `PublicationLine` says it in full. */
export function PublicationInShort({ payout }: { payout: OwnPayout }): ReactNode {
  const { t, language, href } = usePage();
  const words = t.payouts.publication;
  const { state, monday } = payout.publication;
  const day = monday === null ? '' : formatMonday(monday, language);
  const short = {
    none: payout.state === 'waiting' ? words.short.waiting : null,
    waits: words.short.waits({ day }),
    joined: words.short.joined({ day }),
    released: words.short.released,
    'held-back': words.short.held,
  }[state];
  const said = payout.solicited ? words.short.solicited : short;
  if (said === null) return null;
  return (
    <p className={`publication ${state}`}>
      {said}{' '}
      {state === 'held-back' ? (
        <a href={`${href('ownPayout', { id: payout.id })}#show`}>{words.show}</a>
      ) : null}
    </p>
  );
}

/**
 * A line about the state of publication of a report, for its author; links a held-back one to the form that shows it
 * knowingly.
 */
export function PublicationLine({ payout }: { payout: OwnPayout }): ReactNode {
  const page = usePage();
  const { t, href } = page;
  const words = t.payouts.publication;
  return (
    <p className={`publication ${payout.publication.state}`}>
      {stateInWords(payout, page)}{' '}
      {payout.publication.state === 'held-back' ? (
        <a href={`${href('ownPayout', { id: payout.id })}#show`}>{words.show}</a>
      ) : null}
    </p>
  );
}

function stateInWords(payout: OwnPayout, { t, language, now }: PageContext): string {
  const words = t.payouts.publication;
  const { state, monday, reports, countingOn } = payout.publication;
  const day = monday === null ? '' : formatMonday(monday, language);
  const counts = countingOn === null || countingOn <= today(now) ? words.counts : words.countsSoon;
  const shown = {
    none: payout.state === 'waiting' ? words.nothing : null,
    waits: words.waits({ day }),
    joined: words.joined({ day, count: reports }),
    released: words.released,
    'held-back': words.held,
  }[state];
  const told = payout.solicited ? words.solicited : counts;
  const proofWaits = !payout.shown && (payout.hasScreenshot || payout.signed);
  // A payout from before counting days were drawn; it was public as a row then.
  const before = countingOn === null ? words.before : null;
  return [shown, told, proofWaits ? words.proofWaits : null, before]
    .filter((part) => part !== null)
    .join(' ');
}
