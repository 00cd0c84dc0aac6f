import type { Act, DemoEvent } from './plan.ts';

/**
 * Makes each member's evidence of a kind on a platform all signed or all unsigned, as the site
 * requires.
 */
export function signAlike(events: readonly DemoEvent[]): DemoEvent[] {
  const signs = new Map<string, boolean>();
  const slugs = new Map<string, string>();
  return events.map((event): DemoEvent => {
    const { member, act } = event;
    if (act.kind === 'publish-payout') slugs.set(act.key, act.slug);
    const place = placeOf(act, slugs);
    if (place === null || !('facts' in act) || act.kind === 'report-task') return event;
    const there = `${member} ${place}`;
    const signed = signs.get(there) ?? act.facts.signed;
    signs.set(there, signed);
    return { ...event, act: signAs(act, signed) };
  });
}

function signAs<Signable extends Act & { facts: { signed: boolean } }>(
  act: Signable,
  signed: boolean,
): Signable {
  return { ...act, facts: { ...act.facts, signed } };
}

/** The kind and platform of what a member may bring more than once there; null for all else. */
function placeOf(act: Act, slugs: ReadonlyMap<string, string>): string | null {
  switch (act.kind) {
    case 'publish-payout':
      return `payout ${act.slug}`;
    case 'close-payout':
      return `payout ${slugs.get(act.of) ?? ''}`;
    case 'publish-incident':
      return `incident ${act.slug}`;
    case 'review-client':
      return `client-review ${act.facts.platform}`;
    default:
      return null;
  }
}
