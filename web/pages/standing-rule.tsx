import type { ReactNode } from 'react';
import { STANDING_ORDER } from '#shared/evidence/standing.ts';
import { usePage } from '#web/page-context.ts';
import { definePage } from '#web/page.ts';
import { StandingStamp } from '#web/directory/platforms/standing-stamp.tsx';
import { PaidOrNotPicture } from '#web/evidence/standings/paid-or-not-picture.tsx';
import { TwoWindowsPicture } from '#web/evidence/standings/two-windows-picture.tsx';
import { VerifyRule } from '#web/evidence/standings/verify-rule.tsx';
import { VoicesPicture } from '#web/evidence/standings/voices-picture.tsx';
import { Lines } from '#web/ui/sentence-list.tsx';
import { Section } from '#web/ui/section.tsx';

/** The standings as they are explained, the best first. */
const STATES = [...STANDING_ORDER.toReversed(), 'unknown', 'closed'] as const;

/** The rule of standings: three pictures and ten sentences, then all that it takes to check it. */
export const standingRule = definePage({
  sameForVisitors: true,
  load: async () => null,
  paintsFirst: 'standings',
  title: (_, { t }) => t.rules.title,
  head: (_, { t }) => ({ description: t.rules.description }),
  body: (_, { t }) => {
    const { paid, windows, voices } = t.rules.pictures;
    return (
      <div className="rules-page">
        <h1>{t.rules.title}</h1>
        <p className="sub">{t.rules.say}</p>
        <Told id="paid" words={paid} after={0}>
          <PaidOrNotPicture />
        </Told>
        <Told id="windows" words={windows} after={paid.points.length}>
          <TwoWindowsPicture />
        </Told>
        <Told id="voices" words={voices} after={paid.points.length + windows.points.length}>
          <VoicesPicture />
        </Told>
        <SixWords />
        <VerifyRule />
      </div>
    );
  },
});

/** A picture beside its sentences, which are numbered from the `after` before them on. */
function Told(props: {
  id: string;
  words: { title: string; points: readonly string[] };
  after: number;
  children: ReactNode;
}) {
  const { title, points } = props.words;
  return (
    <Section id={props.id} title={title} className="pictured">
      {props.children}
      <ol start={props.after + 1}>
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ol>
    </Section>
  );
}

function SixWords() {
  const { t } = usePage();
  const words = t.rules.words;
  return (
    <Section id="words" title={words.title}>
      <dl className="six-words">
        {STATES.map((state) => (
          <div key={state}>
            <dt>
              <StandingStamp state={state} size="small" />
            </dt>
            <dd>{words.when[state]}</dd>
          </div>
        ))}
      </dl>
      <Lines className="prose" of={words.notChosen} />
    </Section>
  );
}
