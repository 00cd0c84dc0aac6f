import type { BoycottEvent } from '#shared/collective/boycott-timeline.ts';
import type { Messages } from '#web/i18n/messages.ts';

/**
 * What may be said of a company without an answer. A demand that stands on this site may have reached
 * nobody, so its silence is told only once an organiser noted that the demand was sent, or asked for
 * again: by whose word, and as no reply published here, since it may have replied elsewhere.
 */
export function silenceInWords(
  timeline: readonly Pick<BoycottEvent, 'kind'>[],
  t: Messages,
): string {
  const { noAnswer, notAsked } = t.boycotts.timeline;
  return timeline.some(({ kind }) => kind === 'sent' || kind === 'reminder') ? noAnswer : notAsked;
}
