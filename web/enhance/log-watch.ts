import { saveLogWatchState, loadLogWatchState } from './log-watch-storage.ts';
import { whenIdle } from './when-idle.ts';

const SLOW = new Set(['slow-2g', '2g']);

let looking = false;

/**
 * Checks once a day, when idle, that the public record was not rewritten. Not on a browser's first
 * page: there is nothing to compare with, and enough to load.
 */
export function enhance(footer: HTMLElement): void {
  const kept = loadLogWatchState();
  if (kept?.tell) void load().then(({ showAlert }) => showAlert(footer, kept));
  const day = new Date().toISOString().slice(0, 10);
  if (looking || kept?.day === day || isSaving() || !('subtle' in crypto)) return;
  if (kept === null) return saveLogWatchState({ day: '', seen: null, tell: null, shown: null });
  looking = true;
  whenIdle(() => {
    void load()
      .then(({ checkAndAlert }) => checkAndAlert(footer, day))
      .finally(() => {
        looking = false;
      });
  });
}

function load(): Promise<typeof import('./log-alert.ts')> {
  return import('./log-alert.ts');
}
function isSaving(): boolean {
  const { connection } = navigator as {
    connection?: { saveData?: boolean; effectiveType?: string };
  };
  return connection?.saveData === true || SLOW.has(connection?.effectiveType ?? '');
}
