import type { ReactNode } from 'react';
import { STANDING_STATES } from '#shared/directory/standing-states.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { StandingStamp } from '#web/directory/platforms/standing-stamp.tsx';
import { WorkedExample } from '#web/evidence/standings/worked-example.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Section } from '#web/ui/section.tsx';
import { Table } from '#web/ui/table.tsx';

/** The sections of the page in order, with their anchors. */
const PARTS = [
  'minute',
  'words',
  'weight',
  'caps',
  'chances',
  'guard',
  'margins',
  'campaigns',
  'example',
  'delay',
  'rating',
  'hourly',
  'seen',
  'choices',
  'unknown',
] as const;

const SLIPS_PATH = '/api/platforms/{slug}/slips';

/** The rule of standings, short for workers and exact for statisticians. */
export const standingRule = definePage({
  sameForVisitors: true,
  load: async () => null,
  title: (_, { t }) => t.rules.title,
  head: (_, { t }) => ({ description: t.rules.description }),
  body: (_, { t }) => {
    const words = { ...t.rules, campaigns: t.campaigns.method, hourly: t.tasks.method };
    return (
      <div className="rules-page">
        <h1>{words.title}</h1>
        <p className="sub">{words.say}</p>
        <Points id="minute" part={words.minute}>
          <p>
            <strong>{words.minute.established}</strong> {words.minute.turn.join(' ')}
          </p>
        </Points>
        <nav className="contents" aria-label={words.contents}>
          <ul>
            {PARTS.slice(1).map((part) => (
              <li key={part}>
                <a href={`#${part}`}>{words[part].title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <SixWords />
        <Points id="weight" part={words.weight}>
          <Table
            caption={words.weight.caption}
            captionHidden
            columns={words.weight.columns}
            rows={words.weight.rows.map((cells) => ({ key: cells[0] ?? '', cells }))}
          />
        </Points>
        <Points id="caps" part={words.caps} />
        <Points id="chances" part={words.chances}>
          <p>{words.chances.interval}</p>
        </Points>
        <Points id="guard" part={words.guard} />
        <Points id="margins" part={words.margins} />
        <Points id="campaigns" part={words.campaigns} />
        <WorkedExample id="example" />
        <Points id="delay" part={words.delay} />
        <Points id="rating" part={words.rating} />
        <Points id="hourly" part={words.hourly} />
        <Points id="seen" part={words.seen}>
          <p>
            {words.seen.data} <code>{SLIPS_PATH}</code>
          </p>
        </Points>
        <Points id="choices" part={words.choices} />
        <Points id="unknown" part={words.unknown} />
      </div>
    );
  },
});

function SixWords() {
  const { t } = usePage();
  const words = t.rules.words;
  return (
    <Section id="words" title={words.title} say={words.say}>
      <dl className="six-words">
        {STANDING_STATES.map((state) => (
          <div key={state}>
            <dt>
              <StandingStamp state={state} size="small" />
            </dt>
            <dd>{words.when[state]}</dd>
          </div>
        ))}
      </dl>
      <p>{words.manyWait}</p>
    </Section>
  );
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
