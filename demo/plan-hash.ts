import { createHash } from 'node:crypto';
import { CALLS } from './boycott-plans.ts';
import { planCommunity } from './community.ts';
import { drawSvg } from './picture.ts';

/** The moment at which the snapshot ends: always the same one, so that its plan is the same. */
export const SNAPSHOT_NOW = new Date('2026-11-28T04:00:00Z');

/**
 * SHA-256, hex, of everything the snapshot's community does and shows; a different hash requires a
 * new snapshot.
 */
export function planHash(): string {
  const { members, events } = planCommunity({ now: SNAPSHOT_NOW, scale: 1 });
  const hash = createHash('sha256').update(JSON.stringify([members, events, CALLS]));
  for (const { act } of events) {
    if ('picture' in act && act.picture !== null) hash.update(drawSvg(act.picture));
  }
  return hash.digest('hex');
}
