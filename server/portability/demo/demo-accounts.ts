import type { Secrets } from '#server/core/secrets.ts';

/** Pseudonyms of the two accounts that a developer can sign in as. */
export const DEMO_MEMBER = 'demo';
export const DEMO_MODERATOR = 'demo-mod';

/**
 * Derives the password of the demo accounts from this machine's secret, so that nobody else can
 * guess it.
 */
export function deriveSharedDemoPassword(secrets: Secrets): string {
  const key = secrets.keyFor('demo password').toString('hex');
  return [0, 4, 8, 12].map((at) => key.slice(at, at + 4)).join('-');
}

/** Returns the last line that a start with `--demo` prints. */
export function describeDemoSignIn(secrets: Secrets): string {
  return `Sign in as ${DEMO_MEMBER} or ${DEMO_MODERATOR} (a moderator), password ${deriveSharedDemoPassword(secrets)}`;
}
