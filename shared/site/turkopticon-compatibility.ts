import { z } from 'zod/mini';

/**
 * Responses for tools written for Turkopticon and TurkerView. Their formats are contracts with
 * scripts that nobody maintains any more: names, types and orders must not change. Ids and names
 * are added when responding; the rest is computed in advance and stored.
 */

const count = z.int().check(z.gte(0));
/** A mark from 1 to 5 with two decimals. */
const attr = z.string().check(z.regex(/^[1-5]\.\d{2}$/));
const maybeAttr = z.optional(attr);

/**
 * Marks in Turkopticon's first version: these four only, since its tools ignore others. An unknown one
 * is left out: tools average those that are there, and would take "0.00" for the worst.
 */
export const turkopticonAttributes = z.object({
  attrs: z.object({ comm: maybeAttr, pay: attr, fair: maybeAttr, fast: maybeAttr }),
  /** Reviews; without one, the members whose task reports the marks come from. */
  reviews: count,
  tos_flags: count,
  /** Members by hourly earnings, in US dollars. */
  pay_buckets: z.array(z.tuple([z.string(), count])),
});
export type TurkopticonAttributes = z.infer<typeof turkopticonAttributes>;

const two = z.tuple([count, count]);
const three = z.tuple([count, count, count]);

/** Turkopticon, second version; its review is our task report. */
const legacyAggregate = z.object({
  /** US dollars paid, the seconds that they took, the reports with a time. */
  reward: z.tuple([z.number(), count, count]),
  /** Mean seconds until approval; 0 when unknown. */
  pending: count,
  /** Reports of an answer, of an attempt to communicate, all reports. */
  comm: three,
  /** Reports that recommend, that state an opinion, all reports. */
  recommend: three,
  /** Reports with some or all runs refused, with a run judged at all, all reports. */
  rejected: three,
  /** Reports that the task breaks the platform's terms, all reports. */
  tos: two,
  /** Reports with broken runs, all reports. */
  broken: two,
});
export type TurkopticonAggregate = z.infer<typeof legacyAggregate>;

export const turkopticonAggregates = z.object({ all: legacyAggregate, recent: legacyAggregate });

/** Appearance of a figure: Bootstrap colour classes and Font Awesome icons. */
const look = { class: z.string(), faicon: z.string() };

/** US dollars an hour with two decimals; null when not measured. */
const wage = z.object({ wage: z.nullable(z.string().check(z.regex(/^\d+\.\d{2}$/))), ...look });
export type TurkerViewWage = z.infer<typeof wage>;

const rating = z.object({ text: z.string(), ...look });
export type TurkerViewRating = z.infer<typeof rating>;

export const turkerViewFigures = z.object({
  /** Members who reported tasks; without one, reviews. */
  reviews: count,
  /** Reviews by the requesting user; always 0, since keys identify nobody here. */
  user_reviews: z.literal(0),
  wages: z.object({ average: wage, user_average: wage }),
  ratings: z.object({ pay: rating, comm: rating, fast: rating }),
  /** Number of members with a refusal. */
  rejections: count,
  /** Always 0: this site does not collect blocks. */
  blocks: z.literal(0),
  /** A thread on another forum; always null here. */
  thid: z.null(),
});
export type TurkerViewFigures = z.infer<typeof turkerViewFigures>;

/** The stored figures of one client for older tools. */
export const turkopticonClientFigures = z.object({
  /** The client's other names; its main name is added when responding. */
  aliases: z.array(z.string()),
  /** Null where nobody rated or measured the pay. */
  attrs: z.nullable(turkopticonAttributes),
  /** Null without a task report. */
  aggregates: z.nullable(turkopticonAggregates),
  /** Null without any report or review. */
  view: z.nullable(turkerViewFigures),
});
export type TurkopticonClientFigures = z.infer<typeof turkopticonClientFigures>;
