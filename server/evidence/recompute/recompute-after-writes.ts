import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { BaseDeps } from '#server/http/deps.ts';
import { runAsBackground } from '#server/core/work-class.ts';
import {
  REST_BETWEEN_COMPUTATIONS,
  recomputeStaleFigure,
  sleepUnlessAborted,
} from './recompute-stale-figures.ts';
import {
  STALE_FIGURE_KINDS,
  collectStaleMarks,
  type StaleFigure,
} from '#server/directory/stale-figures/mark-stale.ts';

/** How long the answer to a write waits for the figures it changes, in milliseconds. */
const WAIT_MS = 500;

/**
 * Registers hooks that recompute the figures that a write made stale, once it is committed. The
 * answer waits up to WAIT_MS so that members see their post counted; the rest continues afterwards.
 * What a stopping process leaves undone, the job `figures` does.
 */
export function registerRecomputeAfterWrites(
  app: FastifyInstance,
  { database, clock, figuresWaitMs = WAIT_MS }: BaseDeps & { readonly figuresWaitMs?: number },
): void {
  const stopping = new AbortController();
  const { signal } = stopping;
  const marked = new WeakMap<FastifyRequest, StaleFigure[]>();
  const running = new Set<Promise<void>>();
  const computeOnce = createComputer(
    (one) => recomputeStaleFigure(database, one, clock()),
    (err) => app.log.error({ err }, 'figures not computed'),
    signal,
  );
  const computeAll = async (own: StaleFigure[]): Promise<void> => {
    // A loop, since computing a task marks its client as stale.
    while (own.length > 0 && !signal.aborted) {
      for (const one of inOrder(own.splice(0))) if (!signal.aborted) await computeOnce(one);
    }
  };

  app.addHook('onRequest', (request, _reply, done) => {
    if (!isWrite(request.method)) return done();
    const own: StaleFigure[] = [];
    marked.set(request, own);
    collectStaleMarks(own, done);
  });
  // Collect again: after reading a body, the async context is that of the socket.
  app.addHook('preValidation', (request, _reply, done) => {
    const own = marked.get(request);
    if (own === undefined) done();
    else collectStaleMarks(own, done);
  });
  app.addHook('onSend', async (request) => {
    const own = marked.get(request) ?? [];
    if (own.length === 0 || signal.aborted) return;
    const computing = runAsBackground(() => collectStaleMarks(own, () => computeAll(own)));
    running.add(computing);
    void computing.finally(() => running.delete(computing));
    const answered = new AbortController();
    await Promise.race([computing, sleepUnlessAborted(figuresWaitMs, answered.signal)]);
    answered.abort();
  });
  // The database must stay open until the computations end.
  app.addHook('onClose', async () => {
    stopping.abort();
    await Promise.all(running);
  });
}

function isWrite(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

/** Removes duplicates, and puts figures that make others stale first. */
function inOrder(stale: readonly StaleFigure[]): readonly StaleFigure[] {
  const each = new Map(stale.map((one) => [keyOf(one), one]));
  return [...each.values()].toSorted(
    (one, other) => STALE_FIGURE_KINDS.indexOf(one.kind) - STALE_FIGURE_KINDS.indexOf(other.kind),
  );
}

function keyOf({ kind, subject }: StaleFigure): string {
  return `${kind} ${subject}`;
}

/**
 * Creates a function that recomputes one subject's figures, never twice at once and with a rest in
 * between; all calls during a computation share the next one.
 * @returns per call, the duration in milliseconds.
 */
function createComputer(
  compute: (one: StaleFigure) => Promise<unknown>,
  failed: (error: unknown) => void,
  signal: AbortSignal,
): (one: StaleFigure) => Promise<number> {
  const busy = new Map<string, Promise<void>>();
  const next = new Map<string, Promise<number>>();
  const takeTurn = async (one: StaleFigure, before: Promise<void> | undefined): Promise<number> => {
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
    const rested = done.then((took) =>
      sleepUnlessAborted(REST_BETWEEN_COMPUTATIONS * took, signal),
    );
    next.set(key, done);
    busy.set(key, rested);
    void rested.then(() => busy.get(key) === rested && busy.delete(key));
    return done;
  };
}
