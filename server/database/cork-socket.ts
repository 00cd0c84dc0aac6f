import type { Socket } from 'node:net';
import type pg from 'pg';

/**
 * Corks the socket until the end of this event-loop turn, so that all queries leave in one write.
 * @param sent called when the socket is uncorked.
 */
export function corkSocketUntilTurnEnds(client: pg.ClientBase, sent: () => void = () => {}): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  const send = (): void => {
    stream.uncork();
    sent();
  };
  stream.cork();
  queueMicrotask(() => process.nextTick(send));
}
