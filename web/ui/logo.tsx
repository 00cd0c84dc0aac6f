import { MARK } from './logo-path.ts';

/** The logo: a note pinned back on the platforms, with its star. */
export function Brand() {
  return (
    <svg className="mark" viewBox={MARK.viewBox} width="26" height="26" aria-hidden="true">
      <path d={MARK.note} className="fill-brick" />
      <path d={MARK.star} className="fill-paper" />
    </svg>
  );
}
