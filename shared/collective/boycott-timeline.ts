import { z } from 'zod/mini';
import { boycottState } from './boycotts.ts';
import { commonFormFields, currency, day, id, slug } from '#shared/core/form-fields.ts';
import { standingState } from '#shared/directory/standing-states.ts';

export const BOYCOTT_EVENTS = ['demand', 'sent', 'reminder', 'offer', 'answer', 'outcome'] as const;
export type BoycottEventKind = (typeof BOYCOTT_EVENTS)[number];
/** How organisers say they sent the demand to who is named, or reminded them. */
export const CONTACT_WAYS = ['message', 'mail', 'letter', 'in-person'] as const;
/** Days after a reminder in which the timeline takes no other one. */
export const DAYS_BETWEEN_REMINDERS = 3;
/** Days that may have passed since the demand was sent, also before the boycott was proposed. */
export const MAX_DAYS_SINCE_SENT = 365;
/** Maximum boycotts that one says to make the same demand. */
export const MAX_BOYCOTT_LINKS = 10;

/** Public figures about a target on the day of an event: numbers and codes, no words. */
export const frozenFigure = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('platform'),
    state: standingState,
    slips: z.int(),
    medianDelayDays: z.nullable(z.int()),
  }),
  z.object({ kind: z.literal('client'), reports: z.int() }),
  z.object({
    kind: z.literal('task'),
    minor: z.int(),
    currency,
    hourlyEur: z.nullable(z.int()),
  }),
]);
export type FrozenFigure = z.infer<typeof frozenFigure>;

export const boycottEvent = z.object({
  number: z.int(),
  kind: z.enum(BOYCOTT_EVENTS),
  on: day,
  way: z.nullable(z.enum(CONTACT_WAYS)),
  /** Of a demand sent, the day on which organisers say they sent it; `on` is when they noted it. */
  sentOn: z.nullable(day),
  /** Of an offer before the start, the message in which organisers tell of it, which may be withdrawn since. */
  message: z.nullable(id),
  /** The answer of who is named; its text is null once a decision hid it. Null for other events. */
  reply: z.nullable(z.object({ id, signedAs: z.string(), text: z.nullable(z.string()) })),
  figures: z.array(frozenFigure),
});
export type BoycottEvent = z.infer<typeof boycottEvent>;

export const reminderForm = z.object({ ...commonFormFields, way: z.enum(CONTACT_WAYS) });
export type ReminderInput = z.infer<typeof reminderForm>;
export const demandSentForm = z.object({ ...reminderForm.shape, day });
export type DemandSentInput = z.infer<typeof demandSentForm>;

const named = z.object({ slug, name: z.string() });
/** A boycott of the same demand, against somebody else. */
export const sameDemand = z.object({
  id,
  title: z.string(),
  state: boycottState,
  platform: named,
  client: z.nullable(named),
});
/** What organisers see of the links that they proposed: `mutual` once the others said so too. */
export const ownLink = z.object({ id, title: z.string(), mutual: z.boolean() });

export const boycottLinkForm = z.object({
  ...commonFormFields,
  /** The address of the other boycott, as typed. */
  address: z.string().check(z.trim(), z.maxLength(300)),
});
export type BoycottLinkInput = z.infer<typeof boycottLinkForm>;
export const endLinkForm = z.object({ ...commonFormFields, other: id });
export type EndLinkInput = z.infer<typeof endLinkForm>;
