import { z } from 'zod/mini';

/**
 * What tools written for Turkopticon and TurkerView read of a client. Their shapes are contracts
 * with scripts that nobody maintains any more: names, types and orders stay as they are. Ids and
 * names are put in when an answer is written; the rest is computed once and kept.
 */

const count = z.int().check(z.gte(0));
/** A mean mark with two decimals; "0.00" where there is none. */
const attr = z.string().check(z.regex(/^[0-5]\.\d{2}$/));

/** First version of Turkopticon. Its tools take no fifth attr. */
export const legacyAttrs = z.object({
  attrs: z.object({ comm: attr, pay: attr, fair: attr, fast: attr }),
  reviews: count,
  tos_flags: count,
  /** Members by what they earned an hour, in US dollars. */
  pay_buckets: z.array(z.tuple([z.string(), count])),
});
export type LegacyAttrs = z.infer<typeof legacyAttrs>;

const two = z.tuple([count, count]);
const three = z.tuple([count, count, count]);

/** Second version of Turkopticon; its review is our task report. */
const legacyAggregate = z.object({
  /** US dollars paid, the seconds that they took, the reports with a time. */
  reward: z.tuple([z.number(), count, count]),
  /** Mean seconds until approval; 0 where nobody knows. */
  pending: count,
  /** Answered, tried, reports. */
  comm: three,
  /** Yes, opinions, reports. */
  recommend: three,
  /** Some or all refused, judged at all, reports. */
  rejected: three,
  /** Break the platform's terms, reports. */
  tos: two,
  /** Some runs broken, reports. */
  broken: two,
});
export type LegacyAggregate = z.infer<typeof legacyAggregate>;

export const legacyAggregates = z.object({ all: legacyAggregate, recent: legacyAggregate });
export type LegacyAggregates = z.infer<typeof legacyAggregates>;

/** How a figure looks: names of Bootstrap's colours and of Font Awesome's icons. */
const look = { class: z.string(), faicon: z.string() };

/** US dollars an hour with two decimals; null where nobody measured. */
const wage = z.object({ wage: z.nullable(z.string().check(z.regex(/^\d+\.\d{2}$/))), ...look });
export type LegacyWage = z.infer<typeof wage>;

const rating = z.object({ text: z.string(), ...look });
export type LegacyRating = z.infer<typeof rating>;

/** TurkerView. */
export const legacyView = z.object({
  /** Task reports. */
  reviews: count,
  /** Those of who asks: a key tells nobody here. */
  user_reviews: z.literal(0),
  wages: z.object({ average: wage, user_average: wage }),
  ratings: z.object({ pay: rating, comm: rating, fast: rating }),
  /** Members of whose work some was refused. */
  rejections: count,
  /** Not asked for here. */
  blocks: z.literal(0),
  /** A thread on a forum that is not ours. */
  thid: z.null(),
});
export type LegacyView = z.infer<typeof legacyView>;

/** The figures of one client as they are kept for older tools. */
export const legacyFigures = z.object({
  /** Its other names; its own is the client's. */
  aliases: z.array(z.string()),
  attrs: legacyAttrs,
  aggregates: legacyAggregates,
  view: legacyView,
});
export type LegacyFigures = z.infer<typeof legacyFigures>;
