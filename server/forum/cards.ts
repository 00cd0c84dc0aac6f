import { z } from 'zod/mini';
import type { Sql } from '#server/db.ts';
import { card, type Card, type CardReference } from '#shared/forum.ts';

/** One query for each kind, whose `$n` is the list of keys; published values only. */
const CARDS: Record<CardReference['kind'], (keys: string) => string> = {
  platform: (keys) => `
    SELECT p.slug AS key, json_build_object('kind', 'platform', 'key', p.slug, 'name', p.name,
      'state', s.state, 'payouts', s.payouts, 'medianDelayDays', s.median_delay_days) AS card
      FROM platform p JOIN platform_summary s ON s.platform_id = p.id WHERE p.slug = ANY(${keys})`,
  // By its own address, or that of one that was joined to it.
  client: (keys) => `
    SELECT c.slug AS key, json_build_object('kind', 'client', 'key', r.slug, 'name', r.name,
      'reports', s.reports) AS card
      FROM client c JOIN client r ON r.id = c.root_id JOIN client_summary s ON s.client_id = r.id
     WHERE c.slug = ANY(${keys})`,
  task: (keys) => `
    SELECT t.id AS key, json_build_object('kind', 'task', 'key', t.id, 'title', t.title,
      'platform', p.name, 'hourlyEur', t.hourly_eur,
      'reward', json_build_object('minor', t.reward_minor, 'currency', t.currency)) AS card
      FROM task t JOIN platform p ON p.id = t.platform_id WHERE t.id = ANY(${keys})`,
  proof: (keys) => `
    SELECT y.id AS key, json_build_object('kind', 'proof', 'key', y.id, 'platform', p.name,
      'state', y.state, 'askedMonth', y.asked_month, 'delayDays', y.delay_days,
      'amount', json_build_object('currency', y.currency,
        'minor', COALESCE(y.received_rounded, y.expected_rounded))) AS card
      FROM payout y JOIN platform p ON p.id = y.platform_id WHERE y.id = ANY(${keys})`,
};

type Row = { kind: CardReference['kind']; key: string; card: unknown };

/**
 * What posts show as it stands now, by `cardKey`; one round trip for any number of them. What is
 * gone or withdrawn has none.
 */
export async function loadCards(
  sql: Sql,
  references: readonly CardReference[],
): Promise<ReadonlyMap<string, Card>> {
  const kinds = [...new Set(references.map(({ kind }) => kind))];
  if (kinds.length === 0) return new Map();
  const text = kinds.map((kind, index) => {
    const parameter = `$${index + 1}::text[]`;
    return `SELECT '${kind}' AS kind, found.key, found.card FROM (${CARDS[kind](parameter)}) found`;
  });
  const keys = kinds.map((of) => [
    ...new Set(references.filter(({ kind }) => kind === of).map(({ key }) => key)),
  ]);
  const rows = await sql<Row>(text.join(' UNION ALL '), keys);
  return new Map(rows.map((row) => [cardKey(row), z.parse(card, row.card)]));
}

/** The cards of one post, in the order of its links, out of those of a page. */
export function cardsOf(
  references: readonly CardReference[],
  loaded: ReadonlyMap<string, Card>,
): Card[] {
  const cards = new Set<Card>();
  for (const reference of references) {
    const card = loaded.get(cardKey(reference));
    if (card !== undefined) cards.add(card);
  }
  return [...cards];
}

/** What a reference is found by. */
export function cardKey({ kind, key }: Pick<CardReference, 'kind' | 'key'>): string {
  return `${kind}/${key}`;
}
