import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import { AppError } from '#server/core/errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route is served even while the event loop lags. */
    underPressure?: boolean;
  }
}

/** Sampling interval of the event-loop delay. */
const SAMPLE_MS = 10;
/** Interval at which the mean of the samples is compared with the limit. */
const JUDGE_MS = 1_000;
const RETRY_SECONDS = 5;

/**
 * Load shedding: refuses requests with 503 while the mean event-loop delay is above `maxLagMs`; 0
 * disables it. Measures from when the server listens, so that the lag of startup does not count.
 * @returns whether requests are refused now.
 */
export function registerLoadShedding(app: FastifyInstance, maxLagMs: number): () => boolean {
  if (maxLagMs === 0) return () => false;
  const delay = monitorEventLoopDelay({ resolution: SAMPLE_MS });
  let pressed = false;
  const judge = (): void => {
    const lagMs = delay.mean / 1e6 - SAMPLE_MS;
    delay.reset();
    // Without any sample (NaN) the loop was blocked the whole time.
    pressed = !(lagMs <= maxLagMs);
  };
  let timer: NodeJS.Timeout | undefined;
  const measure = (): void => {
    clearInterval(timer);
    pressed = false;
    // Restarts the monitor: its first sample would include the time before.
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
