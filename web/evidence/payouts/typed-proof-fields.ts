/** The fields of a payout form, as typed; a ticked box is "on" or "true". */
export type TypedFields = Readonly<Record<string, string>>;

export function isTicked(typed: TypedFields, name: string): boolean {
  return typed[name] === 'on' || typed[name] === 'true';
}

/** Returns what the proof shows beside the outcome: nothing unless its author chose to be open. */
export function proofShows(typed: TypedFields): Record<'amount' | 'month' | 'signed', boolean> {
  const open = typed['openness'] === 'open';
  return {
    amount: open && isTicked(typed, 'showsAmount'),
    month: open && isTicked(typed, 'showsMonth'),
    signed: open && isTicked(typed, 'signed'),
  };
}

/**
 * Returns what readers of a proof learn beside the outcome: what its author chose, and what is readable
 * on its picture (the fields `pictureAmount`, `pictureMonth` and `pictureMethod`, which the form's
 * script sets).
 */
export function proofReveals(typed: TypedFields): Record<'amount' | 'month' | 'method', boolean> {
  const { amount, month } = proofShows(typed);
  return {
    amount: amount || isTicked(typed, 'pictureAmount'),
    month: month || isTicked(typed, 'pictureMonth'),
    method: isTicked(typed, 'pictureMethod'),
  };
}
