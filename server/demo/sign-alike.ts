import type { DemoEvent } from './plan.ts';

/**
 * Who signs her first pay-out on a platform signs all of them there, and who does not signs none: with
 * both she would count as two.
 */
export function signAlike(events: readonly DemoEvent[]): DemoEvent[] {
  const signs = new Map<string, boolean>();
  const slugs = new Map<string, string>();
  return events.map((event): DemoEvent => {
    const { member, act } = event;
    if (act.kind !== 'publish-payout' && act.kind !== 'close-payout') return event;
    if (act.kind === 'publish-payout') slugs.set(act.key, act.slug);
    const slug = act.kind === 'publish-payout' ? act.slug : slugs.get(act.of);
    const there = `${member} ${slug ?? ''}`;
    const signed = signs.get(there) ?? act.facts.signed;
    signs.set(there, signed);
    return { ...event, act: { ...act, facts: { ...act.facts, signed } } };
  });
}
