// A test worker that computes or waits for a given time.
import { serveMainThread } from '#server/core/worker-pool/serve-main-thread.ts';

serveMainThread((question) => {
  const { spinMs, waitMs } = question as { spinMs: number; waitMs: number };
  const spent = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1_000;
  };
  const end = spent() + spinMs;
  while (spent() < end);
  if (waitMs > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs);
  return 'done';
});
