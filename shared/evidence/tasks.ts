import { z } from 'zod/mini';
import { publicAuthor } from '#shared/directory/public-author.ts';
import {
  signAllAlike,
  checkbox,
  currency,
  day,
  commonFormFields,
  id,
  listLimit,
  MAX_TEXT_LENGTH,
  month,
  shortText,
  slug,
  typedAmount,
} from '#shared/core/form-fields.ts';
import { hiding } from '#shared/core/moderation-decisions.ts';
import { recordFrom } from '#shared/core/record-from.ts';

/** Tasks, or reports of one task, per page. */
export const TASKS_PAGE_SIZE = 24;
export const REPORTS_PAGE_SIZE = 12;
export const OWN_REPORTS_PAGE_SIZE = 50;

/** Maximum runs of one kind in one report. */
export const MAX_RUNS_PER_REPORT = 100_000;
/** Longest time in one report, in seconds: 2,000 hours. */
export const MAX_REPORT_SECONDS = 7_200_000;
export const MAX_APPROVAL_DAYS = 365;
/**
 * Highest plausible hourly rate of a report: in euro cents, or in minor units of a currency without
 * an exchange rate.
 */
export const MAX_HOURLY_CENTS = 100_000;
export const MAX_HOURLY_MINOR_WITHOUT_RATE = 100_000_000;
/** Maximum length as typed. */
export const MAX_TYPED_DURATION_LENGTH = 40;

/** How a run of a task ends. */
export const TASK_RUN_ENDS = [
  'paid',
  'refusedWithReason',
  'refusedWithoutReason',
  /** Screened out during the task, unpaid. */
  'screenOuts',
  'broken',
  'abandoned',
  /** Handed in, not yet judged. */
  'pending',
] as const;
export type TaskRunEnd = (typeof TASK_RUN_ENDS)[number];

export const CLIENT_CONTACTS = ['not-tried', 'unanswered', 'answered'] as const;
export const clientContact = z.enum(CLIENT_CONTACTS);
export type ClientContact = z.infer<typeof clientContact>;

/** Ethical concerns that a member can report about a task. */
export const ETHICS_CONCERNS = [
  'judges-people',
  'others-data',
  'shocking',
  'deceives',
  'other',
] as const;
export const ethicsConcern = z.enum(ETHICS_CONCERNS);
export type EthicsConcern = z.infer<typeof ethicsConcern>;

/** A number of runs; an empty field is 0. */
const runs = z._default(z.coerce.number().check(z.int(), z.gte(0), z.lte(MAX_RUNS_PER_REPORT)), 0);

/** Ticked concerns: one box sends a string, several send an array. */
const severalEthics = z._default(
  z.pipe(
    z.transform((value) => (Array.isArray(value) ? value : [value])),
    z.array(ethicsConcern).check(z.maxLength(ETHICS_CONCERNS.length)),
  ),
  [],
);

const facts = {
  title: shortText,
  /** The client's name; `clientId` is its id on the platform. */
  client: z.optional(shortText),
  clientId: z.optional(shortText),
  /** Confirms that the name is a company's or an account's, not a person's. */
  notAPerson: checkbox,
  reward: typedAmount,
  currency,
  mode: z._default(z.enum(['one', 'series']), 'series'),
  /** How a single run ended; a series has counts instead. */
  ended: z.optional(z.enum(TASK_RUN_ENDS)),
  ...recordFrom(TASK_RUN_ENDS, () => runs),
  /**
   * Time on all runs, unpaid time included, such as "1 h 20", "80" or "45 s"; parsed by
   * `parseDuration`.
   */
  time: z.optional(z.string().check(z.maxLength(MAX_TYPED_DURATION_LENGTH))),
  /** The day the member last worked on it. */
  workedOn: day,
  approvalDays: z.optional(z.coerce.number().check(z.int(), z.gte(0), z.lte(MAX_APPROVAL_DAYS))),
  contact: z._default(clientContact, 'not-tried'),
  recommends: z.optional(z.enum(['yes', 'no'])),
  breaksTerms: checkbox,
  ethics: severalEthics,
  text: z.optional(z.string().check(z.trim(), z.maxLength(MAX_TEXT_LENGTH))),
  solicited: checkbox,
  signed: checkbox,
  alike: signAllAlike,
};

export const taskReportFacts = z.object(facts);
export type TaskReportFacts = z.infer<typeof taskReportFacts>;

/** `platform` is a name, alias, domain or slug. */
export const taskReportForm = z.object({ ...commonFormFields, platform: shortText, ...facts });
export type TaskReportInput = z.infer<typeof taskReportForm>;
/** The facts that replace those of a report; its platform stays. */
export const taskReportCorrection = z.object({ ...commonFormFields, ...facts });
export type TaskReportCorrection = z.infer<typeof taskReportCorrection>;

const share = z.number();
/** Figures over the reports of a task, a client or a platform, by members; shares from 0 to 1. */
export const taskFigures = z.object({
  reports: z.int(),
  members: z.int(),
  /** Runs begun, however they ended. */
  runs: z.int(),
  /** Rewards paid ÷ all time spent: quartiles over members, minor units an hour. */
  hourly: z.nullable(
    z.object({ currency, low: z.int(), median: z.int(), high: z.int(), members: z.int() }),
  ),
  medianRunSeconds: z.nullable(z.int()),
  /** Means over members, each with her own share of judged runs. */
  refused: z.nullable(
    z.object({
      share,
      withoutReasonShare: share,
      membersRefused: z.int(),
      membersWithoutReason: z.int(),
      members: z.int(),
    }),
  ),
  /** Mean over members of their own share of all runs. */
  screenOutShare: z.nullable(share),
  medianApprovalDays: z.nullable(z.int()),
  /** Members who wrote to the client, and who got an answer. */
  contact: z.object({ tried: z.int(), answered: z.int() }),
  recommends: z.object({ yes: z.int(), opinions: z.int() }),
  /** Number of members who say so. */
  breaksTerms: z.int(),
  ethics: z.array(z.object({ kind: ethicsConcern, members: z.int() })),
});
export type TaskFigures = z.infer<typeof taskFigures>;

const named = z.object({ slug, name: z.string() });
const money = z.object({ minor: z.int(), currency });

/**
 * When a task was last reported: in hours only where at least three established members reported
 * within a week, since a single member's day must not show; later by month.
 */
export const lastTaskReport = z.object({
  precision: z.enum(['hours', 'week', 'month']),
  /** Whole hours since, where the precision is hours. */
  hours: z.nullable(z.int()),
  month,
});
export type LastTaskReport = z.infer<typeof lastTaskReport>;

export const publishedTask = z.object({
  id,
  title: z.string(),
  platform: named,
  client: z.nullable(named),
  /** Reward for one run, as the platform offers it. */
  reward: money,
  /** The task's figures; null while all its reports are solicited or weigh nothing. */
  figures: z.nullable(taskFigures),
  lastReport: z.nullable(lastTaskReport),
});
export type PublishedTask = z.infer<typeof publishedTask>;

/**
 * Sort orders: last reported first; or best paid per hour first, among tasks reported within 90
 * days whose rate comes from at least three members, one of them established.
 */
export const TASK_SORTS = ['recent', 'pay'] as const;
export const taskSort = z.enum(TASK_SORTS);
export type TaskSort = z.infer<typeof taskSort>;
export const PAY_SORT_WINDOW_DAYS = 90;
export const PAY_SORT_MIN_MEMBERS = 3;

export const tasksQuery = z.object({
  platform: z.optional(slug),
  client: z.optional(slug),
  sort: z._default(taskSort, 'recent'),
  /** The last task of the previous page. */
  after: z.optional(id),
  limit: listLimit(TASKS_PAGE_SIZE),
});
export type TasksQuery = z.infer<typeof tasksQuery>;

export const tasksResponse = z.object({
  /** The platform that the list is filtered by; null without one. `client` likewise. */
  platform: z.nullable(named),
  client: z.nullable(named),
  sort: taskSort,
  tasks: z.array(publishedTask),
  next: z.nullable(id),
});
export type TasksResponse = z.infer<typeof tasksResponse>;

export const taskResponse = publishedTask;

const wholeCounts = recordFrom(TASK_RUN_ENDS, () => z.int());

/** Exact values as typed; no route returns them to anybody but the author. */
export const exactTaskReport = z.object({
  ...wholeCounts,
  totalSeconds: z.nullable(z.int()),
  approvalDays: z.nullable(z.int()),
  workedOn: day,
});
export type ExactTaskReport = z.infer<typeof exactTaskReport>;

/**
 * A report as the public sees it: counts from ten on with one significant digit, time and hourly
 * rate with two, days until approval in steps, the month.
 */
export const publishedTaskReport = z.object({
  id,
  ...wholeCounts,
  totalSeconds: z.nullable(z.int()),
  /**
   * Computed from exact values, in minor units an hour; null without a time, or while all runs are
   * pending.
   */
  hourlyMinor: z.nullable(z.int()),
  approvalDays: z.nullable(z.int()),
  workedMonth: month,
  postedMonth: month,
  contact: clientContact,
  recommends: z.nullable(z.boolean()),
  breaksTerms: z.boolean(),
  ethics: z.array(ethicsConcern),
  text: z.nullable(z.string()),
  /** Hidden by a decision: it counts nowhere, and if removed its text is left out. */
  hiding,
  solicited: z.boolean(),
  /** A finding names its author as a suspect: it does not count for now. */
  suspect: z.boolean(),
  author: z.extend(publicAuthor, {
    /** A random key of its author on the platform; null when signed. */
    key: z.nullable(z.string()),
  }),
  can: z.object({ edit: z.boolean() }),
});
export type PublishedTaskReport = z.infer<typeof publishedTaskReport>;

/** Cursor of a task's reports; published values only. */
export const taskReportCursor = z
  .string()
  .check(z.regex(/^[12]\d{3}-(0[1-9]|1[0-2])_[0-9a-z]{12}$/));

export const taskReportsResponse = z.object({
  reports: z.array(publishedTaskReport),
  next: z.nullable(taskReportCursor),
});
export type TaskReportsResponse = z.infer<typeof taskReportsResponse>;

/** A report for its author alone: exact values. */
export const ownTaskReport = z.object({
  id,
  task: id,
  title: z.string(),
  platform: named,
  client: z.nullable(named),
  reward: money,
  ...wholeCounts,
  totalSeconds: z.nullable(z.int()),
  workedOn: day,
  approvalDays: z.nullable(z.int()),
  contact: clientContact,
  recommends: z.nullable(z.boolean()),
  breaksTerms: z.boolean(),
  ethics: z.array(ethicsConcern),
  text: z.nullable(z.string()),
  hiding,
  solicited: z.boolean(),
  signed: z.boolean(),
  publishedOn: day,
});
export type OwnTaskReport = z.infer<typeof ownTaskReport>;

/** Cursor of the next page of the member's own reports. */
export const ownTaskReportCursor = z.string().check(z.regex(/^[12]\d{3}-\d\d-\d\d_[0-9a-z]{12}$/));

export const ownTaskReportsResponse = z.object({
  reports: z.array(ownTaskReport),
  next: z.nullable(ownTaskReportCursor),
});
