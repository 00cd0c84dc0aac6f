import { proofInWords } from '#web/evidence/payouts/proof-text.ts';
import { useId } from 'react';
import { isCurrency } from '#shared/core/money.ts';
import type { SearchResponse } from '#shared/site/search.ts';
import { usePage } from '#web/page-context.ts';
import { standingName } from '#web/directory/platforms/standing-text.ts';

type Row = {
  readonly key: string;
  readonly href: string;
  readonly name: string;
  readonly say: string;
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
        say: standingName(state, language),
      })),
    ],
    [
      words.kinds.client,
      found.clients.map(({ slug, name, alsoKnownAs }) => ({
        key: slug,
        href: href('client', { slug }),
        name,
        say: alsoKnownAs === null ? '' : words.alsoKnownAs({ name: alsoKnownAs }),
      })),
    ],
    [
      words.kinds.task,
      found.tasks.map(({ id, title, platform, reward }) => ({
        key: id,
        href: href('task', { id }),
        name: title,
        say: `${money(reward)}, ${platform.name}`,
      })),
    ],
    [
      words.kinds.proof,
      found.proofs.map(({ id, platform, ...shown }) => ({
        key: id,
        href: href('proof', { id }),
        name: platform.name,
        say: proofInWords(shown, { t, language }),
      })),
    ],
    [
      words.kinds.boycott,
      found.boycotts.map(({ id, title, platform, state, outcome }) => ({
        key: id,
        href: href('boycott', { id }),
        name: title,
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
      <ul>
        {rows.map(({ key, href, name, say }) => (
          <li key={key}>
            <a href={href}>{name}</a> <span className="soft">{say}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
