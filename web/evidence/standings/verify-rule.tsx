import type { ReactNode } from 'react';
import { STANDING_STATES } from '#shared/directory/standing-states.ts';
import { usePage } from '#web/page-context.ts';
import { toPercent } from '#web/directory/platforms/next-standing-conditions.ts';
import { standingName } from '#web/directory/platforms/standing-text.ts';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Section } from '#web/ui/section.tsx';
import { Table } from '#web/ui/table.tsx';
import { WorkedExample } from './worked-example.tsx';

const SLIPS_PATH = '/api/platforms/{slug}/slips';
/** The share that an honest platform pays. */
const HONEST = 0.92;

/** The sections in order, with their anchors. */
const PARTS = [
  'report',
  'normal',
  'newcomers',
  'shares',
  'conditions',
  'why',
  'example',
  'lines',
  'campaigns',
  'delay',
  'rating',
  'hourly',
  'seen',
  'unknown',
] as const;

/** Formulas, constants and a worked example of the rule, collapsed. */
export function VerifyRule() {
  const { t } = usePage();
  const words = { ...t.rules, campaigns: t.campaigns.method, hourly: t.tasks.method };
  return (
    <details className="fold" id="verify">
      <summary>
        <h2>{words.verify}</h2>
      </summary>
      <nav className="contents" aria-label={words.contents}>
        <ul>
          {PARTS.map((part) => (
            <li key={part}>
              <a href={`#${part}`}>{words[part].title}</a>
            </li>
          ))}
        </ul>
      </nav>
      <Points id="report" part={words.report} />
      <Points id="normal" part={words.normal} />
      <Points id="newcomers" part={words.newcomers} />
      <Points id="shares" part={words.shares} />
      <Conditions />
      <Section id="why" title={words.why.title} say={words.why.say(sharesTold())}>
        <Lines className="prose" of={words.why.points} />
      </Section>
      <WorkedExample id="example" />
      <Points id="lines" part={words.lines} />
      <Points id="campaigns" part={words.campaigns} />
      <Points id="delay" part={words.delay} />
      <Points id="rating" part={words.rating} />
      <Points id="hourly" part={words.hourly} />
      <Points id="seen" part={words.seen}>
        <p>
          {words.seen.data} <code>{SLIPS_PATH}</code>
        </p>
      </Points>
      <Points id="unknown" part={words.unknown} />
    </details>
  );
}

/** The conditions of each standing, in the order in which the rule tries them. */
function Conditions() {
  const { t, language } = usePage();
  const words = t.rules.conditions;
  return (
    <Section id="conditions" title={words.title} say={words.say}>
      <Table
        caption={words.caption}
        captionHidden
        columns={words.columns}
        rows={STANDING_STATES.map((state) => ({
          key: state,
          cells: [standingName(state, language), ...words.rows[state]],
        }))}
      />
      <Lines className="prose" of={words.notes} />
    </Section>
  );
}

/**
 * Returns, in percent, the share that an honest platform pays, and the shares reported as paid if bad
 * news is reported two and five times as often as good news.
 */
function sharesTold(): { honest: number; twice: number; fiveTimes: number } {
  const told = (bias: number): number => toPercent(HONEST / (HONEST + bias * (1 - HONEST)));
  return { honest: toPercent(HONEST), twice: told(2), fiveTimes: told(5) };
}

/** A section in short sentences, with its formula if any. */
function Points(props: {
  id: string;
  part: { title: string; points: readonly string[]; formula?: string };
  children?: ReactNode;
}) {
  const { title, points, formula } = props.part;
  return (
    <Section id={props.id} title={title}>
      {formula === undefined ? null : <p className="formula">{formula}</p>}
      <Lines className="prose" of={points} />
      {props.children}
    </Section>
  );
}
