import { keepRecord, recallRecord } from './record-kept.ts';

const SLOW = new Set(['slow-2g', '2g']);
const LATER_MS = 5_000;

let looking = false;

/**
 * Once a day, when there is nothing else to do, sees whether the public record was rewritten. Not on the
 * first page that a browser ever opens: there is nothing to compare with, and it has enough to load.
 */
export function enhance(footer: HTMLElement): void {
  const kept = recallRecord();
  if (kept?.tell) void load().then(({ tellOfRecord }) => tellOfRecord(footer, kept));
  const day = new Date().toISOString().slice(0, 10);
  if (looking || kept?.day === day || isSaving() || !('subtle' in crypto)) return;
  if (kept === null) return keepRecord({ day: '', seen: null, tell: null, shown: null });
  looking = true;
  whenIdle(() => {
    void load()
      .then(({ lookAndTell }) => lookAndTell(footer, day))
      .finally(() => {
        looking = false;
      });
  });
}

function load(): Promise<typeof import('./record-tell.ts')> {
  return import('./record-tell.ts');
}
function isSaving(): boolean {
  const { connection } = navigator as {
    connection?: { saveData?: boolean; effectiveType?: string };
  };
  return connection?.saveData === true || SLOW.has(connection?.effectiveType ?? '');
}

function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(act);
  else setTimeout(act, LATER_MS);
}
