import { LOGO_PATHS } from './logo-path.ts';

export function Logo() {
  return (
    <svg className="mark" viewBox={LOGO_PATHS.viewBox} width="26" height="26" aria-hidden="true">
      <path d={LOGO_PATHS.note} className="fill-brick" />
      <path d={LOGO_PATHS.star} className="fill-paper" />
    </svg>
  );
}
