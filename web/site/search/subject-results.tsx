import { proofInWords } from '#web/evidence/payouts/proof-text.ts';
import { useId, type ReactNode } from 'react';
import { isCurrency } from '#shared/core/money.ts';
import type { SearchResponse } from '#shared/site/search.ts';
import { usePage } from '#web/page-context.ts';
import { StandingStamp } from '#web/directory/platforms/standing-stamp.tsx';
import { Tile } from '#web/ui/tile.tsx';

type Row = {
  readonly key: string;
  readonly href: string;
  readonly name: string;
  /** The platform or client whose tile stands before it. */
  readonly tile: string;
  readonly say?: string;
  readonly stamp?: ReactNode;
};

/** Matching platforms, clients, tasks, proofs and boycotts, one line each, above the posts. */
export function SubjectResults({ found }: { found: SearchResponse }) {
  const { t, language, format, href } = usePage();
  const words = t.search;
  const money = ({ minor, currency }: { minor: number; currency: string }): string =>
    isCurrency(currency) ? format.money(minor, currency) : '';
  const groups: readonly (readonly [string, readonly Row[]])[] = [
    [
      words.kinds.platform,
      found.platforms.map(({ slug, name, state }) => ({
        key: slug,
        href: href('platform', { slug }),
        name,
        tile: name,
        stamp: <StandingStamp state={state} size="small" />,
      })),
    ],
    [
      words.kinds.client,
      found.clients.map(({ slug, name, alsoKnownAs }) => ({
        key: slug,
        href: href('client', { slug }),
        name,
        tile: name,
        say: alsoKnownAs === null ? '' : words.alsoKnownAs({ name: alsoKnownAs }),
      })),
    ],
    [
      words.kinds.task,
      found.tasks.map(({ id, title, platform, reward }) => ({
        key: id,
        href: href('task', { id }),
        name: title,
        tile: platform.name,
        say: `${money(reward)}, ${platform.name}`,
      })),
    ],
    [
      words.kinds.proof,
      found.proofs.map(({ id, platform, ...shown }) => ({
        key: id,
        href: href('proof', { id }),
        name: platform.name,
        tile: platform.name,
        say: proofInWords(shown, { t, language }),
      })),
    ],
    [
      words.kinds.boycott,
      found.boycotts.map(({ id, title, platform, state, outcome }) => ({
        key: id,
        href: href('boycott', { id }),
        name: title,
        tile: platform.name,
        say: [
          platform.name,
          state === 'ended' && outcome !== null
            ? t.boycotts.outcomes[outcome]
            : t.boycotts.states[state],
        ].join(', '),
      })),
    ],
  ];
  return groups.map(([title, rows]) =>
    rows.length === 0 ? null : <Group key={title} title={title} rows={rows} />,
  );
}

function Group({ title, rows }: { title: string; rows: readonly Row[] }) {
  const id = useId();
  return (
    <section className="found" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul className="rows">
        {rows.map(({ key, href, name, tile, say, stamp }) => (
          <li key={key}>
            <a href={href}>
              <Tile name={tile} />
              <span className="row-words">
                <b>{name}</b> <small>{say}</small>
              </span>
              {stamp}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
