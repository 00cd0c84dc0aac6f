import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Deps } from '#server/deps.ts';
import { asBackground } from '#server/core/work.ts';
import { REST, computeStale, pause } from './catch-up.ts';
import { STALE_KINDS, notingMarks, type Stale } from './marks.ts';

/** How long the answer to a write waits for the figures that it moved. */
const WAIT_MS = 500;

/**
 * Computes, once a write is committed, the figures that it marked. Its answer waits for them half a
 * second at most, so that who posts sees her post counted; what takes longer goes on after it. What a
 * process that ends leaves undone the job `figures` does.
 */
export function registerFigures(
  app: FastifyInstance,
  { database, clock, figuresWaitMs = WAIT_MS }: Deps,
): void {
  const stopping = new AbortController();
  const { signal } = stopping;
  const marked = new WeakMap<FastifyRequest, Stale[]>();
  const running = new Set<Promise<void>>();
  const computeOnce = createComputer(
    (one) => computeStale(database, one, clock()),
    (err) => app.log.error({ err }, 'figures not computed'),
    signal,
  );
  const computeAll = async (own: Stale[]): Promise<void> => {
    // A task that is computed marks its client.
    while (own.length > 0 && !signal.aborted) {
      for (const one of inOrder(own.splice(0))) if (!signal.aborted) await computeOnce(one);
    }
  };

  app.addHook('onRequest', (request, _reply, done) => {
    if (!isWrite(request.method)) return done();
    const own: Stale[] = [];
    marked.set(request, own);
    notingMarks(own, done);
  });
  // Again: once a body was read, the context is that of the socket.
  app.addHook('preValidation', (request, _reply, done) => {
    const own = marked.get(request);
    if (own === undefined) done();
    else notingMarks(own, done);
  });
  app.addHook('onSend', async (request) => {
    const own = marked.get(request) ?? [];
    if (own.length === 0 || signal.aborted) return;
    const computing = asBackground(() => notingMarks(own, () => computeAll(own)));
    running.add(computing);
    void computing.finally(() => running.delete(computing));
    const answered = new AbortController();
    await Promise.race([computing, pause(figuresWaitMs, answered.signal)]);
    answered.abort();
  });
  // The database must not be closed under it.
  app.addHook('onClose', async () => {
    stopping.abort();
    await Promise.all(running);
  });
}

function isWrite(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

/** Each once, those first that may move others. */
function inOrder(stale: readonly Stale[]): readonly Stale[] {
  const each = new Map(stale.map((one) => [keyOf(one), one]));
  return [...each.values()].toSorted(
    (one, other) => STALE_KINDS.indexOf(one.kind) - STALE_KINDS.indexOf(other.kind),
  );
}

function keyOf({ kind, subject }: Stale): string {
  return `${kind} ${subject}`;
}

/**
 * Computes figures when asked, each thing one time after the other with a rest between: all who ask
 * while one time is under way share the next.
 * @returns for each that is asked, how many milliseconds it took.
 */
function createComputer(
  compute: (one: Stale) => Promise<unknown>,
  failed: (error: unknown) => void,
  signal: AbortSignal,
): (one: Stale) => Promise<number> {
  const busy = new Map<string, Promise<void>>();
  const next = new Map<string, Promise<number>>();
  const takeTurn = async (one: Stale, before: Promise<void> | undefined): Promise<number> => {
    await before;
    next.delete(keyOf(one));
    const begun = performance.now();
    await compute(one).catch(failed);
    return performance.now() - begun;
  };
  return (one) => {
    const key = keyOf(one);
    const asked = next.get(key);
    if (asked !== undefined) return asked;
    const done = takeTurn(one, busy.get(key));
    const rested = done.then((took) => pause(REST * took, signal));
    next.set(key, done);
    busy.set(key, rested);
    void rested.then(() => busy.get(key) === rested && busy.delete(key));
    return done;
  };
}
