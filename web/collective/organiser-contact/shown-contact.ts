import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';

/** The organisers' address for sheets and letters; null without one, and while a decision hides it. */
export function shownContact({ contact }: Pick<BoycottResponse, 'contact'>): string | null {
  return contact?.hiding === null ? contact.address : null;
}
