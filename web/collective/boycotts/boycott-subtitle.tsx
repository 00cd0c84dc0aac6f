import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { usePage } from '#web/page-context.ts';
import { boycottDeclaration, boycottTitleOf } from './boycott-text.ts';

/** Below the title of a page about one boycott: its link, and its target. */
export function BoycottSubtitle({ boycott }: { boycott: BoycottResponse }) {
  const { t, href } = usePage();
  return (
    <p className="sub">
      <a href={href('boycott', { id: boycott.id })}>
        <bdi>{boycottTitleOf(boycott, t)}</bdi>
      </a>
      {'. '}
      {boycottDeclaration(boycott, t)}
    </p>
  );
}
