import { refuseField } from '#server/errors.ts';
import { monthOf, type Day } from '#shared/days.ts';
import type { IncidentFacts } from '#shared/incidents.ts';
import { parseAmount, roundPublished, type Currency } from '#shared/money.ts';

/** No platform of the kind is older: an earlier day is a slip. */
export const EARLIEST_DAY: Day = '2000-01-01';

export type ReadIncident = {
  /** The name of the client who pays for posts. */
  readonly client: string | null;
  readonly exact: {
    readonly happenedOn: Day;
    readonly lostMinor: number | null;
    readonly rewardMinor: number | null;
  };
  readonly published: {
    readonly kind: string;
    readonly reason: string;
    readonly appeal: string;
    readonly text: string | null;
    readonly currency: Currency | null;
    readonly happenedMonth: string;
    readonly lostRounded: number | null;
    readonly asks: string | null;
    readonly offeredAt: string | null;
    readonly rewardRounded: number | null;
    readonly solicited: boolean;
    readonly signed: boolean;
  };
};

/**
 * Reads an incident as it was typed, into what its author keeps and what everybody sees. What
 * belongs to another kind than hers is left out: the form asks for both.
 * @throws AppError bad-input naming the field.
 */
export function readIncident(typed: IncidentFacts, now: Day): ReadIncident {
  if (typed.happenedOn > now) throw refuseField('happenedOn', 'in-the-future');
  if (typed.happenedOn < EARLIEST_DAY) throw refuseField('happenedOn', 'invalid');
  const bought = typed.kind === 'posts-bought';
  const lost = bought ? null : readAmount(typed, 'lost');
  const reward = bought ? readAmount(typed, 'reward') : null;
  const client = (bought && typed.client) || null;
  if (client !== null && typed.notAPerson !== true) throw refuseField('notAPerson', 'required');
  return {
    client,
    exact: {
      happenedOn: typed.happenedOn,
      lostMinor: lost?.minor ?? null,
      rewardMinor: reward?.minor ?? null,
    },
    published: {
      kind: typed.kind,
      reason: bought ? 'unknown' : needed(typed, 'reason'),
      appeal: bought ? 'not-tried' : needed(typed, 'appeal'),
      text: typed.text || null,
      currency: (lost ?? reward)?.currency ?? null,
      happenedMonth: monthOf(typed.happenedOn),
      lostRounded: lost === null ? null : roundPublished(lost.minor),
      asks: bought ? needed(typed, 'asks') : null,
      offeredAt: (bought && typed.offeredAt) || null,
      rewardRounded: reward === null ? null : roundPublished(reward.minor),
      solicited: typed.solicited,
      signed: typed.signed,
    },
  };
}

function needed(typed: IncidentFacts, field: 'reason' | 'appeal' | 'asks'): string {
  const value = typed[field];
  if (value === undefined) throw refuseField(field, 'required');
  return value;
}

function readAmount(
  typed: IncidentFacts,
  field: 'lost' | 'reward',
): { minor: number; currency: Currency } | null {
  const { [field]: amount, currency } = typed;
  if (amount === undefined) return null;
  if (currency === undefined) throw refuseField('currency', 'required');
  const minor = parseAmount(amount, currency);
  if (minor === null) throw refuseField(field, 'invalid');
  return { minor, currency };
}

/** Only a task that asks for posts is shown in a picture. */
export function showsPicture(kind: string): boolean {
  return kind === 'posts-bought';
}

/** What somebody may do with an incident: other members say "me too", its author corrects it. */
export function incidentRights(viewer: { member: boolean; author: boolean }): {
  echo: boolean;
  edit: boolean;
} {
  return { echo: viewer.member && !viewer.author, edit: viewer.author };
}
