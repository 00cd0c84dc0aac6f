import { formatExactDuration } from '#shared/core/durations.ts';
import type { Language } from '#shared/core/languages.ts';
import { toMajorUnits } from '#shared/core/money.ts';
import { TASK_RUN_ENDS, type OwnTaskReport } from '#shared/evidence/tasks.ts';
import { formatNumber } from '#web/format.ts';

/** Initial values of a report's correction form, exact and as typed. */
export function reportFormValues(own: OwnTaskReport, language: Language): Record<string, string> {
  const runs = TASK_RUN_ENDS.filter((end) => own[end] > 0);
  const [only] = runs;
  const once = runs.length === 1 && only !== undefined && own[only] === 1;
  const { reward, client, recommends } = own;
  return {
    title: own.title,
    reward: formatNumber(toMajorUnits(reward.minor, reward.currency), language, 3),
    currency: reward.currency,
    mode: once ? 'one' : 'series',
    ...(once ? { ended: only } : {}),
    ...Object.fromEntries(runs.map((end) => [end, String(own[end])])),
    time: own.totalSeconds === null ? '' : formatExactDuration(own.totalSeconds),
    workedOn: own.workedOn,
    client: client?.name ?? own.typedClient ?? '',
    clientId: own.typedClientId ?? '',
    // If a client is named, somebody has already confirmed that it is not a person: the member herself,
    // or who attached the client.
    notAPerson:
      client === null && own.typedClient === null && own.typedClientId === null ? '' : 'on',
    approvalDays: own.approvalDays === null ? '' : String(own.approvalDays),
    contact: own.contact === 'not-tried' ? '' : own.contact,
    recommends: recommends === null ? '' : recommends ? 'yes' : 'no',
    breaksTerms: own.breaksTerms ? 'on' : '',
    ethics: own.ethics.join(','),
    solicited: String(own.solicited),
  };
}
