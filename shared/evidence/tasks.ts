import { z } from 'zod/mini';
import {
  checkbox,
  currency,
  day,
  commonFormFields,
  id,
  listLimit,
  month,
  shortText,
  slug,
  typedAmount,
} from '#shared/core/form-fields.ts';
import { accountFields } from '#shared/identity/accounts.ts';
import { hiding } from '#shared/core/moderation-decisions.ts';
import { recordFrom } from '#shared/core/record-from.ts';

/** Tasks per page. */
export const TASKS_PAGE_SIZE = 24;
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
  solicited: checkbox,
};

export const taskReportFacts = z.object(facts);
export type TaskReportFacts = z.infer<typeof taskReportFacts>;

/** `platform` is a name, alias, domain or slug. */
export const taskReportForm = z.object({
  ...commonFormFields,
  platform: shortText,
  ...facts,
  /** Refuses a new task that is nearly another one, unless `anotherTask` says that it is not. */
  asksIfSame: z.optional(checkbox),
  anotherTask: z.optional(checkbox),
});
export type TaskReportInput = z.infer<typeof taskReportForm>;
/** A task report with the account of a visitor, made or opened by the same form. */
export const taskReportWithAccountForm = z.object({ ...taskReportForm.shape, ...accountFields });
/** The facts that replace those of a report; its platform stays. */
export const taskReportCorrection = z.object({ ...commonFormFields, ...facts });
export type TaskReportCorrection = z.infer<typeof taskReportCorrection>;

/** Established members needed for a figure, and for the title of a task to be public. */
export const FIGURE_MIN_MEMBERS = 5;
/** Lower bounds of the classes in which numbers of members are public. */
export const MEMBER_CLASSES = [5, 10, 20, 50] as const;

/** A share from 0 to 1, in steps of 0.05. */
const share = z.number();
/** A number of members: the lower bound of its class; 0 below the first one. */
const members = z.int();

/** Figures over the reports of a task, a client or a platform, by members. */
export const taskFigures = z.object({
  members,
  /**
   * Rewards paid ÷ all time spent: median over members, minor units an hour. Quartiles from 20 members
   * on.
   */
  hourly: z.nullable(
    z.object({
      currency,
      low: z.nullable(z.int()),
      median: z.int(),
      high: z.nullable(z.int()),
      members,
    }),
  ),
  medianRunSeconds: z.nullable(z.int()),
  /** Means over members, each with her own share of judged runs. */
  refused: z.nullable(z.object({ share, withoutReasonShare: share, members })),
  /** Mean over members of their own share of all runs. */
  screenOutShare: z.nullable(share),
  medianApprovalDays: z.nullable(z.int()),
  /** Share of the members who wrote to the client that got an answer. */
  answered: z.nullable(z.object({ share, members })),
  recommends: z.nullable(z.object({ share, members })),
  /** Number of members who say so. */
  breaksTerms: members,
  ethics: z.array(z.object({ kind: ethicsConcern, members })),
});
export type TaskFigures = z.infer<typeof taskFigures>;

const named = z.object({ slug, name: z.string() });
const money = z.object({ minor: z.int(), currency });

export const publishedTask = z.object({
  id,
  title: z.string(),
  platform: named,
  client: z.nullable(named),
  /** Reward for one run, as the platform offers it. */
  reward: money,
  /** The task's figures; null where fewer than five established members report it. */
  figures: z.nullable(taskFigures),
  /** The month in which a report last entered the figures. */
  lastMonth: month,
});
export type PublishedTask = z.infer<typeof publishedTask>;

/**
 * Sort orders: last reported first; or best paid per hour first, among tasks whose figures changed
 * within 90 days.
 */
export const TASK_SORTS = ['recent', 'pay'] as const;
export const taskSort = z.enum(TASK_SORTS);
export type TaskSort = z.infer<typeof taskSort>;
export const PAY_SORT_WINDOW_DAYS = 90;

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

export const MAX_TASK_SUGGESTIONS = 6;
/** `platform` is a name, alias, domain or slug; `q` is a part of a title. */
export const taskSuggestQuery = z.object({
  platform: z.string().check(z.maxLength(200)),
  q: z.string().check(z.maxLength(200)),
});
const suggestedTask = z.object({
  title: z.string(),
  /** The client's name. */
  client: z.nullable(z.string()),
  reward: money,
});
export type SuggestedTask = z.infer<typeof suggestedTask>;
export const taskSuggestResponse = z.object({ tasks: z.array(suggestedTask) });
export type TaskSuggestResponse = z.infer<typeof taskSuggestResponse>;

const wholeCounts = recordFrom(TASK_RUN_ENDS, () => z.int());

/** Exact values as typed; no route returns them to anybody but the author. */
export const exactTaskReport = z.object({
  ...wholeCounts,
  totalSeconds: z.nullable(z.int()),
  approvalDays: z.nullable(z.int()),
  workedOn: day,
  /** The client's name and its id on the platform, where no client of the site was known by them. */
  client: z.optional(z.string()),
  clientId: z.optional(z.string()),
});
export type ExactTaskReport = z.infer<typeof exactTaskReport>;

/** A report for its author alone: exact values. */
export const ownTaskReport = z.object({
  id,
  task: id,
  title: z.string(),
  platform: named,
  client: z.nullable(named),
  /** The client as she typed it, where the site knows none of that name. */
  typedClient: z.nullable(z.string()),
  typedClientId: z.nullable(z.string()),
  /** Whether everybody can see the task: five established members report it. */
  shown: z.boolean(),
  reward: money,
  ...wholeCounts,
  totalSeconds: z.nullable(z.int()),
  workedOn: day,
  approvalDays: z.nullable(z.int()),
  contact: clientContact,
  recommends: z.nullable(z.boolean()),
  breaksTerms: z.boolean(),
  ethics: z.array(ethicsConcern),
  hiding,
  solicited: z.boolean(),
  publishedOn: day,
  /** The Monday from which it counts; null for reports from before it was drawn. */
  dueOn: z.nullable(day),
  counted: z.boolean(),
});
export type OwnTaskReport = z.infer<typeof ownTaskReport>;

/** Cursor of the next page of the member's own reports. */
export const ownTaskReportCursor = z.string().check(z.regex(/^[12]\d{3}-\d\d-\d\d_[0-9a-z]{12}$/));

export const ownTaskReportsResponse = z.object({
  reports: z.array(ownTaskReport),
  next: z.nullable(ownTaskReportCursor),
});
