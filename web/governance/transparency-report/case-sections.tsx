import { MEASURES } from '#shared/core/moderation-decisions.ts';
import {
  appealReversalRate,
  type TransparencyReport,
} from '#shared/governance/transparency-report.ts';
import { usePage } from '#web/page-context.ts';
import { ruleInWords } from '#web/governance/cases/case-text.ts';
import { Section } from '#web/ui/section.tsx';
import { Table } from '#web/ui/table.tsx';
import { Breakdown } from './breakdown.tsx';
import { hoursInWords } from './duration-text.ts';
import { CaseMonthsTable } from './months-table.tsx';
import { nounFor } from '#web/i18n/nouns.ts';
import { sentenceFor } from '#web/i18n/say.ts';

type Data = { data: TransparencyReport };

/** Flags by reason, and their outcomes. */
export function FlagsSection({ data: { flags } }: Data) {
  const { t } = usePage();
  const words = t.transparency.flags;
  const { total, ratedParty, byReason, messages, pauses, pausedNow } = flags;
  const states = ['waiting', 'upheld', 'notUpheld', 'unfounded'] as const;
  const rows = byReason.map((one) => ({
    key: one.reason,
    label: t.moderation.reasons[one.reason],
    count: states.reduce((sum, state) => sum + one[state], 0),
    counts: states.map((state) => one[state]),
  }));
  return (
    <Section
      title={words.title}
      say={words.say({ count: total, rated: ratedParty })}
      className="chart"
      id="flags"
    >
      <Breakdown
        title={words.chart}
        parts={rows}
        of={total}
        table={{
          columns: [words.reason, ...states.map((state) => words.states[state])],
          rows: rows.map(({ key, label, counts }) => ({ key, cells: [label, ...counts] })),
        }}
      />
      <Breakdown
        title={words.outcomes}
        of={total}
        parts={states.map((state) => ({
          key: state,
          label: words.states[state],
          count: byReason.reduce((sum, one) => sum + one[state], 0),
        }))}
      />
      {messages.total === 0 ? null : (
        <p>
          {words.messages({
            count: messages.total,
            suspended: messages.suspended,
            waiting: messages.waiting,
          })}
        </p>
      )}
      <p>{words.pauses({ count: pauses, now: pausedNow })}</p>
    </Section>
  );
}

/** Cases opened and closed, waiting today, and by origin. */
export function CasesSection({ data: { cases, waiting, months } }: Data) {
  const { t } = usePage();
  const words = t.transparency.cases;
  const { opened, closed, withdrawn, byOrigin, byKind } = cases;
  return (
    <Section title={words.title} say={words.say({ opened, closed })} className="chart" id="cases">
      {withdrawn === 0 ? null : <p>{words.withdrawn({ count: withdrawn })}</p>}
      <p>{words.waiting({ count: waiting.count, days: waiting.oldestDays })}</p>
      {waiting.proposed + waiting.jury === 0 ? null : (
        <p>{words.proposed({ count: waiting.proposed, jury: waiting.jury })}</p>
      )}
      <CaseMonthsTable months={months} />
      <Breakdown
        title={words.origin}
        of={opened}
        parts={byOrigin.map(({ origin, count }) => ({
          key: origin,
          label: t.moderation.origins[origin],
          count,
        }))}
      />
      <Breakdown
        title={words.kind}
        of={opened}
        parts={byKind.map(({ kind, count }) => ({
          key: kind,
          label: nounFor(kind, 'title', t) ?? kind,
          count,
        }))}
      />
    </Section>
  );
}

/** The times from opening to decision of cases, against the promised ones. */
export function DecisionTimesSection({ data: { times } }: Data) {
  const { t, language } = usePage();
  const words = t.transparency.times;
  const { all, promised } = times;
  if (all.decided + promised.done + promised.waiting === 0) return null;
  return (
    <Section title={words.title} say={words.say} id="times">
      {all.decided === 0 ? null : (
        <>
          <Table
            caption={words.caption}
            captionHidden
            columns={[
              words.columns.which,
              words.columns.decided,
              words.columns.median,
              words.columns.nine,
            ]}
            rows={(['all', 'urgent'] as const).map((key) => ({
              key,
              cells: [
                words.rows[key],
                times[key].decided,
                hoursInWords(times[key].medianHours, language, t),
                hoursInWords(times[key].nineInTenHours, language, t),
              ],
            }))}
          />
          <p className="note">{words.left}</p>
        </>
      )}
      {promised.done + promised.waiting === 0 ? null : (
        <p>
          {words.promised({ inTime: promised.inTime, done: promised.done, late: promised.late })}
        </p>
      )}
    </Section>
  );
}

/** Decisions by rule, by number of decision makers, and by origin. */
export function DecisionsSection({ data: { decisions } }: Data) {
  const { t } = usePage();
  const words = t.transparency.decisions;
  const { total, byRule, byOrigin, others } = decisions;
  const rules = byRule.map((one) => ({
    key: one.rule,
    label: ruleInWords(one.rule, t),
    count: MEASURES.reduce((sum, measure) => sum + one[measure], 0),
    counts: MEASURES.map((measure) => one[measure]),
  }));
  const hands = ['alone', 'two', 'jury', 'automated'] as const;
  return (
    <Section title={words.title} say={words.say({ count: total })} className="chart" id="decisions">
      <Breakdown
        title={words.byRule}
        parts={rules}
        of={total}
        table={{
          columns: [words.rule, ...MEASURES.map((measure) => words.measures[measure])],
          rows: rules.map(({ key, label, counts }) => ({ key, cells: [label, ...counts] })),
        }}
      />
      <Breakdown
        title={words.hands}
        of={total}
        parts={hands.map((key) => ({ key, label: words.handRows[key], count: decisions[key] }))}
      />
      {decisions.alone === 0 ? null : <p className="note">{words.handsSay}</p>}
      <Breakdown
        title={words.origin}
        of={total}
        parts={byOrigin.map(({ origin, count }) => ({
          key: origin,
          label: t.moderation.origins[origin],
          count,
        }))}
      />
      <Breakdown
        title={words.others}
        of={others.reduce((sum, { count }) => sum + count, 0)}
        parts={others.map(({ kind, count }) => ({
          key: kind,
          label: sentenceFor(words.otherKinds, kind) ?? kind,
          count,
        }))}
      />
    </Section>
  );
}

/** Veils by one moderator, and how they ended. */
export function VeilsSection({ data: { veils } }: Data) {
  const { t } = usePage();
  const words = t.transparency.veils;
  if (veils.total === 0) return null;
  const ends = ['confirmed', 'lifted', 'expired', 'open'] as const;
  return (
    <Section
      title={words.title}
      say={words.say({ count: veils.total })}
      className="chart"
      id="veils"
    >
      <Breakdown
        of={veils.total}
        parts={ends.map((key) => ({ key, label: words.ends[key], count: veils[key] }))}
      />
    </Section>
  );
}

/** Appeals, and how many changed a decision. */
export function AppealsSection({ data: { appeals } }: Data) {
  const { t, language, format } = usePage();
  const words = t.transparency.appeals;
  const { total, upheld, reversed, byAuthor, byFlagger, medianDays } = appeals;
  if (total === 0) return null;
  const rate = appealReversalRate(appeals);
  const states = ['upheld', 'reversed', 'undecided', 'withdrawn', 'open'] as const;
  return (
    <Section
      title={words.title}
      say={words.say({ count: total, author: byAuthor, flagger: byFlagger })}
      className="chart"
      id="appeals"
    >
      <p>
        {rate === null
          ? words.noRate
          : words.rate({
              reversed,
              decided: upheld + reversed,
              share: format.share(rate),
            })}{' '}
        {medianDays === null
          ? null
          : words.median({ delay: hoursInWords(medianDays * 24, language, t) })}
      </p>
      <Breakdown
        of={total}
        parts={states.map((key) => ({ key, label: words.states[key], count: appeals[key] }))}
      />
    </Section>
  );
}

/** Juries called, and jurors drawn. */
export function JuriesSection({ data: { juries } }: Data) {
  const { t, language } = usePage();
  const words = t.transparency.juries;
  const { called, jurors, medianHours, decided } = juries;
  if (called === 0) return null;
  const states = ['decided', 'failed', 'dropped', 'sitting', 'waiting'] as const;
  const answers = ['voted', 'declined', 'silent', 'passedOver', 'open'] as const;
  return (
    <Section title={words.title} say={words.say({ count: called })} className="chart" id="juries">
      {medianHours === null ? null : (
        <p>{words.median({ delay: hoursInWords(medianHours, language, t), count: decided })}</p>
      )}
      <Breakdown
        of={called}
        parts={states.map((key) => ({ key, label: words.states[key], count: juries[key] }))}
      />
      <Breakdown
        title={words.jurors}
        of={jurors.drawn}
        parts={answers.map((key) => ({ key, label: words.jurorStates[key], count: jurors[key] }))}
      />
    </Section>
  );
}
