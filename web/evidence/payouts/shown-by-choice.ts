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
