import type { ReactNode } from 'react';
import type { ListedBoycott } from '#shared/collective/boycotts.ts';
import { usePage } from '#web/page-context.ts';
import { CLOSED_DOOR, Stamp, type StampSize } from '#web/ui/stamp.tsx';

type Shape = 'proposed' | 'debated' | 'pledging' | 'on' | 'failed' | 'won' | 'partly' | 'over';

/**
 * The step or outcome of a boycott as a stamp: shape, word and colour; a large one says until when.
 */
export function BoycottStamp(props: {
  boycott: Pick<ListedBoycott, 'state' | 'outcome' | 'stepEndsAt'>;
  size?: StampSize;
}) {
  const { t, format } = usePage();
  const { state, outcome, stepEndsAt } = props.boycott;
  const { size = 'large' } = props;
  const shape = shapeOf(props.boycott);
  const isOver = state === 'failed' || state === 'ended';
  const note =
    size !== 'large' || isOver || stepEndsAt === null
      ? undefined
      : t.boycotts.list.until({ when: format.dayOf(stepEndsAt) });
  return (
    <Stamp kind={`boycott-${shape}`} size={size} shape={SHAPES[shape]} note={note}>
      {state === 'ended' ? t.boycotts.outcomes[outcome ?? 'unsaid'] : t.boycotts.states[state]}
    </Stamp>
  );
}

function shapeOf({ state, outcome }: Pick<ListedBoycott, 'state' | 'outcome'>): Shape {
  if (state !== 'ended') return state;
  return outcome === 'won' || outcome === 'partly' ? outcome : 'over';
}

const SHAPES: Record<Shape, ReactNode> = {
  // A sheet of paper.
  proposed: <path d="M4 2h9l3 3v13H4zM7 8h6M7 12h4" />,
  // Two speech bubbles.
  debated: <path d="M2 3h11v7H7l-3 3v-3H2zM16 8h2v7h-2v3l-3-3H9" />,
  // A closed envelope.
  pledging: <path d="M2 4.5h16v11H2zM2.6 5L10 11.4 17.4 5" />,
  // A stop sign.
  on: <path d="M6.6 2h6.8L18 6.6v6.8L13.4 18H6.6L2 13.4V6.6zM6 10h8" strokeWidth="2.6" />,
  // A broken circle.
  failed: <path d="M10 2.4a7.6 7.6 0 0 1 7.6 7.6M15.4 15.4A7.6 7.6 0 0 1 4.6 4.6" />,
  // A tick.
  won: <path d="M3 10.8l4.6 4.7L17 4.8" strokeWidth="3.2" />,
  // Half a filled disc.
  partly: (
    <>
      <circle cx="10" cy="10" r="7.6" />
      <path d="M10 2.4a7.6 7.6 0 0 0 0 15.2z" fill="currentColor" />
    </>
  ),
  // A closed door.
  over: CLOSED_DOOR,
};
