import { AppError } from '#server/core/errors.ts';
import { monthOf, type Day } from '#shared/core/days.ts';
import type { FieldIssues } from '#shared/core/errors.ts';
import type { IncidentFacts } from '#shared/evidence/incidents.ts';
import { parseAmount, roundPublished, type Currency } from '#shared/core/money.ts';

/**
 * Earliest day that an incident accepts. No platform is older, so an earlier day is a typing error.
 */
export const EARLIEST_INCIDENT_DAY: Day = '2000-01-01';

export type ParsedIncident = ReturnType<typeof parseIncident>;

/**
 * Parses a typed incident into exact and published values. Fields of other kinds are ignored, since
 * the form shows them all.
 * @throws AppError bad-input naming all wrong fields.
 */
export function parseIncident(typed: IncidentFacts, now: Day) {
  const fields = findIncidentFieldErrors(typed, now);
  if (Object.keys(fields).length > 0) throw new AppError('bad-input', { fields });
  const bought = typed.kind === 'posts-bought';
  const lost = bought ? null : readAmount(typed, 'lost');
  const reward = bought ? readAmount(typed, 'reward') : null;
  const client = (bought && typed.client) || null;
  return {
    /** Name of the client who pays for posts. */
    client,
    exact: {
      happenedOn: typed.happenedOn,
      lostMinor: lost?.minor ?? null,
      rewardMinor: reward?.minor ?? null,
    },
    published: {
      kind: typed.kind,
      reason: (!bought && typed.reason) || 'unknown',
      appeal: (!bought && typed.appeal) || 'not-tried',
      text: typed.text || null,
      currency: (lost ?? reward)?.currency ?? null,
      happenedMonth: monthOf(typed.happenedOn),
      lostRounded: lost === null ? null : roundPublished(lost.minor),
      asks: (bought && typed.asks) || null,
      offeredAt: (bought && typed.offeredAt) || null,
      rewardRounded: reward === null ? null : roundPublished(reward.minor),
      solicited: typed.solicited,
      signed: typed.signed,
      showsAmount: typed.showsAmount,
      showsMonth: typed.showsMonth,
      showsReason: typed.showsReason,
    },
  };
}

/**
 * Finds all field errors of an incident; of an incomplete form, only the errors of the fields
 * present.
 */
export function findIncidentFieldErrors(typed: Partial<IncidentFacts>, now: Day): FieldIssues {
  const { kind, happenedOn, currency } = typed;
  const issues: FieldIssues = {};
  if (happenedOn !== undefined && happenedOn > now) {
    issues['happenedOn'] = { code: 'in-the-future' };
  } else if (happenedOn !== undefined && happenedOn < EARLIEST_INCIDENT_DAY) {
    issues['happenedOn'] = { code: 'invalid' };
  }
  if (kind === undefined) return issues;
  const bought = kind === 'posts-bought';
  const needed = bought ? (['asks'] as const) : (['reason', 'appeal'] as const);
  for (const name of needed) {
    if (typed[name] === undefined) issues[name] = { code: 'required' };
  }
  if (bought && typed.client && typed.notAPerson !== true) {
    issues['notAPerson'] = { code: 'required' };
  }
  const name = bought ? 'reward' : 'lost';
  const { [name]: amount } = typed;
  if (amount === undefined) return issues;
  if (currency === undefined) issues['currency'] = { code: 'required' };
  else if (parseAmount(amount, currency) === null) issues[name] = { code: 'invalid' };
  return issues;
}

function readAmount(
  { currency, ...typed }: IncidentFacts,
  field: 'lost' | 'reward',
): { minor: number; currency: Currency } | null {
  const { [field]: amount } = typed;
  if (amount === undefined || currency === undefined) return null;
  const minor = parseAmount(amount, currency);
  return minor === null ? null : { minor, currency };
}

/** Whether an incident of this kind can have a picture: only a task that asks for posts. */
export function canIncidentHavePicture(kind: string): boolean {
  return kind === 'posts-bought';
}

/**
 * Returns the rights of a viewer on an incident: other members say "me too", its author corrects
 * it.
 */
export function incidentRights(viewer: { member: boolean; author: boolean }): {
  echo: boolean;
  edit: boolean;
} {
  return { echo: viewer.member && !viewer.author, edit: viewer.author };
}
