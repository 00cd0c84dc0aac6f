import { foldName } from '#shared/core/text.ts';

/** A task as TurkerView's tools name it; the same for every batch of it. */
export type HitName = {
  readonly requesterId: string;
  readonly rewardCents: number;
  /** Folded. */
  readonly titleKey: string;
};

/** Requester id and whole dollars run together; cents; title, which may hold points and lines. */
const KEY = /^(A[0-9A-Z]{8,35})\.(\d{2})([^]+)$/;
const SHORTEST_REQUESTER_ID = 8;
const MAX_DOLLAR_DIGITS = 4;
const MAX_REWARD_CENTS = 10_000_00;

/**
 * Parses a key of `/v1/hits/`: requester id, reward with two decimals and title without any sign
 * between, such as "A3ATHS7YPF6VQE0.50Label pictures".
 * @returns every reading, since an id may end in digits; none of what is no key.
 */
export function parseHitKey(key: string): HitName[] {
  const [, front, cents, title] = KEY.exec(key) ?? [];
  if (front === undefined || title === undefined) return [];
  const titleKey = foldName(title);
  const readings = [];
  for (let digits = 1; digits <= MAX_DOLLAR_DIGITS; digits += 1) {
    const [requesterId, dollars] = [front.slice(0, -digits), front.slice(-digits)];
    if (!/^(?:0|[1-9]\d*)$/.test(dollars) || requesterId.length < SHORTEST_REQUESTER_ID) continue;
    readings.push({ requesterId, rewardCents: Number(dollars) * 100 + Number(cents), titleKey });
  }
  return readings;
}

/** The task that the body of `/v1/hits/hit/` names; null where it names none. */
export function parseHitName(body: unknown): HitName | null {
  const { requester_id: requesterId, reward, title } = Object(body) as Record<string, unknown>;
  const rewardCents = Math.round(Number(reward) * 100);
  if (typeof requesterId !== 'string' || typeof title !== 'string') return null;
  if (!(rewardCents >= 0 && rewardCents <= MAX_REWARD_CENTS)) return null;
  return { requesterId, rewardCents, titleKey: foldName(title) };
}
