import { z } from 'zod/mini';
import { SHOWN as BOYCOTT_SHOWN } from '#server/boycotts/json.ts';
import { utcMoment } from '#server/db.ts';
import { counts } from '#server/moderation/visible.ts';
import { id, slug } from '#shared/fields.ts';
import type { CardReference } from '#shared/forum.ts';
import { matchPath, type PageName } from '#shared/paths.ts';

type CardKind = CardReference['kind'];

type Entry = {
  /** The page that shows it, and how that page names it. */
  readonly page: PageName;
  readonly key: 'slug' | 'id';
  /** Of those whose keys are in the list `keys`: key and card, published values only. */
  readonly sql: (keys: string) => string;
};

/** What can stand in a post as a live card. */
export const CARD_KINDS: Record<CardKind, Entry> = {
  platform: {
    page: 'platform',
    key: 'slug',
    sql: (keys) => `
    SELECT p.slug AS key, json_build_object('kind', 'platform', 'key', p.slug, 'name', p.name,
      'state', s.state, 'payouts', s.payouts, 'medianDelayDays', s.median_delay_days) AS card
      FROM platform p JOIN platform_summary s ON s.platform_id = p.id WHERE p.slug = ANY(${keys})`,
  },
  client: {
    page: 'client',
    key: 'slug',
    // By its own address, or that of one that was joined to it.
    sql: (keys) => `
    SELECT c.slug AS key, json_build_object('kind', 'client', 'key', r.slug, 'name', r.name,
      'reports', s.reports) AS card
      FROM client c JOIN client r ON r.id = c.root_id JOIN client_summary s ON s.client_id = r.id
     WHERE c.slug = ANY(${keys})`,
  },
  task: {
    page: 'task',
    key: 'id',
    sql: (keys) => `
    SELECT t.id AS key, json_build_object('kind', 'task', 'key', t.id, 'title', t.title,
      'platform', p.name, 'hourlyEur', t.hourly_eur,
      'reward', json_build_object('minor', t.reward_minor, 'currency', t.currency)) AS card
      FROM task t JOIN platform p ON p.id = t.platform_id WHERE t.id = ANY(${keys})`,
  },
  proof: {
    page: 'proof',
    key: 'id',
    sql: (keys) => `
    SELECT y.id AS key, json_build_object('kind', 'proof', 'key', y.id, 'platform', p.name,
      'state', y.state, 'askedMonth', y.asked_month, 'delayDays', y.delay_days,
      'amount', json_build_object('currency', y.currency,
        'minor', COALESCE(y.received_rounded, y.expected_rounded))) AS card
      FROM payout y JOIN platform p ON p.id = y.platform_id
     WHERE y.id = ANY(${keys}) AND ${counts('y')}`,
  },
  boycott: {
    page: 'boycott',
    key: 'id',
    sql: (keys) => `
    SELECT b.id AS key, json_build_object('kind', 'boycott', 'key', b.id, 'title', b.title,
      'platform', p.name, 'state', b.state, 'stepEndsAt', ${utcMoment('b.step_ends_at')},
      'pledged', b.pledged, 'outcome', b.outcome, 'failure', b.failure) AS card
      FROM boycott b JOIN platform p ON p.id = b.platform_id
     WHERE b.id = ANY(${keys}) AND ${BOYCOTT_SHOWN}`,
  },
};

const KINDS = Object.entries(CARD_KINDS) as [CardKind, Entry][];
const KEYS = { slug, id } satisfies Record<string, z.ZodMiniType<string>>;

/** What the page at an address of this site shows as a card; null where it shows none. */
export function cardAt(address: string): CardReference | null {
  const match = matchPath(address.replace(/[?#].*$/s, ''));
  const entry = KINDS.find(([, { page }]) => page === match?.page);
  if (match === null || entry === undefined) return null;
  const [kind, { key }] = entry;
  const value = KEYS[key].safeParse(match.parameters[key]);
  return value.success ? { kind, key: value.data } : null;
}
