/** The fields of a payout form, as typed; a ticked box is "on" or "true". */
export type TypedFields = Readonly<Record<string, string>>;

export function isTicked(typed: TypedFields, name: string): boolean {
  return typed[name] === 'on' || typed[name] === 'true';
}

/** What a proof shows besides, if its author chose so. */
export function proofShows(typed: TypedFields): Record<'amount' | 'month' | 'signed', boolean> {
  const open = typed['openness'] === 'open';
  return {
    amount: open && isTicked(typed, 'showsAmount'),
    month: open && isTicked(typed, 'showsMonth'),
    signed: open && isTicked(typed, 'signed'),
  };
}

/**
 * What readers of a proof learn besides: what its author chose, and what is readable on its picture,
 * which the script of the form gives as `pictureAmount`, `pictureMonth` and `pictureMethod`.
 */
export function proofReveals(typed: TypedFields): Record<'amount' | 'month' | 'method', boolean> {
  const { amount, month } = proofShows(typed);
  return {
    amount: amount || isTicked(typed, 'pictureAmount'),
    month: month || isTicked(typed, 'pictureMonth'),
    method: isTicked(typed, 'pictureMethod'),
  };
}
