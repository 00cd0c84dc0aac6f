import { z } from 'zod/mini';
import { day, month } from '#shared/core/form-fields.ts';
import { incidentKind } from '#shared/evidence/incidents.ts';
import { platformActivity } from '#shared/directory/platforms.ts';

/**
 * The barometer: figures over all platforms, once a month, frozen. An edition of a month tells what
 * the bulletins of that month brought: slips, task reports and incidents whose Monday lies in it.
 */

/** Version of the rules that computed an edition, stored in it as `shape`. */
export const EDITION_SHAPE = 1;

/** Members behind the smallest published cell. */
export const CELL_MIN_MEMBERS = 10;
/** Members from which the hourly median is published: of fewer, its bounds are nearly one member's value. */
export const HOURLY_MIN_MEMBERS = 20;
/** Days after the end of its month from which an edition is definitive: the longest window of a slip. */
export const DEFINITIVE_AFTER_DAYS = 91;
/** Months that the barometer looks back on. */
export const EDITIONS_SHOWN = 24;

/** Classes of a number of members, by their lower bounds. */
export const EDITION_MEMBER_CLASSES = [
  10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000,
] as const;

export type PlatformKind = z.infer<typeof platformActivity>;
export type EditionIncidentKind = z.infer<typeof incidentKind>;

export const EDITION_STATES = ['provisional', 'definitive'] as const;
export const editionState = z.enum(EDITION_STATES);
export type EditionState = z.infer<typeof editionState>;

/** A value with the bounds of its interval of 95 %. */
const figure = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  /** Lower bound of the class of the number of members behind it. */
  members: z.int(),
  /** Number of slips behind it; null where it is computed from reports on tasks. */
  slips: z.nullable(z.int()),
});
export type EditionFigure = z.infer<typeof figure>;

/**
 * The figures of a cell, each null where too few members stand behind it:
 * - hourly: median over members of what an hour brought, unpaid time included; euro cents
 * - unpaidRuns: mean over members of the share of runs of a task that brought nothing
 * - delay: days within which half of the payouts arrived
 * - notPaid: share of slips that say not paid
 * - refusals: mean over members of the share of judged runs that were refused without a reason
 */
export const EDITION_FIGURES = ['hourly', 'unpaidRuns', 'delay', 'notPaid', 'refusals'] as const;
export type EditionFigureName = (typeof EDITION_FIGURES)[number];
/** Figures computed from released slips, which anybody can compute again. */
export const SLIP_FIGURE_NAMES = ['delay', 'notPaid'] as const satisfies EditionFigureName[];

const cell = {
  hourly: z.nullable(figure),
  unpaidRuns: z.nullable(figure),
  delay: z.nullable(figure),
  notPaid: z.nullable(figure),
  refusals: z.nullable(figure),
};
export const editionCell = z.object(cell);
export type EditionCell = { readonly [Name in EditionFigureName]: EditionFigure | null };

export const editionFigures = z.object({
  shape: z.int(),
  /** Released slips of the month's Mondays, without solicited ones, and the platforms they are about. */
  slips: z.int(),
  platforms: z.int(),
  /** Lower bound of the class of all members behind the edition. */
  members: z.int(),
  all: editionCell,
  /** Kinds of platforms of which at least one figure is published. */
  kinds: z.array(z.object({ kind: platformActivity, ...cell })),
  /** Incidents shown in the month; null where fewer than ten members reported them. */
  incidents: z.nullable(
    z.object({
      count: z.int(),
      members: z.int(),
      kinds: z.array(z.object({ kind: incidentKind, count: z.int() })),
    }),
  ),
  /** Gross minimum wage in France as the edition was made, euro cents an hour; null without one. */
  minimumWage: z.nullable(z.int()),
  /** The largest change that stands outside its interval; null where nothing surely moved. */
  headline: z.nullable(
    z.object({
      figure: z.enum(EDITION_FIGURES),
      /** The month compared with. */
      since: month,
      from: z.number(),
      to: z.number(),
    }),
  ),
});
export type EditionFigures = z.infer<typeof editionFigures>;

export const edition = z.object({
  /** E.g. 2026-10-provisional. */
  id: z.string(),
  month,
  state: editionState,
  madeOn: day,
  figures: editionFigures,
});
export type Edition = z.infer<typeof edition>;

/** The lower bound of the class of a number of members; 0 below the first one. */
export function editionMemberClass(members: number): number {
  return EDITION_MEMBER_CLASSES.findLast((least) => members >= least) ?? 0;
}

/** A month, or one of its editions: 2026-10, 2026-10-provisional. */
export const editionName = z
  .string()
  .check(z.regex(/^[12]\d{3}-(0[1-9]|1[0-2])(-(provisional|definitive))?$/));

/** An edition in a list, with the figures of all platforms. */
export const editionInList = z.object({
  id: z.string(),
  month,
  state: editionState,
  madeOn: day,
  members: z.int(),
  all: editionCell,
  headline: editionFigures.shape.headline,
});
export type EditionInList = z.infer<typeof editionInList>;

/** A figure of all platforms that differs between the editions of a month. */
const correction = z.object({
  figure: z.enum(EDITION_FIGURES),
  provisional: z.nullable(z.number()),
  definitive: z.nullable(z.number()),
});
export type EditionCorrection = z.infer<typeof correction>;

export const editionsResponse = z.object({
  /** The newest edition of each of the last 24 months that have one, newest first. */
  editions: z.array(editionInList),
  /** What their definitive editions corrected, newest month first. */
  errata: z.array(z.object({ month, corrections: z.array(correction) })),
});
export type EditionsResponse = z.infer<typeof editionsResponse>;

export const editionResponse = z.object({
  edition,
  /** Which edition it is, counted by months from the first. */
  number: z.int(),
  /** Ids of all editions of the month. */
  states: z.array(z.string()),
  /** The newest edition of each of the 24 months up to this one, oldest first. */
  history: z.array(editionInList),
  /** Whom the press may ask, as the operator set it; null for nobody. */
  press: z.nullable(z.string()),
  /** The figures of all platforms that differ between the month's two editions. */
  corrections: z.array(correction),
});
export type EditionResponse = z.infer<typeof editionResponse>;
