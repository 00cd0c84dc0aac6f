import { z } from 'zod/mini';
import { publicAuthor } from './authors.ts';
import { hiding } from '#shared/governance/cases.ts';
import {
  alike,
  checkbox,
  currency,
  day,
  formControls,
  id,
  limit,
  MAX_TEXT_LENGTH,
  month,
  shortText,
  slug,
  typedAmount,
} from '#shared/core/fields.ts';
import type { TaskCounts } from './task-counts.ts';

/** How many tasks, or reports of one task, one answer carries. */
export const TASKS_PAGE_SIZE = 24;
export const REPORTS_PAGE_SIZE = 12;
export const OWN_REPORTS_PAGE_SIZE = 50;

/** The most runs of one kind in one report. */
export const MAX_RUNS = 100_000;
/** The longest time in one report, in seconds: 2 000 hours. */
export const MAX_SECONDS = 7_200_000;
export const MAX_APPROVAL_DAYS = 365;
/** A report that would pay more an hour is a slip: in euro cents, or in minor units where the table
 * has no rate of the currency. */
export const MAX_HOURLY_CENTS = 100_000;
export const MAX_HOURLY_UNKNOWN_MINOR = 100_000_000;
/** As it is typed. */
export const MAX_DURATION_LENGTH = 40;

/** How a run of a task ends. */
export const RUN_ENDS = [
  'paid',
  'refusedWithReason',
  'refusedWithoutReason',
  'screenOuts',
  'broken',
  'abandoned',
  'pending',
] as const satisfies readonly (keyof TaskCounts)[];
export type RunEnd = (typeof RUN_ENDS)[number];

export const CONTACTS = ['not-tried', 'unanswered', 'answered'] as const;
export const contact = z.enum(CONTACTS);
export type Contact = z.infer<typeof contact>;

/** What a task asks that it should not. */
export const ETHICS = ['judges-people', 'others-data', 'shocking', 'deceives', 'other'] as const;
export const ethics = z.enum(ETHICS);
export type Ethics = z.infer<typeof ethics>;

/** A number of runs: a field left empty is none. */
const runs = z._default(z.coerce.number().check(z.int(), z.gte(0), z.lte(MAX_RUNS)), 0);
const counts = {
  paid: runs,
  refusedWithReason: runs,
  refusedWithoutReason: runs,
  /** Thrown out on the way, unpaid. */
  screenOuts: runs,
  broken: runs,
  abandoned: runs,
  /** Handed in, not yet judged. */
  pending: runs,
};

/** One ticked box sends a text, several send a list. */
const severalEthics = z._default(
  z.pipe(
    z.transform((value) => (Array.isArray(value) ? value : [value])),
    z.array(ethics).check(z.maxLength(ETHICS.length)),
  ),
  [],
);

const facts = {
  title: shortText,
  /** The client's name, and the id that the platform shows for it. */
  client: z.optional(shortText),
  clientId: z.optional(shortText),
  /** The name is that of a company or an account, not of a person. */
  notAPerson: checkbox,
  reward: typedAmount,
  currency,
  mode: z._default(z.enum(['one', 'series']), 'series'),
  /** How the one run ended; of a series the counts say it. */
  ended: z.optional(z.enum(RUN_ENDS)),
  ...counts,
  /** "1 h 20", "80", "45 s": read by `parseDuration`. Of all runs, unpaid time included. */
  time: z.optional(z.string().check(z.maxLength(MAX_DURATION_LENGTH))),
  /** The day she last worked on it. */
  workedOn: day,
  approvalDays: z.optional(z.coerce.number().check(z.int(), z.gte(0), z.lte(MAX_APPROVAL_DAYS))),
  contact: z._default(contact, 'not-tried'),
  recommends: z.optional(z.enum(['yes', 'no'])),
  breaksTerms: checkbox,
  ethics: severalEthics,
  text: z.optional(z.string().check(z.trim(), z.maxLength(MAX_TEXT_LENGTH))),
  solicited: checkbox,
  signed: checkbox,
  alike,
};

export const taskReportFacts = z.object(facts);
export type TaskReportFacts = z.infer<typeof taskReportFacts>;

/** `platform` is a name, alias, domain or slug. */
export const taskReportForm = z.object({ ...formControls, platform: shortText, ...facts });
export type TaskReportForm = z.infer<typeof taskReportForm>;
/** All facts anew; the platform stays. */
export const taskReportCorrection = z.object({ ...formControls, ...facts });
export type TaskReportCorrection = z.infer<typeof taskReportCorrection>;
/** What a form without fields sends; a script may send nothing. */
export const taskReportControls = z.nullish(z.object(formControls));

const share = z.number();
/** What the reports of a task, a client or a platform come to, by members; shares from 0 to 1. */
export const taskFigures = z.object({
  reports: z.int(),
  members: z.int(),
  /** Begun, however they ended. */
  runs: z.int(),
  /** Rewards paid ÷ all time spent: quartiles over members, minor units an hour. */
  hourly: z.nullable(
    z.object({ currency, low: z.int(), median: z.int(), high: z.int(), members: z.int() }),
  ),
  medianRunSeconds: z.nullable(z.int()),
  /** Means over members, each with her own share of the runs that were judged. */
  refused: z.nullable(
    z.object({
      share,
      withoutReasonShare: share,
      membersRefused: z.int(),
      membersWithoutReason: z.int(),
      members: z.int(),
    }),
  ),
  /** Mean over members of her own share of all runs. */
  screenOutShare: z.nullable(share),
  medianApprovalDays: z.nullable(z.int()),
  /** Members who wrote to the client, and who got an answer. */
  contact: z.object({ tried: z.int(), answered: z.int() }),
  recommends: z.object({ yes: z.int(), opinions: z.int() }),
  /** Members who say so. */
  breaksTerms: z.int(),
  ethics: z.array(z.object({ kind: ethics, members: z.int() })),
});
export type TaskFigures = z.infer<typeof taskFigures>;

const named = z.object({ slug, name: z.string() });
const money = z.object({ minor: z.int(), currency });

/**
 * When a task was last reported: hours only where at least three established members did within a
 * week, since the day of a single member is nobody's business; later on the month.
 */
export const lastReport = z.object({
  precision: z.enum(['hours', 'week', 'month']),
  /** Whole hours since, where the precision is hours. */
  hours: z.nullable(z.int()),
  month,
});
export type LastReport = z.infer<typeof lastReport>;

export const publishedTask = z.object({
  id,
  title: z.string(),
  platform: named,
  client: z.nullable(named),
  /** Of one run, as the platform offers it. */
  reward: money,
  /** Null while all its reports were asked for, or weigh nothing. */
  figures: z.nullable(taskFigures),
  lastReport: z.nullable(lastReport),
});
export type PublishedTask = z.infer<typeof publishedTask>;

/**
 * Last reported first, or best paid an hour first: of those reported within 90 days, whose rate
 * comes from at least three members, one of them established.
 */
export const TASK_SORTS = ['recent', 'pay'] as const;
export const taskSort = z.enum(TASK_SORTS);
export type TaskSort = z.infer<typeof taskSort>;
export const PAY_SORT_DAYS = 90;
export const PAY_SORT_MEMBERS = 3;

export const tasksQuery = z.object({
  platform: z.optional(slug),
  client: z.optional(slug),
  sort: z._default(taskSort, 'recent'),
  /** The task that the page before ended with. */
  after: z.optional(id),
  limit: limit(TASKS_PAGE_SIZE),
});
export type TasksQuery = z.infer<typeof tasksQuery>;

export const tasksResponse = z.object({
  /** What the list is of, where it is of one. */
  platform: z.nullable(named),
  client: z.nullable(named),
  sort: taskSort,
  tasks: z.array(publishedTask),
  next: z.nullable(id),
});
export type TasksResponse = z.infer<typeof tasksResponse>;

export const taskResponse = publishedTask;

const wholeCounts = {
  paid: z.int(),
  refusedWithReason: z.int(),
  refusedWithoutReason: z.int(),
  screenOuts: z.int(),
  broken: z.int(),
  abandoned: z.int(),
  pending: z.int(),
};

/** What its author typed, which leaves no route but to her. */
export const exactReport = z.object({
  ...wholeCounts,
  totalSeconds: z.nullable(z.int()),
  approvalDays: z.nullable(z.int()),
  workedOn: day,
});
export type ExactReport = z.infer<typeof exactReport>;

/**
 * A report as everybody sees it: counts from ten on with one significant digit, time and hourly rate
 * with two, days until approval in steps, the month.
 */
export const publishedTaskReport = z.object({
  id,
  ...wholeCounts,
  totalSeconds: z.nullable(z.int()),
  /** Of its exact values, minor units an hour; null without a time, or while all waits. */
  hourlyMinor: z.nullable(z.int()),
  approvalDays: z.nullable(z.int()),
  workedMonth: month,
  postedMonth: month,
  contact,
  recommends: z.nullable(z.boolean()),
  breaksTerms: z.boolean(),
  ethics: z.array(ethics),
  text: z.nullable(z.string()),
  /** By a decision: then it counts nowhere, and removed its text stays here. */
  hiding,
  solicited: z.boolean(),
  /** A finding of a campaign names its author here: it does not count for now. */
  suspect: z.boolean(),
  author: publicAuthor,
  can: z.object({ edit: z.boolean() }),
});
export type PublishedTaskReport = z.infer<typeof publishedTaskReport>;

/** Where the next page of a task's reports begins: made of published values alone. */
export const reportCursor = z.string().check(z.regex(/^[12]\d{3}-(0[1-9]|1[0-2])_[0-9a-z]{12}$/));

export const taskReportsResponse = z.object({
  reports: z.array(publishedTaskReport),
  next: z.nullable(reportCursor),
});
export type TaskReportsResponse = z.infer<typeof taskReportsResponse>;

/** A report as its author alone sees it: exact. */
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
  contact,
  recommends: z.nullable(z.boolean()),
  breaksTerms: z.boolean(),
  ethics: z.array(ethics),
  text: z.nullable(z.string()),
  hiding,
  solicited: z.boolean(),
  signed: z.boolean(),
  publishedOn: day,
});
export type OwnTaskReport = z.infer<typeof ownTaskReport>;

/** Where the next page of one's own begins. */
export const ownReportCursor = z.string().check(z.regex(/^[12]\d{3}-\d\d-\d\d_[0-9a-z]{12}$/));

export const ownTaskReportsResponse = z.object({
  reports: z.array(ownTaskReport),
  next: z.nullable(ownReportCursor),
});
