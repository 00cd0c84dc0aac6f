import { PLATFORM_LINK_FACTS } from '#shared/directory/platform-corrections.ts';
import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { usePage } from '#web/page-context.ts';

const OUT = {
  'renamed-to': 'renamedTo',
  'bought-by': 'boughtBy',
  'replaced-by': 'replacedBy',
} as const;

/** What became of a platform and whom it continues, and that its facts wait for a source. */
export function WhatBecame({ platform }: { platform: PlatformResponse }) {
  const { t, href } = usePage();
  const words = t.platforms.became;
  const { slug, links, linkedBy, unverified } = platform;
  const lines = [
    ...links.flatMap((link) => {
      const { kind } = link;
      if (kind === 'sends-to') return [];
      return [{ ...link, label: words[kind], unverified: unverified.includes(OUT[kind]) }];
    }),
    ...linkedBy.flatMap((link) => {
      const { kind } = link;
      return kind === 'sends-to' ? [] : [{ ...link, label: t.platforms.linkedBy[kind] }];
    }),
  ];
  const facts = unverified.filter((field) => !(field in PLATFORM_LINK_FACTS));
  const correct = href('correctPlatform', { slug });
  return (
    <>
      {lines.map(({ kind, label, name, slug: to, unverified: unsure }) => (
        <p key={`${kind} ${name}`}>
          {label} {to === null ? name : <a href={href('platform', { slug: to })}>{name}</a>}
          {unsure ? (
            <>
              {' '}
              (<a href={correct}>{words.unverified}</a>)
            </>
          ) : null}
        </p>
      ))}
      {facts.length === 0 ? null : (
        <p className="note">
          {words.say} <a href={correct}>{words.confirm}</a>
        </p>
      )}
    </>
  );
}
