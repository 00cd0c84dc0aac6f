import { DemoRefused } from '#server/portability/demo/demo-state.ts';
import { BadEnvironment } from '#server/core/env.ts';
import { MigrationsBlocked } from '#server/database/migrations/contract-rules.ts';

/** Sentences for the operator, by error code of the system or of Node. */
const SENTENCES: Record<string, string> = {
  ENOSPC: 'The disk is full: make room, and start again.',
  ERR_PARSE_ARGS_UNKNOWN_OPTION: 'Unknown option. There is one: npm start -- --demo',
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: 'Unknown option. There is one: npm start -- --demo',
};

/**
 * Explains to the operator why a command failed: a sentence for known errors, else the error with its
 * stack.
 */
export function explainFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const expected = [BadEnvironment, DemoRefused, MigrationsBlocked].some(
    (kind) => error instanceof kind,
  );
  if (expected) return error.message;
  const code = 'code' in error ? String(error.code) : '';
  const sentence = SENTENCES[code];
  return sentence === undefined ? (error.stack ?? error.message) : `${sentence} (${error.message})`;
}
