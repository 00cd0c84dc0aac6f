/** The cache of shared pictures. */
export const SHARED_CACHE = 'shared-pictures';
/** Parameter of the form's address: a random id of a shared picture, or why there is none. */
export const SHARE_PARAMETER = 'share';

/** Pictures shared with the installed site, from the service worker to the form: on the device alone. */
export const SHARED_PICTURES = {
  /** Name of the file in the manifest and in the form that the system posts. */
  field: 'picture',
  cache: SHARED_CACHE,
  /** Address of a kept picture in the cache, before its id. No server answers there. */
  prefix: '/shared-picture/',
  keptAt: 'x-kept-at',
  keptMs: 86_400_000,
  /** Maximum kept at once; the oldest is dropped. */
  most: 4,
  /** Larger than photographs of phones. */
  maxBytes: 32 * 1024 * 1024,
  parameter: SHARE_PARAMETER,
  /** Parameter that says that several were shared; the first is kept. */
  more: 'more',
} as const;

/** Why the form gets no picture; `missed`: no service worker was there to take it. */
export const SHARE_FAILURES = ['not-image', 'too-large', 'not-kept', 'missed'] as const;
export type ShareFailure = (typeof SHARE_FAILURES)[number];
