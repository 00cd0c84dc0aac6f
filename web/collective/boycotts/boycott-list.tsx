import type { ListedBoycott } from '#shared/collective/boycotts.ts';
import { usePage } from '#web/page-context.ts';
import { formatIn } from '#web/format.ts';
import { HiddenContentNotice } from '#web/governance/case-decisions/hidden-content.tsx';
import { LanguageMark } from '#web/ui/language-mark.tsx';
import { Tile } from '#web/ui/tile.tsx';
import { useTextLanguage } from '#web/ui/text-language.ts';
import { BoycottStamp } from './boycott-stamp.tsx';
import { boycottDeclaration, boycottTitleOf, quartersCaption } from './boycott-text.ts';

/** A list of boycotts with target, step and deadline. */
export function BoycottList(props: { boycotts: readonly ListedBoycott[]; heading: 'h2' | 'h3' }) {
  return (
    <ul className="boycotts">
      {props.boycotts.map((boycott) => (
        <li key={boycott.id}>
          <Listed boycott={boycott} heading={props.heading} />
        </li>
      ))}
    </ul>
  );
}

function Listed(props: { boycott: ListedBoycott; heading: 'h2' | 'h3' }) {
  const { t, language, format, href, now } = usePage();
  const writtenIn = useTextLanguage();
  const { boycott, heading: Heading } = props;
  const words = t.boycotts.list;
  const { id, stepEndsAt, pledged, threshold, quarters, state, failure, hiding } = boycott;
  const open = state !== 'failed' && state !== 'ended';
  const said = [
    stepEndsAt === null || !open
      ? null
      : `${words.until({ when: format.dayOf(stepEndsAt) })}, ${formatIn(stepEndsAt, now, language)}`,
    pledged === null ? null : words.pledged({ count: pledged }),
    quarters === null || pledged !== null ? null : quartersCaption({ quarters, threshold }, t),
    open && pledged === null && quarters === null ? words.threshold({ count: threshold }) : null,
    state === 'failed' && failure !== null ? t.boycotts.failures[failure] : null,
  ].filter((part) => part !== null);
  return (
    <>
      <p className="boycott-state">
        <Tile name={boycott.platform.name} size="small" />
        <BoycottStamp size="small" boycott={boycott} />
        {boycott.pace === 'fast' ? <span className="tag">{t.boycotts.fast}</span> : null}
      </p>
      <Heading>
        <a href={href('boycott', { id })}>
          <bdi lang={writtenIn(boycott.title)}>{boycottTitleOf(boycott, t)}</bdi>
        </a>
        <LanguageMark text={boycott.title} />
      </Heading>
      <HiddenContentNotice hiding={hiding} />
      <p>{boycottDeclaration(boycott, t)}</p>
      {said.length === 0 ? null : <p className="soft">{said.join(' · ')}</p>}
    </>
  );
}
