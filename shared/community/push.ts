import { z } from 'zod/mini';
import { commonFormFields } from '#shared/core/form-fields.ts';

export const MAX_PUSH_BROWSERS = 10;
export const MIN_MINUTES_BETWEEN_PUSHES = 60;
/** Consecutive failures after which a browser is unsubscribed. */
export const MAX_PUSH_FAILURES = 10;

const endpoint = z.url({ protocol: /^https?$/ }).check(z.maxLength(1_000));

/** A browser's push subscription; keys are base64url without padding. */
export const pushForm = z.object({
  ...commonFormFields,
  endpoint,
  /** The subscription's public key: an uncompressed point of P-256, 65 bytes, base64url. */
  p256dh: z.string().check(z.regex(/^[A-Za-z0-9_-]{87}$/)),
  /** The subscription's authentication secret, 16 bytes, base64url. */
  auth: z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/)),
});
export type PushInput = z.infer<typeof pushForm>;

/** The browser to unsubscribe; without an endpoint, all of the member's browsers. */
export const pushUnsubscribeForm = z.object({
  ...commonFormFields,
  endpoint: z.optional(endpoint),
});

export const pushResponse = z.object({
  /** The site's VAPID public key, by which a browser knows that a push comes from here. */
  key: z.string(),
  /** Number of the member's subscribed browsers. */
  devices: z.int(),
});
export type PushResponse = z.infer<typeof pushResponse>;

/** The push payload, encrypted for the browser: a count, never the content of items. */
export const pushPayload = z.object({ title: z.string(), body: z.string(), path: z.string() });
export type PushPayload = z.infer<typeof pushPayload>;
