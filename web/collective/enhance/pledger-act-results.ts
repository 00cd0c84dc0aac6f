import { CHECK_IN_PURPOSE } from '#shared/collective/pledge-messages.ts';
import type {
  OutgoingMessage,
  PledgeCredential,
} from '#web/collective/pledges/pledge-credential.ts';
import type { PledgerActResult } from '#web/collective/pledges/pledge-statuses.ts';

/** Shows the results of today's check-in and of each vote. */
export function tellActs(root: HTMLElement, credential: PledgeCredential): void {
  for (const question of root.querySelectorAll<HTMLElement>('[data-about]')) {
    const purpose = question.dataset['about'] ?? '';
    const today = purpose === CHECK_IN_PURPOSE ? Number(root.dataset['day']) : null;
    const isNow = ({ counter }: { counter: number }): boolean =>
      today === null || counter === today;
    const waits = credential.outbox.find((one) => one.purpose === purpose && isNow(one));
    const before = credential.said[purpose];
    const said = before !== undefined && isNow(before) ? before : undefined;
    const tell = tellOf(credential, waits, said);
    for (const place of question.querySelectorAll<HTMLElement>('[data-tell]')) {
      place.hidden = place.dataset['tell'] !== tell;
    }
    const value = (waits ?? said)?.value;
    for (const button of question.querySelectorAll<HTMLButtonElement>('[data-act]')) {
      button.setAttribute('aria-pressed', String(button.dataset['value'] === value));
      // Only one check-in a day: disabled once today's is sent.
      button.disabled = today !== null && waits === undefined && said?.refused === null;
    }
  }
}

function tellOf(
  credential: PledgeCredential,
  waits: OutgoingMessage | undefined,
  said: PledgeCredential['said'][string] | undefined,
): PledgerActResult | null {
  if (waits !== undefined) return isUnsent(credential, waits.purpose) ? 'unsent' : 'waiting';
  if (said === undefined) return null;
  return said.refused === null ? 'told' : 'refused';
}

/** Whether a message was sent without an answer and waits for a retry. */
export function isUnsent({ outbox }: PledgeCredential, purpose: string): boolean {
  const now = Date.now();
  return outbox.some((one) => one.purpose === purpose && one.tried && one.dueAt > now);
}
