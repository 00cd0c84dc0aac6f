import { Fragment } from 'react';
import {
  PLATFORM_FACTS,
  PLATFORM_LINK_FACTS,
  platformFactsOf,
  type PlatformFact,
} from '#shared/directory/platform-corrections.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { usePage } from '#web/page-context.ts';
import { factText } from './fact-text.ts';

/** Facts shown only when known. */
const QUIET: readonly PlatformFact[] = [
  'aliases',
  'sendsTo',
  'renamedTo',
  'boughtBy',
  'replacedBy',
];

type Link = PlatformResponse['links'][number];

/** Known and unknown facts of a platform as a list; unknown ones link to the form that adds them. */
export function PlatformFactList({ platform }: { platform: PlatformResponse }) {
  const context = usePage();
  const { t, href } = context;
  const { slug } = platform;
  const facts = platformFactsOf(platform);
  const correct = href('correctPlatform', { slug });
  return (
    <dl>
      {PLATFORM_FACTS.map((field) => {
        const text = factText(field, facts[field], context);
        if (text === null && QUIET.includes(field)) return null;
        return (
          <div className="row" key={field}>
            <dt>{t.platforms.facts[field]}</dt>
            <dd className={text === null ? 'unknown-fact' : undefined}>
              {text === null ? (
                <UnknownFact correct={correct} />
              ) : field in PLATFORM_LINK_FACTS ? (
                <Links links={platform.links.filter(({ kind }) => kind === kindOf(field))} />
              ) : (
                text
              )}
              {text !== null && platform.unverified.includes(field) ? (
                <> ({t.platforms.became.unverified})</>
              ) : null}
            </dd>
          </div>
        );
      })}
      {Object.entries(t.platforms.linkedBy).map(([kind, label]) => {
        const links = platform.linkedBy.filter((link) => link.kind === kind);
        if (links.length === 0) return null;
        return (
          <div className="row" key={kind}>
            <dt>{label}</dt>
            <dd>
              <Links links={links} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** Other platforms by name, linked if they are on this site. */
function Links({ links }: { links: readonly Link[] }) {
  const { href } = usePage();
  return links.map(({ name, slug }, index) => (
    <Fragment key={name}>
      {index === 0 ? '' : ', '}
      {slug === null ? name : <a href={href('platform', { slug })}>{name}</a>}
    </Fragment>
  ));
}

function kindOf(field: PlatformFact): Link['kind'] | undefined {
  return Object.entries(PLATFORM_LINK_FACTS).find(([fact]) => fact === field)?.[1];
}

/** Says that a fact is unknown, with the way to tell it. */
export function UnknownFact({ correct }: { correct: string }) {
  const { t } = usePage();
  return (
    <>
      {t.common.unknown}, <a href={correct}>{lowerFirst(t.common.tellUs)}</a>
    </>
  );
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
