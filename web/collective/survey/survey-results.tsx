import { Fragment } from 'react';
import { SURVEY_2018 } from '#shared/collective/survey-2018.ts';
import {
  ACTIVITY_CLASSES,
  ACTIVITY_CLASS_SIZES,
  SURVEY_GROUPS,
  SURVEY_QUESTIONS,
  type ActivityClass,
  type SurveyQuestion,
} from '#shared/collective/survey-questions.ts';
import type { SurveyFigures, SurveyTally } from '#shared/collective/survey.ts';
import { wilsonInterval } from '#shared/collective/wilson-interval.ts';
import { ShareBar } from '#web/evidence/reviews/share-bar.tsx';
import { usePage } from '#web/page-context.ts';
import { ChartTable } from '#web/ui/chart-parts.tsx';
import { Section } from '#web/ui/section.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Table } from '#web/ui/table.tsx';
import { answerWords } from './survey-words.ts';

const CLASSES = Object.keys(ACTIVITY_CLASSES) as readonly ActivityClass[];
const ALL_SIZES = CLASSES.reduce((sum, one) => sum + ACTIVITY_CLASS_SIZES[one], 0);

/** The shares of the report of 2018 that the answers here can be set beside. */
export function Beside2018({ figures }: { figures: SurveyFigures }) {
  const { t, format } = usePage();
  const words = t.survey.beside;
  const compared = SURVEY_2018.map(({ id, question, answers, share }) => {
    const { base = null, cells = {} } = figures.questions[question] ?? {};
    const counts = answers.map((answer) => cells[answer]?.count ?? null);
    const name = (words.rows as Readonly<Record<string, string>>)[id] ?? id;
    return { id, name, past: share / 100, now: shareOf(counts, base), counts, base };
  });
  return (
    <Section title={words.title} say={words.say}>
      <dl className="bars bar-pairs">
        {compared.map(({ id, name, past, now }) => (
          <Fragment key={id}>
            <div>
              <dt>{name}</dt>
              <dd>
                <ShareBar share={now ?? 0} />
                <b>{now === null ? t.survey.few : format.share(now)}</b>
              </dd>
            </div>
            <div className="soft">
              <dt>{words.in2018}</dt>
              <dd>
                <ShareBar share={past} reference />
                <span>{format.share(past)}</span>
              </dd>
            </div>
          </Fragment>
        ))}
      </dl>
      <ChartTable
        summary={words.range}
        caption={words.say}
        columns={words.columns}
        rows={compared.map(({ id, name, past, counts, base }) => ({
          key: id,
          cells: [
            name,
            `${format.number(100 * past, 1)}${format.share(0).slice(1)}`,
            <Share key="now" counts={counts} base={base} />,
          ],
        }))}
      />
      <p className="note">{words.source}</p>
    </Section>
  );
}

/** How many answered by how often they work, and what each class weighs. */
export function WhoAnswered({ figures }: { figures: SurveyFigures }) {
  const { t, format } = usePage();
  const words = t.survey.who;
  const { cells, base } = figures.classes;
  const rows = CLASSES.map((one) => {
    const count = cells[one]?.count ?? null;
    const share = shareOf([count], base);
    return {
      key: one,
      cells: [
        words.classes[one],
        count ?? t.survey.few,
        share === null ? t.survey.few : format.share(share),
        format.share(ACTIVITY_CLASS_SIZES[one] / ALL_SIZES),
      ],
    };
  });
  return (
    <Section title={words.title} say={words.say}>
      <Table caption={words.say} captionHidden columns={words.columns} rows={rows} />
      <details>
        <summary>{words.weightsTitle}</summary>
        <Lines className="prose" of={words.weights} />
      </details>
    </Section>
  );
}

/**
 * The questions in groups; each unfolds into a small chart, and its table holds the ranges and the
 * shares when weighed.
 */
export function QuestionResults({ figures }: { figures: SurveyFigures }) {
  const words = usePage().t.survey;
  return (
    <Section title={words.results.title} say={words.results.say}>
      <div className="two even">
        {SURVEY_GROUPS.map((group) => (
          <div key={group}>
            <h3>{words.groups[group]}</h3>
            <div className="folds survey-folds">
              {SURVEY_QUESTIONS.filter((question) => question.group === group).map((question) => (
                <QuestionChart
                  key={question.id}
                  question={question}
                  tally={figures.questions[question.id]}
                />
              ))}
            </div>
          </div>
        ))}
      </div>
    </Section>
  );
}

function QuestionChart(props: { question: SurveyQuestion; tally: SurveyTally | undefined }) {
  const { t, format } = usePage();
  const words = t.survey.results;
  const { question, tally } = props;
  const base = tally?.base ?? null;
  const asked = t.survey.questions[question.id];
  if (tally === undefined || base === null) {
    return (
      <p className="fold">
        <b>{asked}</b> {words.tooFew}
      </p>
    );
  }
  const { effective } = tally;
  const isWeighed = effective !== null;
  const shown = question.answers.flatMap((answer) => {
    const { count = null, weighted = null } = tally.cells[answer] ?? {};
    const share = shareOf([count], base);
    if (share === null) return [];
    return [{ answer, name: answerWords(t, question.id, answer), count, weighted, share }];
  });
  const rows = shown.map(({ answer, name, count, weighted }) => {
    const weighed =
      weighted === null || effective === null
        ? t.survey.few
        : `${format.share(weighted / 100)} (${intervalOf(weighted / 100, effective)})`;
    const share = <Share key="share" counts={[count]} base={base} />;
    return { key: answer, cells: [name, share, ...(isWeighed ? [weighed] : [])] };
  });
  // The answer that most gave, of those shown.
  const [most] = shown.toSorted((one, other) => other.share - one.share);
  const hidden = question.answers.filter((one) => !shown.some(({ answer }) => answer === one));
  return (
    <details className="fold">
      <summary>
        <span>
          <b>{asked}</b>
          {most === undefined ? null : (
            <small>{words.most({ answer: most.name, share: format.share(most.share) })}</small>
          )}
        </span>
      </summary>
      <dl className="bars">
        {shown.map(({ answer, name, share }) => (
          <div key={answer}>
            <dt>{name}</dt>
            <dd>
              <ShareBar share={share} />
              <b>{format.share(share)}</b>
            </dd>
          </div>
        ))}
      </dl>
      {hidden.length === 0 ? null : (
        <p className="note">
          {words.hidden({
            answers: hidden.map((answer) => answerWords(t, question.id, answer)).join(', '),
          })}
        </p>
      )}
      <ChartTable
        summary={words.range({ count: base })}
        caption={`${asked} ${words.base({ count: base })}`}
        columns={isWeighed ? [...words.columns, words.weighted] : words.columns}
        rows={rows}
      />
    </details>
  );
}

/** A share of those who answered, with its interval; nothing where a count is hidden. */
function Share(props: { counts: readonly (number | null)[]; base: number | null }) {
  const { t, format } = usePage();
  const { base } = props;
  const share = shareOf(props.counts, base);
  if (share === null) return t.survey.few;
  return `${format.share(share)} (${intervalOf(share, base ?? 0)})`;
}

/** The share of those who gave one of some answers, 0 to 1; null where a count is hidden. */
function shareOf(counts: readonly (number | null)[], base: number | null): number | null {
  if (base === null || base === 0) return null;
  let sum = 0;
  for (const count of counts) {
    if (count === null) return null;
    sum += count;
  }
  // Counts are rounded each for itself.
  return Math.min(1, sum / base);
}

/** An interval in whole percent, as "48–62". */
function intervalOf(share: number, answers: number): string {
  const { low, high } = wilsonInterval(share, answers);
  return `${Math.round(100 * low)}–${Math.round(100 * high)}`;
}
