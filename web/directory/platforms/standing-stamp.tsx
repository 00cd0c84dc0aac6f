import type { ReactNode } from 'react';
import type { StandingState } from '#shared/evidence/standing.ts';
import { usePage } from '#web/page-context.ts';
import { CLOSED_DOOR, Stamp, StampShape, type StampSize } from '#web/ui/stamp.tsx';
import { standingName } from './standing-text.ts';

/**
 * A standing as a stamp: a shape, a word and a colour, each sufficient alone. `small` is inline;
 * `note` is the second line.
 */
export function StandingStamp(props: {
  state: StandingState;
  size?: StampSize;
  note?: string;
  /** Other words than the standing's name. */
  words?: string;
}) {
  const { language } = usePage();
  return (
    <Stamp
      kind={props.state}
      size={props.size ?? 'large'}
      shape={SHAPES[props.state]}
      note={props.note}
    >
      {props.words ?? standingName(props.state, language)}
    </Stamp>
  );
}

/** The shape alone; the meaning must be in words beside it. */
export function StandingShape({ state }: { state: StandingState }) {
  return <StampShape>{SHAPES[state]}</StampShape>;
}

const SHAPES: Record<StandingState, ReactNode> = {
  // A tick.
  reliable: <path d="M3 10.8l4.6 4.7L17 4.8" strokeWidth="3.2" />,
  // An arrow upwards.
  promising: <path d="M10 17V3.6M4.2 9.2L10 3.4l5.8 5.8" strokeWidth="2.8" />,
  // A seedling.
  unknown: (
    <>
      <path d="M10 18v-7.6" />
      <path d="M10 11.2C10 7 7 4.6 2.4 4.6 2.4 8.8 5.4 11.2 10 11.2z" />
      <path d="M10 9.4c0-3.8 2.6-6.4 7.4-6.6 0 4.2-2.8 6.6-7.4 6.6z" fill="currentColor" />
    </>
  ),
  // A question mark.
  doubtful: (
    <>
      <path d="M5.6 6.4c.2-2.4 2-4 4.5-4s4.3 1.6 4.3 3.9c0 3.4-4.3 3.3-4.3 6.7" strokeWidth="2.8" />
      <circle cx="10.1" cy="17.3" r="1" fill="currentColor" strokeWidth="1.4" />
    </>
  ),
  // A barred circle.
  'not-paying': (
    <>
      <circle cx="10" cy="10" r="7.6" strokeWidth="2.6" />
      <path d="M4.8 15.2L15.2 4.8" strokeWidth="2.6" />
    </>
  ),
  // A closed door.
  closed: CLOSED_DOOR,
};
