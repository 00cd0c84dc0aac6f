import { z } from 'zod/mini';
import { formControls } from '#shared/core/fields.ts';

/** Browsers that one member gets pushes on. */
export const MAX_PUSH_DEVICES = 10;
/** A member is not called more often: minutes between two pushes. */
export const PUSH_PAUSE_MINUTES = 60;
/** A browser that could not be reached so often in a row is forgotten. */
export const MAX_PUSH_FAILURES = 10;

const endpoint = z.url({ protocol: /^https?$/ }).check(z.maxLength(1_000));

/** What a browser's subscription consists of; keys are base64url without padding. */
export const pushForm = z.object({
  ...formControls,
  endpoint,
  /** Its public key: an uncompressed point of P-256, 65 bytes. */
  p256dh: z.string().check(z.regex(/^[A-Za-z0-9_-]{87}$/)),
  /** Its secret, 16 bytes. */
  auth: z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/)),
});
export type PushInput = z.infer<typeof pushForm>;

/** Without an address it ends for all of the member's browsers. */
export const pushEndForm = z.object({ ...formControls, endpoint: z.optional(endpoint) });

export const pushResponse = z.object({
  /** The public key of this site, by which a browser knows that a push comes from here. */
  key: z.string(),
  /** How many browsers of the member get pushes. */
  devices: z.int(),
});
export type PushResponse = z.infer<typeof pushResponse>;

/** What travels, encrypted for the browser: a count, never what the lines say. */
export const pushMessage = z.object({ title: z.string(), body: z.string(), path: z.string() });
export type PushMessage = z.infer<typeof pushMessage>;
