import type { BoycottBallot, BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { MIN_BALLOT_TURNOUT } from '#shared/collective/ballot-rules.ts';
import { usePage } from '#web/page-context.ts';
import { Bars } from '#web/ui/bars.tsx';
import { Section } from '#web/ui/section.tsx';
import { UserText } from '#web/ui/user-text.tsx';
import { ballotValueInWords } from './boycott-text.ts';

/** The ballots and their results, latest first. */
export function BoycottBallots({
  boycott: { ballots, pledged },
}: {
  boycott: Pick<BoycottResponse, 'ballots' | 'pledged'>;
}) {
  const words = usePage().t.boycotts.one.ballots;
  if (ballots.length === 0) return null;
  return (
    <Section id="votes" title={words.title} say={words.say}>
      <ul className="boycott-ballots">
        {ballots.toReversed().map((ballot) => (
          <li key={ballot.id}>
            <OneBallot ballot={ballot} pledged={pledged ?? 0} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function OneBallot({ ballot, pledged }: { ballot: BoycottBallot; pledged: number }) {
  const { t, format } = usePage();
  const words = t.boycotts.one.ballots;
  const { kind, offer, closesAt, counts, result } = ballot;
  const voted = (counts ?? []).reduce((total, { votes }) => total + votes, 0);
  const undecided = voted < MIN_BALLOT_TURNOUT * pledged ? words.tooFew : words.noResult;
  return (
    <>
      <h3>{words.kinds[kind]}</h3>
      {offer === null ? null : <Offer offer={offer} />}
      {counts === null ? (
        <p>{words.open({ until: format.moment(closesAt) })}</p>
      ) : (
        <>
          <p>
            <b>
              {result === null
                ? undecided
                : words.result({ answer: ballotValueInWords(kind, result, t) })}
            </b>
          </p>
          <Bars
            of={counts.map(({ value, votes }) => ({
              key: value,
              label: ballotValueInWords(kind, value, t),
              share: voted === 0 ? 0 : votes / voted,
              figure: words.votes({ count: votes }),
            }))}
          />
        </>
      )}
    </>
  );
}

/** The target's offer, from its reply. */
function Offer({ offer }: { offer: NonNullable<BoycottBallot['offer']> }) {
  const words = usePage().t.boycotts.one.ballots;
  return (
    <blockquote>
      <p className="soft">
        <bdi>{words.offerFrom({ name: offer.signedAs })}</bdi>
      </p>
      {offer.text === null ? (
        <p className="soft">{words.offerHidden}</p>
      ) : (
        <UserText text={offer.text} />
      )}
    </blockquote>
  );
}
