import type { Socket } from 'node:net';
import type pg from 'pg';

/**
 * Holds back what is asked over a connection until all that promises still ask for in this turn of the
 * event loop is asked: one write, one way. `sent` is told as it goes.
 */
export function sendTogether(client: pg.ClientBase, sent: () => void = () => {}): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  const send = (): void => {
    stream.uncork();
    sent();
  };
  stream.cork();
  queueMicrotask(() => process.nextTick(send));
}
