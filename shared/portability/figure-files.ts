import { csvLine } from './csv-line.ts';
import {
  valueAt,
  evidenceOf,
  objectAt,
  standingLinesOf,
  readById,
  slugOf,
  sortedBy,
  tasksOf,
  type DumpedRow,
  type FigureRow,
} from './figure-rows.ts';

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
) => AsyncIterable<DumpedRow> | Iterable<DumpedRow>;

type FigureFile = {
  readonly columns: readonly string[];
  /** The lines below the header, in order. */
  readonly rows: (read: ReadTable) => Promise<readonly FigureRow[]>;
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
      const rows: FigureRow[] = [];
      for await (const one of read('platform-figures')) {
        const platform = platforms.get(String(one['platform'])) ?? {};
        rows.push({
          platform: valueAt(platform, 'slug'),
          name: valueAt(platform, 'name'),
          activity: valueAt(platform, 'activity'),
          state: valueAt(one, 'state'),
          state_since: valueAt(one, 'stateSince'),
          lines: standingLinesOf(one),
          ...evidenceOf(one),
          rating: valueAt(one, 'rating'),
          ratings: valueAt(one, 'ratings', 'count'),
          promise_days: valueAt(platform, 'promiseDays'),
          closed_on: valueAt(platform, 'closedOn'),
          computed_on: valueAt(one, 'computedOn'),
        });
      }
      return sortedBy(rows, ['platform']);
    },
  },
  ranking: {
    columns: ['place', 'platform', 'state', 'slips'],
    rows: async (read) => {
      const platforms = await readById(read('platforms'));
      const rows: FigureRow[] = [];
      for await (const one of read('platform-figures')) {
        const mean = valueAt(one, 'mean');
        rows.push({
          platform: slugOf(platforms, one),
          state: valueAt(one, 'state'),
          slips: valueAt(one, 'payouts'),
          rank: STATES.indexOf(String(one['state'])),
          mean: typeof mean === 'number' ? -mean : null,
          fewest: -Number(valueAt(one, 'payouts')),
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
      const rows: FigureRow[] = [];
      for await (const one of read('standing-changes')) {
        const { id, day, before, after } = one as FigureRow;
        rows.push({ platform: slugOf(platforms, one), day, before, after, id } as FigureRow);
      }
      return sortedBy(rows, ['platform', 'day', 'id']);
    },
  },
  days: {
    columns: ['platform', 'day', 'state', ...EVIDENCE_COLUMNS],
    rows: async (read) => {
      const platforms = await readById(read('platforms'));
      const rows: FigureRow[] = [];
      for await (const one of read('platform-days')) {
        rows.push({
          platform: slugOf(platforms, one),
          day: valueAt(one, 'day'),
          state: valueAt(one, 'standing', 'state'),
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
      const rows: FigureRow[] = [];
      for await (const one of read('slips')) {
        const slips = one['slips'] as readonly FigureRow[];
        for (const { outcome, detail, detailClass, established, solicited } of slips) {
          const said = { outcome, detail, detail_class: detailClass, established, solicited };
          rows.push({
            platform: slugOf(platforms, one),
            monday: valueAt(one, 'monday'),
            ...said,
          } as FigureRow);
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
      const rows: FigureRow[] = [];
      for await (const one of read('tasks')) {
        if (one['figures'] === null) continue;
        const named = clients.get(String(one['client']));
        const root = clients.get(String(named?.['root']));
        rows.push({
          task: valueAt(one, 'id'),
          platform: slugOf(platforms, one),
          client: valueAt(root ?? {}, 'slug'),
          title: valueAt(one, 'title'),
          currency: valueAt(one, 'currency'),
          reward_minor: valueAt(one, 'rewardMinor'),
          ...tasksOf(objectAt(one, ['figures'])),
          hourly_eur: valueAt(one, 'hourlyEur'),
        });
      }
      return sortedBy(rows, ['task']);
    },
  },
  clients: {
    columns: ['client', 'name', ...TASK_COLUMNS, 'rating', 'ratings'],
    rows: async (read) => {
      const clients = await readById(read('clients'));
      const rows: FigureRow[] = [];
      for await (const one of read('client-figures')) {
        const client = clients.get(String(one['client'])) ?? {};
        rows.push({
          client: valueAt(client, 'slug'),
          name: valueAt(client, 'name'),
          ...tasksOf(objectAt(one, ['figures', 'tasks'])),
          rating: valueAt(one, 'figures', 'rating', 'overall'),
          ratings: valueAt(one, 'figures', 'rating', 'count'),
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
