import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import { AppError } from '#server/core/errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered even while the event loop lags. */
    underPressure?: boolean;
  }
}

/** How often the delay of the event loop is sampled, and how often its mean is judged. */
const SAMPLE_MS = 10;
const JUDGE_MS = 1_000;
const RETRY_SECONDS = 5;

/**
 * Refuses requests with 503 while the mean delay of the event loop is above `maxLagMs`; 0 never does.
 * The measurement begins when the server listens: the lag of the start itself refuses nobody.
 * @returns whether requests are refused now.
 */
export function registerPressure(app: FastifyInstance, maxLagMs: number): () => boolean {
  if (maxLagMs === 0) return () => false;
  const delay = monitorEventLoopDelay({ resolution: SAMPLE_MS });
  let pressed = false;
  const judge = (): void => {
    const lagMs = delay.mean / 1e6 - SAMPLE_MS;
    delay.reset();
    // Without a single sample the loop was blocked all the time.
    pressed = !(lagMs <= maxLagMs);
  };
  let timer: NodeJS.Timeout | undefined;
  const measure = (): void => {
    clearInterval(timer);
    pressed = false;
    // Off and on: else the first sample would count what was blocked before.
    delay.disable();
    delay.reset();
    delay.enable();
    timer = setInterval(judge, JUDGE_MS).unref();
  };
  app.addHook('onReady', async () => measure());
  app.addHook('onListen', async () => measure());
  app.addHook('onClose', async () => {
    clearInterval(timer);
    delay.disable();
  });
  app.addHook('onRequest', (request, _, done) => {
    const refused = pressed && request.routeOptions.config.underPressure !== true;
    done(refused ? new AppError('busy', { retryAfterSeconds: RETRY_SECONDS }) : undefined);
  });
  return () => pressed;
}
