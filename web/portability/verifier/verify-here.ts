import { loadLogWatchState } from '#web/enhance/log-watch-storage.ts';
import { findPart } from '#web/evidence/workbook/dom-helpers.ts';
import type { Messages } from '#web/i18n/messages.ts';
import { showReport } from './show-report.ts';
import type { VerifyAnswer, VerifyRequest } from './verify-worker.ts';

/** The words of the page, with those of verdicts; `until` has a placeholder for the day. */
export type VerifyWords = Omit<Messages['verification'], 'until'> & {
  readonly until: string;
  readonly standings: Messages['rules']['standings'];
};

/** Verifies the site, or a copy that was chosen, in a worker, and shows the report. */
export function enhance(section: HTMLElement): void {
  const words = JSON.parse(section.dataset['words'] ?? '') as VerifyWords;
  const start = findPart(section, 'start');
  const running = findPart(section, 'running');
  const stage = findPart(section, 'stage');
  const progress = findPart<HTMLProgressElement>(section, 'progress');
  const result = findPart(section, 'result');
  const pictures = section.querySelector<HTMLInputElement>('[data-part="pictures"]');
  const folder = findPart<HTMLInputElement>(section, 'folder');
  let worker: Worker | null = null;

  const stop = (): void => {
    worker?.terminate();
    worker = null;
    running.hidden = true;
    start.hidden = false;
  };
  const tell = (...shown: readonly Node[]): void => {
    stop();
    result.replaceChildren(...shown);
    result.focus();
  };
  const fail = (sentence: string): void => {
    const alert = document.createElement('p');
    alert.className = 'alert';
    alert.textContent = sentence;
    tell(alert);
  };
  const run = (picked: VerifyRequest['picked']): void => {
    result.replaceChildren();
    start.hidden = true;
    running.hidden = false;
    progress.value = 0;
    stage.textContent = words.stages.record;
    const since = picked === null ? (loadLogWatchState()?.seen?.note ?? null) : null;
    worker = new Worker(new URL('./verify-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('error', () => fail(words.failed));
    worker.addEventListener('message', ({ data }: MessageEvent<VerifyAnswer>) => {
      if ('stage' in data) {
        stage.textContent = words.stages[data.stage];
        progress.value = data.share;
      } else if ('failed' in data) {
        fail(data.failed === 'no-dump' ? words.notADump : words.failed);
      } else tell(...showReport(data.report, words, since !== null));
    });
    const request: VerifyRequest = {
      site: location.origin,
      picked,
      pictures: pictures?.checked === true,
      since,
    };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
    worker.postMessage(request);
  };

  // React knows no such attribute; browsers without it let single files be chosen.
  folder.webkitdirectory = true;
  findPart(section, 'go').addEventListener('click', () => run(null));
  findPart(section, 'stop').addEventListener('click', stop);
  folder.addEventListener('change', () => {
    const files = [...(folder.files ?? [])];
    if (files.length > 0) run({ name: folderName(files), files: byPath(files) });
  });
  document.addEventListener('turbo:before-cache', stop, { once: true });
  start.hidden = false;
}

function folderName([first]: readonly File[]): string {
  return first?.webkitRelativePath.split('/', 1)[0] ?? '';
}

/** Files by their paths inside the chosen folder. */
function byPath(files: readonly File[]): ReadonlyMap<string, File> {
  return new Map(
    files.map((file) => [file.webkitRelativePath.split('/').slice(1).join('/'), file]),
  );
}
