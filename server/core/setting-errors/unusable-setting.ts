import { BadEnvironment } from '#server/core/env.ts';

/**
 * A setting is well-formed but unusable. The message is one sentence for the operator: the setting,
 * what was tried, what to do. It never contains a password or a key.
 */
export class UnusableSetting extends BadEnvironment {
  constructor(setting: string, sentence: string, cause: unknown) {
    super(`${setting}: ${sentence}`, { cause });
  }
}

/** The error code of Node, PostgreSQL or the AWS SDK; empty where there is none. */
export function errorCodeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.name === 'Error' ? '' : error.name;
}

export function errorMessageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message === '' ? errorCodeOf(error) : error.message.split('\n', 1).join();
}
