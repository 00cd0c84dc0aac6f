/** Counterpart of `startChildProcess` in the worker: answers one question at a time, and exits with its parent. */
export function serveParentProcess(answer: (question: unknown) => Promise<unknown>): void {
  process.on('message', (message: unknown) => {
    if (typeof message !== 'object' || message === null || !('question' in message)) return;
    void answer(message.question).then((answered) => process.send?.(answered));
  });
  process.once('disconnect', () => process.exit());
  process.send?.('ready');
}
