import type { JuryResponse } from '#shared/governance/juries.ts';
import { usePage } from '#web/page-context.ts';
import { MeasureStamp } from '#web/governance/case-decisions/measure-stamp.tsx';
import { voteInWords } from '#web/governance/case-decisions/measure-words.ts';
import { ruleInWords } from '#web/governance/cases/case-text.ts';
import { Section } from '#web/ui/section.tsx';
import { Table } from '#web/ui/table.tsx';
import { UserText } from '#web/ui/user-text.tsx';

/** The jurors in the order of the draw, and at the end their votes and reasons. */
export function JuryVotes({ jury }: { jury: JuryResponse }) {
  const { t } = usePage();
  const words = t.juries.jury;
  const { votes, order, state } = jury;
  return (
    <>
      {votes.length === 0 ? null : (
        <Section title={words.votes} say={words.votesSay}>
          <ul className="votes">
            {votes.map(({ handle, vote, rule, reason }) => (
              <li key={handle}>
                <p>
                  <MeasureStamp
                    kind={vote}
                    size="inline"
                    word={voteInWords(jury.about ?? '', vote, t)}
                  />{' '}
                  <code>{handle}</code>
                  {rule === null ? null : ` · ${ruleInWords(rule, t)}`}
                </p>
                <UserText text={reason} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {order.length === 0 ? null : (
        <Section title={words.order} say={words.orderSay}>
          <div className="few-columns">
            <Table
              caption={words.orderCaption}
              captionHidden
              columns={[words.place, words.code, words.state]}
              rows={order.map((one) => ({
                key: one.name,
                cells: [
                  one.place,
                  <code key="code">{one.name.slice(0, 8)}…</code>,
                  words.jurorStates[one.state],
                ],
              }))}
            />
          </div>
          {state === 'sitting' ? <p className="soft">{words.votesLater}</p> : null}
        </Section>
      )}
    </>
  );
}
