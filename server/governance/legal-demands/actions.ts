import { dayToDate, type Db } from '#server/database/db.ts';
import { AppError, requireFound } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { eraseSalts, appendEntry } from '#server/transparency-log/append-entries.ts';
import { today, type Day } from '#shared/core/days.ts';
import type { LegalDemand } from '#shared/governance/legal-demands.ts';

type NewDemand = Pick<LegalDemand, 'sender' | 'receivedOn' | 'asks' | 'what'>;

/** Adds a legal demand to the register; without its content where a court forbids disclosure. */
export async function registerLegalDemand(
  tx: Db,
  demand: NewDemand,
  now: Date,
): Promise<{ id: string }> {
  const { sender, receivedOn, asks, what } = demand;
  if (receivedOn > today(now)) throw new AppError('bad-input');
  const id = randomId();
  const withheld = what === null;
  await tx.legalDemand.create({
    data: {
      id,
      sender,
      receivedOn: dayToDate(receivedOn),
      asks,
      what,
      withheld,
      outcome: 'waiting',
    },
  });
  await appendEntry(tx, now, { kind: 'legal-demand-received', subject: `legal-demand/${id}` });
  return { id };
}

/**
 * Sets the outcome of a demand, again whenever it changes; of a withheld demand only the outcome is
 * published.
 * @throws AppError not-found.
 */
export async function setLegalDemandOutcome(
  tx: Db,
  id: string,
  { outcome, answer }: { outcome: LegalDemand['outcome']; answer: string | null },
  now: Date,
): Promise<void> {
  const { withheld } = requireFound(await tx.legalDemand.findUnique({ where: { id } }));
  const said = withheld ? null : answer;
  const answeredOn: Day = today(now);
  await tx.legalDemand.update({
    where: { id },
    data: { outcome, answer: said, answeredOn: dayToDate(answeredOn) },
  });
  await appendEntry(tx, now, { kind: 'legal-demand-answered', subject: `legal-demand/${id}` });
}

/**
 * Removes the text of a demand by court order; the row stays.
 * @throws AppError not-found; conflict when withheld already.
 */
export async function withholdLegalDemand(tx: Db, id: string, now: Date): Promise<void> {
  await setWithheld(tx, id, { withheld: true, what: null, answer: null });
  // Erase the salts so that nobody can verify the earlier text.
  await eraseSalts(tx, `legal-demand/${id}`);
  await appendEntry(tx, now, { kind: 'legal-demand-withheld', subject: `legal-demand/${id}` });
}

/**
 * Publishes the content of a withheld demand, once the court order has ended.
 * @throws AppError not-found; conflict when nothing is withheld.
 */
export async function discloseLegalDemand(
  tx: Db,
  id: string,
  what: string,
  now: Date,
): Promise<void> {
  await setWithheld(tx, id, { withheld: false, what });
  await appendEntry(tx, now, { kind: 'legal-demand-disclosed', subject: `legal-demand/${id}` });
}

async function setWithheld(
  tx: Db,
  id: string,
  data: { withheld: boolean; what: string | null; answer?: null },
): Promise<void> {
  const { withheld } = requireFound(await tx.legalDemand.findUnique({ where: { id } }));
  if (withheld === data.withheld) throw new AppError('conflict');
  await tx.legalDemand.update({ where: { id }, data });
}
