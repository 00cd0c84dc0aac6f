/** A cell of a file of figures. */
export type FigureValue = string | number | boolean | null;
/** A line of a file of figures, by column. */
export type FigureRow = Readonly<Record<string, FigureValue>>;
/** A row of a file in `whole/`, by column. */
export type DumpedRow = Readonly<Record<string, unknown>>;

export async function readById(
  rows: AsyncIterable<DumpedRow> | Iterable<DumpedRow>,
): Promise<ReadonlyMap<string, DumpedRow>> {
  const byId = new Map<string, DumpedRow>();
  for await (const row of rows) byId.set(String(row['id']), row);
  return byId;
}

export function slugOf(
  platforms: ReadonlyMap<string, DumpedRow>,
  { platform }: DumpedRow,
): FigureValue {
  return valueAt(platforms.get(String(platform)) ?? {}, 'slug');
}

/** What a dumped row holds at a path of names. */
export function objectAt(row: DumpedRow, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, name) : null,
    row,
  );
}

/** The value at a path of names; null where there is none. */
export function valueAt(row: DumpedRow, ...path: readonly string[]): FigureValue {
  return (objectAt(row, path) as FigureValue | undefined) ?? null;
}

/** The lines shown under a platform's state, in one cell. */
export function standingLinesOf(row: DumpedRow): FigureValue {
  const lines = objectAt(row, ['standing', 'lines']);
  return Array.isArray(lines) && lines.length > 0 ? lines.join(' ') : null;
}

export function evidenceOf(row: DumpedRow): FigureRow {
  return {
    until: valueAt(row, 'evidence', 'slips', 'until'),
    paid: valueAt(row, 'evidence', 'slips', 'paid'),
    not_paid: valueAt(row, 'evidence', 'slips', 'notPaid'),
    share_received: valueAt(row, 'evidence', 'slips', 'shareReceived'),
    median_delay_days: valueAt(row, 'evidence', 'slips', 'medianDelayDays'),
    delay_95_days: valueAt(row, 'evidence', 'slips', 'delay95Days'),
    standing_of_slips: valueAt(row, 'evidence', 'slips', 'standing', 'state'),
    incidents: valueAt(row, 'evidence', 'incidents'),
  };
}

export function tasksOf(figures: unknown): FigureRow {
  const own = { figures };
  return {
    members: valueAt(own, 'figures', 'members'),
    hourly_currency: valueAt(own, 'figures', 'hourly', 'currency'),
    hourly_low: valueAt(own, 'figures', 'hourly', 'low'),
    hourly_median: valueAt(own, 'figures', 'hourly', 'median'),
    hourly_high: valueAt(own, 'figures', 'hourly', 'high'),
    refused_share: valueAt(own, 'figures', 'refused', 'share'),
    refused_without_reason_share: valueAt(own, 'figures', 'refused', 'withoutReasonShare'),
    screen_out_share: valueAt(own, 'figures', 'screenOutShare'),
    median_approval_days: valueAt(own, 'figures', 'medianApprovalDays'),
  };
}

/** Sorts rows by columns, by code unit or number; rows without a value come last. */
export function sortedBy(rows: readonly FigureRow[], columns: readonly string[]): FigureRow[] {
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
