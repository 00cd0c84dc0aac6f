import type { PGlite } from '@electric-sql/pglite';

/** Said of all that is asked of an embedded database that has ended; the code is PostgreSQL's own. */
class EmbeddedEnded extends Error {
  readonly code = '57P02';
  readonly severity = 'FATAL';
  constructor() {
    super('the embedded database has ended');
  }
}

/**
 * Where the embedded database panics, as it does where its log of writes finds no room, it asks to be
 * started again, and what is asked of it until then never returns: it would hold up the whole process.
 * So from then on nothing is asked of it, and `ended` is told once.
 */
export function endAtPanic(pglite: PGlite, ended: () => void): void {
  let over = false;
  const guarded =
    <Args extends unknown[], Answer>(ask: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      if (over) throw new EmbeddedEnded();
      try {
        return await ask(...args);
      } catch (error) {
        if (isPanic(error)) {
          over = true;
          ended();
        }
        throw error;
      }
    };
  pglite.execProtocol = guarded(pglite.execProtocol.bind(pglite));
  pglite.execProtocolStream = guarded(pglite.execProtocolStream.bind(pglite));
}

function isPanic(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // What stops the machine that it runs in leaves it no better.
  return (
    error instanceof WebAssembly.RuntimeError || ('severity' in error && error.severity === 'PANIC')
  );
}
