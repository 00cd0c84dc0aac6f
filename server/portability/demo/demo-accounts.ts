import type { Secrets } from '#server/core/secrets.ts';

/** The two accounts that a developer can sign in as. */
export const DEMO_MEMBER = 'demo';
export const DEMO_MODERATOR = 'demo-mod';

/** Derived from this machine's secret, so that nobody else can guess it. */
export function demoPassword(secrets: Secrets): string {
  const key = secrets.keyFor('demo password').toString('hex');
  return [0, 4, 8, 12].map((at) => key.slice(at, at + 4)).join('-');
}

/** The last line printed by a start with `--demo`. */
export function describeDemoSignIn(secrets: Secrets): string {
  return `Sign in as ${DEMO_MEMBER} or ${DEMO_MODERATOR} (a moderator), password ${demoPassword(secrets)}`;
}
