import { SURVEY_2018 } from '#shared/collective/survey-2018.ts';
import {
  ACTIVITY_CLASSES,
  ACTIVITY_CLASS_SIZES,
  SURVEY_QUESTIONS,
  type ActivityClass,
  type SurveyQuestion,
} from '#shared/collective/survey-questions.ts';
import type { SurveyFigures, SurveyTally } from '#shared/collective/survey.ts';
import { wilsonInterval } from '#shared/collective/wilson-interval.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';
import { Table } from '#web/ui/table.tsx';
import { answerWords } from './survey-words.ts';

const CLASSES = Object.keys(ACTIVITY_CLASSES) as readonly ActivityClass[];
const ALL_SIZES = CLASSES.reduce((sum, one) => sum + ACTIVITY_CLASS_SIZES[one], 0);

/** The shares of the report of 2018 that the answers here can be set beside. */
export function Beside2018({ figures }: { figures: SurveyFigures }) {
  const { t, format } = usePage();
  const words = t.survey.beside;
  const rows = SURVEY_2018.map(({ id, question, answers, share }) => {
    const tally = figures.questions[question];
    return {
      key: id,
      cells: [
        (words.rows as Readonly<Record<string, string>>)[id] ?? id,
        `${format.number(share, 1)}${format.share(0).slice(1)}`,
        <Share
          key="now"
          counts={answers.map((answer) => tally?.cells[answer]?.count ?? null)}
          base={tally?.base ?? null}
        />,
      ],
    };
  });
  return (
    <Section title={words.title} say={words.say}>
      <Table caption={words.say} captionHidden columns={words.columns} rows={rows} />
      <p className="note">{words.source}</p>
    </Section>
  );
}

/** How many answered by how often they work, and what each class weighs. */
export function WhoAnswered({ figures }: { figures: SurveyFigures }) {
  const { t, format } = usePage();
  const words = t.survey.who;
  const { cells, base } = figures.classes;
  const rows = CLASSES.map((one) => ({
    key: one,
    cells: [
      words.classes[one],
      cells[one]?.count ?? t.survey.few,
      <Share key="share" counts={[cells[one]?.count ?? null]} base={base} bare />,
      format.share(ACTIVITY_CLASS_SIZES[one] / ALL_SIZES),
    ],
  }));
  return (
    <Section title={words.title} say={words.say}>
      <Table caption={words.say} captionHidden columns={words.columns} rows={rows} />
      {words.weights.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Section>
  );
}

/** One table a question: how many said it, the share with its interval, and the share when weighed. */
export function QuestionResults({ figures }: { figures: SurveyFigures }) {
  const words = usePage().t.survey;
  return (
    <Section title={words.results.title} say={words.results.say}>
      <div className="two even">
        {SURVEY_QUESTIONS.map((question) => (
          <div key={question.id}>
            <QuestionTable question={question} tally={figures.questions[question.id]} />
          </div>
        ))}
      </div>
    </Section>
  );
}

function QuestionTable(props: { question: SurveyQuestion; tally: SurveyTally | undefined }) {
  const { t, format } = usePage();
  const words = t.survey.results;
  const { question, tally } = props;
  const base = tally?.base ?? null;
  const asked = t.survey.questions[question.id];
  if (tally === undefined || base === null) {
    return (
      <p>
        <b>{asked}</b> {words.tooFew}
      </p>
    );
  }
  const { effective } = tally;
  const isWeighed = effective !== null;
  const shown = question.answers.filter((answer) => tally.cells[answer]?.count !== null);
  const rows = shown.map((answer) => {
    const { count = null, weighted = null } = tally.cells[answer] ?? {};
    const weighed =
      weighted === null || effective === null
        ? t.survey.few
        : `${format.share(weighted / 100)} (${intervalOf(weighted / 100, effective)})`;
    return {
      key: answer,
      cells: [
        answerWords(t, question.id, answer),
        <Share key="share" counts={[count]} base={base} />,
        ...(isWeighed ? [weighed] : []),
      ],
    };
  });
  const hidden = question.answers.filter((answer) => !shown.some((one) => one === answer));
  return (
    <>
      <Table
        caption={`${asked} ${words.base({ count: base })}`}
        columns={isWeighed ? [...words.columns, words.weighted] : words.columns}
        rows={rows}
      />
      {hidden.length === 0 ? null : (
        <p className="note">
          {words.hidden({
            answers: hidden.map((answer) => answerWords(t, question.id, answer)).join(', '),
          })}
        </p>
      )}
    </>
  );
}

/** A share of those who answered, with its interval unless `bare`; nothing where a count is hidden. */
function Share(props: { counts: readonly (number | null)[]; base: number | null; bare?: boolean }) {
  const { t, format } = usePage();
  const { base } = props;
  let sum = 0;
  for (const count of props.counts) {
    if (count === null || base === null || base === 0) return t.survey.few;
    sum += count;
  }
  // Counts are rounded each for itself.
  const share = Math.min(1, sum / (base ?? 1));
  return `${format.share(share)}${props.bare === true ? '' : ` (${intervalOf(share, base ?? 0)})`}`;
}

/** An interval in whole percent, as "48–62". */
function intervalOf(share: number, answers: number): string {
  const { low, high } = wilsonInterval(share, answers);
  return `${Math.round(100 * low)}–${Math.round(100 * high)}`;
}
