import { col, statement, type Sql } from '#server/database/sql.ts';
import { requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { loadPayoutEvidence } from '#server/evidence/standings/refresh-platform-figures.ts';
import { today } from '#shared/core/days.ts';
import type { WeighedPayoutsResponse } from '#shared/evidence/payouts.ts';
import { weighPayouts } from '#shared/evidence/standing.ts';

/**
 * Loads all payouts of a platform with their current weight, so that anybody can recompute the
 * standing. Contains no id, day or pseudonym; an author key joins one member's payouts. Signed
 * payouts have another key, which `nameSigned` makes, and count separately: the pseudonym shown
 * beside the same figures elsewhere must not identify unsigned ones.
 */
export async function weighPlatformPayouts(
  sql: Sql,
  slug: string,
  now: Date,
  nameSigned: (key: string) => string = newKeys(),
): Promise<WeighedPayoutsResponse> {
  const [row] = await sql(
    statement(
      { id: col.text, slug: col.text, name: col.text },
      'SELECT id, slug, name FROM platform WHERE slug = $1',
    ),
    [slug],
  );
  const { id, ...platform } = requireFound(row);
  const loaded = await loadPayoutEvidence(sql, id, today(now));
  const weighed = weighPayouts(
    loaded.map(({ evidence }) => evidence),
    today(now),
  );
  const payouts = loaded.flatMap(({ published, evidence }, index) => {
    const weight = weighed[index];
    if (weight === undefined) return [];
    return {
      author: published.signed ? nameSigned(evidence.authorKey) : evidence.authorKey,
      established: evidence.established,
      solicited: evidence.solicited,
      suspect: evidence.suspect,
      proof: evidence.proof,
      state: evidence.state,
      expectedRounded: published.expectedRounded,
      receivedRounded: published.receivedRounded,
      shareReceived: evidence.shareReceived,
      askedMonth: published.askedMonth,
      delayDays: published.delayDays,
      postedMonth: published.postedMonth,
      stillWaitingMonth: published.stillWaitingMonth,
      unansweredReminders: evidence.unansweredReminders,
      promiseDays: evidence.promiseDays,
      expectedDays: weight.expectedDays,
      weight: weight.weight,
      paid: weight.paid,
      unpaid: weight.unpaid,
    };
  });
  // Sort in an order that does not reveal when the payouts were posted.
  payouts.sort((a, b) => (`${a.askedMonth} ${a.author}` < `${b.askedMonth} ${b.author}` ? 1 : -1));
  return { platform, computedOn: today(now), payouts };
}

/** Returns a function that maps each key to a random one, different in every answer. */
function newKeys(): (key: string) => string {
  const keys = new Map<string, string>();
  return (key) => {
    const known = keys.get(key) ?? randomId();
    keys.set(key, known);
    return known;
  };
}
