import type { StandingState } from '#shared/evidence/standing.ts';
import type { HomeResponse } from '#shared/site/home.ts';
import { StandingStamp } from '#web/directory/platforms/standing-stamp.tsx';
import { standingName } from '#web/directory/platforms/standing-text.ts';
import { usePage } from '#web/page-context.ts';
import { Section } from '#web/ui/section.tsx';
import { Tile } from '#web/ui/tile.tsx';

/** Platforms whose standing has just changed, with old and new standing. */
export function StandingChanges({ changes }: { changes: HomeResponse['changes'] }) {
  const { t, language, format } = usePage();
  const words = t.home.changes;
  return (
    <Section title={words.title}>
      {changes.length === 0 ? <p className="soft">{words.none}</p> : null}
      <ul className="rows">
        {changes.map(({ slug, name, before, after, month }) => (
          <PlatformRow key={slug} slug={slug} name={name} state={after}>
            {words.from({ standing: standingName(before, language), month: format.month(month) })}
          </PlatformRow>
        ))}
      </ul>
    </Section>
  );
}

/** Platforms where several members are waiting or not paid, with the lines about them. */
export function WaitingPlatforms({ waiting }: { waiting: HomeResponse['waiting'] }) {
  const { t } = usePage();
  const words = t.home.waiting;
  return (
    <Section title={words.title} say={waiting.length === 0 ? words.none : words.say}>
      <ul className="rows">
        {waiting.map(({ slug, name, state, lines }) => (
          <PlatformRow key={slug} slug={slug} name={name} state={state}>
            {lines.map((line) => t.answer.lines[line]).join(' ')}
          </PlatformRow>
        ))}
      </ul>
    </Section>
  );
}

function PlatformRow(props: {
  slug: string;
  name: string;
  state: StandingState;
  children: string;
}) {
  const { href } = usePage();
  const { slug, name, state } = props;
  return (
    <li>
      <a href={href('platform', { slug })}>
        <Tile name={name} />
        <span className="row-words">
          <b>{name}</b>
          <small>{props.children}</small>
        </span>
        <StandingStamp state={state} size="small" />
      </a>
    </li>
  );
}
