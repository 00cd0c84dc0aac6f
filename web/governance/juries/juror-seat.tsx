import { flagReasonCode } from '#shared/governance/cases.ts';
import type { OwnJuryResponse } from '#shared/governance/juries.ts';
import { usePage } from '#web/page-context.ts';
import { decisionPath } from '#web/governance/case-decisions/decision-path.ts';
import { factsInWords } from '#web/governance/case-decisions/facts-in-words.ts';
import { CoveredWordsList } from '#web/governance/case-decisions/covered-words.tsx';
import { MeasureStamp } from '#web/governance/case-decisions/measure-stamp.tsx';
import { SubjectContent } from '#web/governance/cases/subject-content.tsx';
import {
  measureStampWords,
  proposedMeasureInWords,
  voteInWords,
} from '#web/governance/case-decisions/measure-words.ts';
import { CoveredPosts } from '#web/governance/cases/covered-posts.tsx';
import { subjectKindInWords, ruleInWords } from '#web/governance/cases/case-text.ts';
import { Form, Submit } from '#web/ui/form.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Section } from '#web/ui/section.tsx';
import { UserText } from '#web/ui/user-text.tsx';
import { JurorVoteForm } from './vote-form.tsx';

type Given = NonNullable<OwnJuryResponse['seat']>;

/** What a drawn juror sees: the question, how to decline, the subject, the statements, the vote. */
export function JurorSeat(props: { jury: string; seat: Given }) {
  const { t, format } = usePage();
  const words = t.juries.own;
  const { jury, seat } = props;
  return (
    <>
      <p className="answer">{seat.can.vote ? words.asked : words.state[seat.state]}</p>
      {seat.can.vote ? (
        <>
          <p>
            <b>{words.until({ moment: format.moment(seat.until) })}</b>
          </p>
          <Lines className="prose" of={words.steps} />
        </>
      ) : null}
      {seat.can.decline ? (
        <Form name="decline" action={`/api/juries/${jury}/decline`}>
          <Submit quiet label={words.decline} />
          <p className="hint">{words.declineSay}</p>
        </Form>
      ) : null}
      <About seat={seat} />
      <Said seat={seat} />
      {seat.can.vote ? <JurorVoteForm {...props} /> : null}
      {seat.vote === null ? null : <Cast about={seat.about} vote={seat.vote} />}
    </>
  );
}

/** The subject behind a click, for jurors who only want to decline. */
function About({ seat }: { seat: Given }) {
  const { t } = usePage();
  const words = t.juries.own;
  const { about, reason, rule, hidden, thing, batch, days } = seat;
  const known = flagReasonCode.safeParse(reason);
  return (
    <Section title={words.thing} say={subjectKindInWords(about, t)}>
      <p>
        {words.flagged({ reason: known.success ? t.moderation.reasons[known.data] : reason })}{' '}
        {ruleInWords(rule, t)}.
      </p>
      <p>
        {hidden === null ? (
          words.shownNow
        ) : (
          <>
            {words.hiddenNow} <MeasureStamp kind={hidden} about={about} size="inline" />
          </>
        )}
      </p>
      {thing === null ? null : (
        <details className="thing">
          <summary>{words.openThing}</summary>
          <SubjectContent thing={thing} />
        </details>
      )}
      {days === null ? null : <p>{t.moderation.pause.length({ days })}</p>}
      <CoveredWordsList label={words.words} covered={seat.words} />
      <CoveredPosts posts={batch} />
    </Section>
  );
}

function Said({ seat: { about, proposal, decision, appeals } }: { seat: Given }) {
  const { t, language } = usePage();
  const words = t.juries.own;
  return (
    <>
      {proposal === null ? null : (
        <Section title={words.proposal}>
          <Wanted about={about} {...proposal} toCome />
          {proposal.objection === null ? null : (
            <>
              <h3>{words.objection}</h3>
              <UserText text={proposal.objection} />
            </>
          )}
        </Section>
      )}
      {decision === null ? null : (
        <Section title={words.decision}>
          <Wanted about={about} {...decision} />
          <p className="links">
            <a href={decisionPath(language, decision.id)}>{t.hidden.decision}</a>
          </p>
        </Section>
      )}
      {appeals.length === 0 ? null : (
        <Section title={words.appeals}>
          {appeals.map(({ role, text }) => (
            <blockquote key={role}>
              <UserText text={text} />
              <p className="soft">{words.from({ role: t.juries.jury.roles[role] })}</p>
            </blockquote>
          ))}
        </Section>
      )}
    </>
  );
}

function Wanted(
  props: Pick<NonNullable<Given['decision']>, 'kind' | 'rule' | 'facts' | 'reason'> & {
    about: string;
    toCome?: boolean;
  },
) {
  const { t } = usePage();
  const { about, kind, rule } = props;
  return (
    <>
      <p>
        <MeasureStamp
          kind={kind}
          size="inline"
          word={
            props.toCome === true
              ? proposedMeasureInWords(about, kind, t)
              : measureStampWords(about, kind, t).word
          }
        />{' '}
        · {ruleInWords(rule, t)}
      </p>
      {[factsInWords(props.facts, t), props.reason]
        .filter((text) => text !== '')
        .map((text) => (
          <UserText key={text} text={text} />
        ))}
    </>
  );
}

function Cast({
  about,
  vote: { vote, rule, reason },
}: {
  about: string;
  vote: NonNullable<Given['vote']>;
}) {
  const { t } = usePage();
  const words = t.juries.own;
  return (
    <Section title={words.voteTitle} say={words.votedSay}>
      <p>
        <MeasureStamp kind={vote} size="inline" word={voteInWords(about, vote, t)} />
        {rule === null ? null : ` · ${ruleInWords(rule, t)}`}
      </p>
      <UserText text={reason} />
    </Section>
  );
}
