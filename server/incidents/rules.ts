import { refuseField } from '#server/errors.ts';
import { monthOf, type Day } from '#shared/days.ts';
import type { IncidentFacts } from '#shared/incidents.ts';
import { parseAmount, roundPublished, type Currency } from '#shared/money.ts';

/** No platform of the kind is older: an earlier day is a slip. */
export const EARLIEST_DAY: Day = '2000-01-01';

export type ReadIncident = {
  readonly exact: { readonly happenedOn: Day; readonly lostMinor: number | null };
  readonly published: {
    readonly kind: string;
    readonly reason: string;
    readonly appeal: string;
    readonly text: string | null;
    readonly currency: Currency | null;
    readonly happenedMonth: string;
    readonly lostRounded: number | null;
    readonly solicited: boolean;
    readonly signed: boolean;
  };
};

/**
 * Reads an incident as it was typed, into what its author keeps and what everybody sees.
 * @throws AppError bad-input naming the field.
 */
export function readIncident(typed: IncidentFacts, now: Day): ReadIncident {
  if (typed.happenedOn > now) throw refuseField('happenedOn', 'in-the-future');
  if (typed.happenedOn < EARLIEST_DAY) throw refuseField('happenedOn', 'invalid');
  const lost = readLost(typed);
  return {
    exact: { happenedOn: typed.happenedOn, lostMinor: lost?.minor ?? null },
    published: {
      kind: typed.kind,
      reason: typed.reason,
      appeal: typed.appeal,
      text: typed.text || null,
      currency: lost?.currency ?? null,
      happenedMonth: monthOf(typed.happenedOn),
      lostRounded: lost === null ? null : roundPublished(lost.minor),
      solicited: typed.solicited,
      signed: typed.signed,
    },
  };
}

function readLost(typed: IncidentFacts): { minor: number; currency: Currency } | null {
  if (typed.lost === undefined) return null;
  if (typed.currency === undefined) throw refuseField('currency', 'required');
  const minor = parseAmount(typed.lost, typed.currency);
  if (minor === null) throw refuseField('lost', 'invalid');
  return { minor, currency: typed.currency };
}

/** What somebody may do with an incident: other members say "me too", its author corrects it. */
export function incidentRights(viewer: { member: boolean; author: boolean }): {
  echo: boolean;
  edit: boolean;
} {
  return { echo: viewer.member && !viewer.author, edit: viewer.author };
}
