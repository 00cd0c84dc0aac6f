/** A cell of a file of figures. */
export type Value = string | number | boolean | null;
/** A line of a file of figures, by column. */
export type Row = Readonly<Record<string, Value>>;
/** A row of a file in `whole/`, by column. */
export type Read = Readonly<Record<string, unknown>>;

export async function readById(
  rows: AsyncIterable<Read> | Iterable<Read>,
): Promise<ReadonlyMap<string, Read>> {
  const byId = new Map<string, Read>();
  for await (const row of rows) byId.set(String(row['id']), row);
  return byId;
}

export function slugOf(platforms: ReadonlyMap<string, Read>, { platform }: Read): Value {
  return at(platforms.get(String(platform)) ?? {}, 'slug');
}

export function inside(row: Read, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, name) : null,
    row,
  );
}

/** The value at a path of names; null where there is none. */
export function at(row: Read, ...path: readonly string[]): Value {
  return (inside(row, path) as Value | undefined) ?? null;
}

export function linesOf(row: Read): Value {
  const lines = inside(row, ['standing', 'lines']);
  return Array.isArray(lines) && lines.length > 0 ? lines.join(' ') : null;
}

export function evidenceOf(row: Read): Row {
  return {
    until: at(row, 'evidence', 'slips', 'until'),
    paid: at(row, 'evidence', 'slips', 'paid'),
    not_paid: at(row, 'evidence', 'slips', 'notPaid'),
    share_received: at(row, 'evidence', 'slips', 'shareReceived'),
    median_delay_days: at(row, 'evidence', 'slips', 'medianDelayDays'),
    delay_95_days: at(row, 'evidence', 'slips', 'delay95Days'),
    standing_of_slips: at(row, 'evidence', 'slips', 'standing', 'state'),
    incidents: at(row, 'evidence', 'incidents'),
  };
}

export function tasksOf(figures: unknown): Row {
  const own = { figures };
  return {
    members: at(own, 'figures', 'members'),
    hourly_currency: at(own, 'figures', 'hourly', 'currency'),
    hourly_low: at(own, 'figures', 'hourly', 'low'),
    hourly_median: at(own, 'figures', 'hourly', 'median'),
    hourly_high: at(own, 'figures', 'hourly', 'high'),
    refused_share: at(own, 'figures', 'refused', 'share'),
    refused_without_reason_share: at(own, 'figures', 'refused', 'withoutReasonShare'),
    screen_out_share: at(own, 'figures', 'screenOutShare'),
    median_approval_days: at(own, 'figures', 'medianApprovalDays'),
  };
}

/** Sorts rows by columns, by code unit or number; rows without a value come last. */
export function sortedBy(rows: readonly Row[], columns: readonly string[]): Row[] {
  return rows.toSorted((one, other) => {
    for (const column of columns) {
      const [a = null, b = null] = [one[column], other[column]];
      if (a === b) continue;
      if (a === null) return 1;
      if (b === null) return -1;
      return a < b ? -1 : 1;
    }
    return 0;
  });
}
