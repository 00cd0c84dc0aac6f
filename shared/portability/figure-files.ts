import { csvLine } from './csv-line.ts';

/** The files of figures of a dump, computed from its own rows: a verifier compares them byte by byte. */

/** The files of `whole/` from which they are computed, by their names without ending. */
export const FIGURE_TABLES = [
  'platforms',
  'platform-figures',
  'platform-days',
  'standing-changes',
  'slips',
  'tasks',
  'clients',
  'client-figures',
] as const;

/** Reads the rows of one of these files. */
export type ReadTable = (
  name: (typeof FIGURE_TABLES)[number],
) => AsyncIterable<Read> | Iterable<Read>;

type Value = string | number | boolean | null;
type Row = Readonly<Record<string, Value>>;
type Read = Readonly<Record<string, unknown>>;
type FigureFile = {
  readonly columns: readonly string[];
  /** The lines below the header, in order. */
  readonly rows: (read: ReadTable) => Promise<readonly Row[]>;
};

/** The order of verdicts in the ranking. */
const STATES = ['reliable', 'promising', 'doubtful', 'not-paying', 'unknown', 'closed'];

const EVIDENCE_COLUMNS = [
  'until',
  'paid',
  'not_paid',
  'share_received',
  'median_delay_days',
  'delay_95_days',
  'standing_of_slips',
  'incidents',
];

const TASK_COLUMNS = [
  'members',
  'hourly_currency',
  'hourly_low',
  'hourly_median',
  'hourly_high',
  'refused_share',
  'refused_without_reason_share',
  'screen_out_share',
  'median_approval_days',
];

const SLIP_COLUMNS = [
  'platform',
  'monday',
  'outcome',
  'detail',
  'detail_class',
  'established',
  'solicited',
];

/** The files of `figures/`, by their name without ending. */
export const FIGURE_FILES: Readonly<Record<string, FigureFile>> = {
  platforms: {
    columns: [
      'platform',
      'name',
      'activity',
      'state',
      'state_since',
      'lines',
      ...EVIDENCE_COLUMNS,
      'rating',
      'ratings',
      'promise_days',
      'closed_on',
      'computed_on',
    ],
    rows: async (read) => {
      const platforms = await readById(read('platforms'));
      const rows: Row[] = [];
      for await (const one of read('platform-figures')) {
        const platform = platforms.get(String(one['platform'])) ?? {};
        rows.push({
          platform: at(platform, 'slug'),
          name: at(platform, 'name'),
          activity: at(platform, 'activity'),
          state: at(one, 'state'),
          state_since: at(one, 'stateSince'),
          lines: linesOf(one),
          ...evidenceOf(one),
          rating: at(one, 'rating'),
          ratings: at(one, 'ratings', 'count'),
          promise_days: at(platform, 'promiseDays'),
          closed_on: at(platform, 'closedOn'),
          computed_on: at(one, 'computedOn'),
        });
      }
      return sortedBy(rows, ['platform']);
    },
  },
  ranking: {
    columns: ['place', 'platform', 'state', 'slips'],
    rows: async (read) => {
      const platforms = await readById(read('platforms'));
      const rows: Row[] = [];
      for await (const one of read('platform-figures')) {
        const mean = at(one, 'mean');
        rows.push({
          platform: slugOf(platforms, one),
          state: at(one, 'state'),
          slips: at(one, 'payouts'),
          rank: STATES.indexOf(String(one['state'])),
          mean: typeof mean === 'number' ? -mean : null,
          fewest: -Number(at(one, 'payouts')),
        });
      }
      const ranked = sortedBy(rows, ['rank', 'mean', 'fewest', 'platform']);
      return ranked.map((row, nth) => ({ ...row, place: nth + 1 }));
    },
  },
  standings: {
    columns: ['platform', 'day', 'before', 'after'],
    rows: async (read) => {
      const platforms = await readById(read('platforms'));
      const rows: Row[] = [];
      for await (const one of read('standing-changes')) {
        const { id, day, before, after } = one as Row;
        rows.push({ platform: slugOf(platforms, one), day, before, after, id } as Row);
      }
      return sortedBy(rows, ['platform', 'day', 'id']);
    },
  },
  days: {
    columns: ['platform', 'day', 'state', ...EVIDENCE_COLUMNS],
    rows: async (read) => {
      const platforms = await readById(read('platforms'));
      const rows: Row[] = [];
      for await (const one of read('platform-days')) {
        rows.push({
          platform: slugOf(platforms, one),
          day: at(one, 'day'),
          state: at(one, 'standing', 'state'),
          ...evidenceOf(one),
        });
      }
      return sortedBy(rows, ['platform', 'day']);
    },
  },
  slips: {
    columns: SLIP_COLUMNS,
    rows: async (read) => {
      const platforms = await readById(read('platforms'));
      const rows: Row[] = [];
      for await (const one of read('slips')) {
        const slips = one['slips'] as readonly Row[];
        for (const { outcome, detail, detailClass, established, solicited } of slips) {
          const said = { outcome, detail, detail_class: detailClass, established, solicited };
          rows.push({
            platform: slugOf(platforms, one),
            monday: at(one, 'monday'),
            ...said,
          } as Row);
        }
      }
      return sortedBy(rows, SLIP_COLUMNS);
    },
  },
  tasks: {
    columns: [
      'task',
      'platform',
      'client',
      'title',
      'currency',
      'reward_minor',
      ...TASK_COLUMNS,
      'hourly_eur',
    ],
    rows: async (read) => {
      const platforms = await readById(read('platforms'));
      const clients = await readById(read('clients'));
      const rows: Row[] = [];
      for await (const one of read('tasks')) {
        if (one['figures'] === null) continue;
        const named = clients.get(String(one['client']));
        const root = clients.get(String(named?.['root']));
        rows.push({
          task: at(one, 'id'),
          platform: slugOf(platforms, one),
          client: at(root ?? {}, 'slug'),
          title: at(one, 'title'),
          currency: at(one, 'currency'),
          reward_minor: at(one, 'rewardMinor'),
          ...tasksOf(inside(one, ['figures'])),
          hourly_eur: at(one, 'hourlyEur'),
        });
      }
      return sortedBy(rows, ['task']);
    },
  },
  clients: {
    columns: ['client', 'name', ...TASK_COLUMNS, 'rating', 'ratings'],
    rows: async (read) => {
      const clients = await readById(read('clients'));
      const rows: Row[] = [];
      for await (const one of read('client-figures')) {
        const client = clients.get(String(one['client'])) ?? {};
        rows.push({
          client: at(client, 'slug'),
          name: at(client, 'name'),
          ...tasksOf(inside(one, ['figures', 'tasks'])),
          rating: at(one, 'figures', 'rating', 'overall'),
          ratings: at(one, 'figures', 'rating', 'count'),
        });
      }
      return sortedBy(rows, ['client']);
    },
  },
};

/** Yields the text of a file of figures, header first; a line at a time. */
export async function* writeFigureFile(name: string, read: ReadTable): AsyncGenerator<string> {
  const file = FIGURE_FILES[name];
  if (file === undefined) return;
  yield csvLine(file.columns);
  for (const row of await file.rows(read)) {
    yield csvLine(file.columns.map((column) => row[column] ?? null));
  }
}

async function readById(
  rows: AsyncIterable<Read> | Iterable<Read>,
): Promise<ReadonlyMap<string, Read>> {
  const byId = new Map<string, Read>();
  for await (const row of rows) byId.set(String(row['id']), row);
  return byId;
}

function slugOf(platforms: ReadonlyMap<string, Read>, { platform }: Read): Value {
  return at(platforms.get(String(platform)) ?? {}, 'slug');
}

function inside(row: Read, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, name) : null,
    row,
  );
}

/** The value at a path of names; null where there is none. */
function at(row: Read, ...path: readonly string[]): Value {
  return (inside(row, path) as Value | undefined) ?? null;
}

function linesOf(row: Read): Value {
  const lines = inside(row, ['standing', 'lines']);
  return Array.isArray(lines) && lines.length > 0 ? lines.join(' ') : null;
}

function evidenceOf(row: Read): Row {
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

function tasksOf(figures: unknown): Row {
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
function sortedBy(rows: readonly Row[], columns: readonly string[]): Row[] {
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
