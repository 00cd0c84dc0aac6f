import type { Secrets } from '#server/core/secrets.ts';

/** The two that a developer can sign in as. */
export const DEMO_MEMBER = 'demo';
export const DEMO_MODERATOR = 'demo-mod';

/** Nobody can guess it who does not have this machine's secret. */
export function demoPassword(secrets: Secrets): string {
  const key = secrets.keyFor('demo password').toString('hex');
  return [0, 4, 8, 12].map((at) => key.slice(at, at + 4)).join('-');
}

/** The line that a start with `--demo` ends with. */
export function howToSignIn(secrets: Secrets): string {
  return `Sign in as ${DEMO_MEMBER} or ${DEMO_MODERATOR} (a moderator), password ${demoPassword(secrets)}`;
}
