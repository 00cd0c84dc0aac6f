/**
 * Solves the form's puzzle in the background, so that nobody waits a minute. If that fails (old
 * browser, no TLS), the ticket in the form still works.
 */
export function enhance(element: HTMLElement): void {
  const form = element.closest('form');
  const proof = element.querySelector<HTMLInputElement>('input[name="_proof"]');
  const status = element.querySelector('[role="status"]');
  if (form === null || proof === null || status === null) return;
  const puzzle: unknown = JSON.parse(element.dataset['puzzle'] ?? 'null');
  const waiting = status.textContent;
  let working = true;
  let submitter: HTMLElement | null = null;
  let held = false;

  const hold = (event: SubmitEvent): void => {
    if (!working) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held = true;
    submitter = event.submitter;
    form.setAttribute('aria-busy', 'true');
  };
  const finish = (words: string | null): void => {
    working = false;
    worker.terminate();
    status.textContent = words;
    form.removeAttribute('aria-busy');
    if (held && proof.value !== '') form.requestSubmit(submitter);
  };

  const worker = new Worker(new URL('./proof-of-work-worker.ts', import.meta.url), {
    type: 'module',
  });
  form.addEventListener('submit', hold);
  status.textContent = element.dataset['working'] ?? '';
  worker.addEventListener('error', () => finish(waiting));
  worker.addEventListener('message', ({ data }: MessageEvent<object | null>) => {
    if (data === null) {
      finish(waiting);
      return;
    }
    proof.value = JSON.stringify({ challenge: puzzle, solution: data });
    element.dataset['state'] = 'ready';
    finish(element.dataset['ready'] ?? '');
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  worker.postMessage(puzzle);
}
