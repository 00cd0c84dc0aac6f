import type { ReactNode } from 'react';
import { usePage } from '#web/page-context.ts';
import { Stamp, type StampSize } from '#web/ui/stamp.tsx';
import { measureStampWords } from './measure-words.ts';
import type { Measure } from '#shared/core/moderation-decisions.ts';

/**
 * A measure as a stamp: shape, word and colour. `small` is inline; the large one explains its
 * effect for readers. `word` replaces the measure's name for proposals and votes.
 */
export function MeasureStamp(props: {
  kind: Measure;
  /** What it is about, e.g. post/3k9…: a pause has words of its own. */
  about?: string;
  size?: StampSize;
  word?: string;
}) {
  const { kind, size = 'large' } = props;
  const words = measureStampWords(props.about ?? '', kind, usePage().t);
  return (
    <Stamp
      kind={kind}
      size={size}
      shape={SHAPES[kind]}
      strokeWidth="2.2"
      note={size === 'large' ? words.note : undefined}
    >
      {props.word ?? words.word}
    </Stamp>
  );
}

const EYE = 'M1.6 10S4.8 4.4 10 4.4 18.4 10 18.4 10 15.2 15.6 10 15.6 1.6 10 1.6 10z';

const SHAPES: Record<Measure, ReactNode> = {
  // A closed eye.
  hide: (
    <path d="M2 8.4c2 3 4.8 4.6 8 4.6s6-1.6 8-4.6M4.6 12l-1.8 2.8M10 13.4v3.2M15.4 12l1.8 2.8" />
  ),
  // A crossed-out eye.
  remove: (
    <>
      <path d={EYE} />
      <path d="M3.4 17L16.6 3" strokeWidth="2.6" />
    </>
  ),
  // An hourglass.
  veil: (
    <path d="M4.6 2.4h10.8M4.6 17.6h10.8M6 2.6c0 4 4 5 4 7.4s-4 3.4-4 7.4M14 2.6c0 4-4 5-4 7.4s4 3.4 4 7.4" />
  ),
  // An open eye.
  restore: (
    <>
      <path d={EYE} />
      <circle cx="10" cy="10" r="2.4" fill="currentColor" />
    </>
  ),
  // Lines of a text, one of them under a bar.
  cover: (
    <>
      <path d="M3 4h14M3 16h9" />
      <path d="M3 10h11" strokeWidth="5" />
    </>
  ),
  // Lines of a text.
  uncover: <path d="M3 4h14M3 10h11M3 16h9" />,
  // A blank sheet.
  dismiss: <path d="M4.4 2.4h8l3.2 3.2v12H4.4zM7.4 9.4h5.2M7.4 13h5.2" />,
};
