import { LOCALES } from '#shared/core/languages.ts';
import { isCurrency, parseAmount } from '#shared/core/money.ts';
import type { TaskCounts } from '#shared/evidence/task-report-counts.ts';
import type { WorkbookPageContext } from './workbook-page-context.ts';
import type { WorkbookSnapshot, RenderPart } from './workbook-snapshot.ts';
import { createButton, fillPlaceholder, findPart, setText } from './dom-helpers.ts';
import { withCrossTabLock } from './cross-tab-lock.ts';
import { makeEntryId } from './workbook-store.ts';
import { formatClock } from './format-clock.ts';
import {
  addRun,
  elapsedMs,
  startTimer,
  stopTimer,
  togglePause,
  type TimedWork,
  type TimerState,
} from './timer-state.ts';

const TICK_MS = 1_000;
/**
 * Time after which the timer says that it may have been forgotten; longer than a plausible session.
 */
const LONG_MS = 4 * 3_600_000;
/** Outcomes with a counter while the timer runs, most frequent first. */
const RUN_BUTTONS: readonly (keyof TaskCounts)[] = [
  'paid',
  'pending',
  'screenOuts',
  'refusedWithoutReason',
  'broken',
];

/** The timer: the form to start it, and its running view. */
export function mountTimer(page: WorkbookPageContext): RenderPart {
  const { root, book, words, say } = page;
  const section = root.querySelector<HTMLElement>('#timer') ?? root;
  const form = findPart<HTMLFormElement>(section, 'start');
  const issue = findPart(form, 'issue');
  const running = findPart(section, 'running');
  const time = findPart(running, 'time');
  const runs = findPart(running, 'runs');
  const pause = findPart<HTMLButtonElement>(running, 'pause');
  const pauseWords = pause.textContent ?? '';
  let timer: TimerState | null = null;
  let entries: WorkbookSnapshot['entries'] = [];
  let shown = '';

  const runButtons = RUN_BUTTONS.map((end) => {
    const made = createButton('', () => void change((now) => addRun(now, end)), 'button second');
    runs.append(made);
    return [end, made] as const;
  });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const searching = (event.submitter as HTMLButtonElement | null)?.name === 'search';
    const timed = readTimed(form, searching);
    issue.hidden = timed !== null;
    if (timed === null) {
      setText(issue, words.badAmount);
      form.querySelector<HTMLInputElement>('[name=reward]')?.focus();
      return;
    }
    await startTimedWork(page, timed);
    findPart(running, 'stop').focus();
  });
  // Search time has no price.
  form.querySelector('[name=search]')?.addEventListener('click', () => relax(form));
  form.querySelector('[type=submit]:not([name])')?.addEventListener('click', () => demand(form));

  pause.addEventListener('click', () => void change((now) => togglePause(now, Date.now())));
  findPart(running, 'drop').addEventListener('click', () => void book.meta.set('timer', null));
  findPart(running, 'stop').addEventListener('click', async () => {
    await stop(page);
    say(words.saved);
    form.querySelector<HTMLElement>('[type=submit]')?.focus();
  });

  // Reads the current value, so that two quick taps both count.
  function change(act: (timer: TimerState) => TimerState): Promise<void> {
    return withCrossTabLock('timer', async () => {
      const kept = await book.meta.get<TimerState | null>('timer');
      if (kept) await book.meta.set('timer', act(kept));
    });
  }

  function tick(): void {
    if (!root.isConnected) return window.clearInterval(ticking);
    if (timer === null) return;
    setText(time, formatClock(elapsedMs(timer, Date.now()) / 1_000));
  }
  const ticking = window.setInterval(tick, TICK_MS);

  // Formats in the device's time zone, since only its user sees it.
  const moment = new Intl.DateTimeFormat(LOCALES[words.language], {
    dateStyle: 'long',
    timeStyle: 'short',
  });

  return (state) => {
    ({ timer, entries } = state);
    form.hidden = timer !== null;
    running.hidden = timer === null;
    // Prefilled with the last platform and price: tasks come in series.
    const last = entries.find((entry) => entry.kind === 'task');
    if (shown === '' && last?.kind === 'task') {
      setValue(form, 'platform', last.platform);
      setValue(form, 'currency', last.currency);
    }
    shown = 'shown';
    if (timer === null) return;
    const { timed, counts, runningSince, startedAt } = timer;
    const name =
      timed.kind === 'task'
        ? fillPlaceholder(
            words.runningTask,
            [timed.title || words.task, timed.platform].join(' · '),
          )
        : words.runningSearch;
    setText(findPart(running, 'what'), runningSince === null ? `${words.paused} · ${name}` : name);
    const long = elapsedMs(timer, Date.now()) > LONG_MS ? ` ${words.long}` : '';
    setText(
      findPart(running, 'since'),
      fillPlaceholder(words.since, moment.format(startedAt)) + long,
    );
    setText(pause, runningSince === null ? (pause.dataset['resume'] ?? '') : pauseWords);
    runs.hidden = timed.kind === 'search';
    for (const [end, made] of runButtons) {
      const label = fillPlaceholder(words.plusOne, words.counts[end][0] ?? '');
      setText(made, counts[end] === 0 ? label : `${label} (${counts[end]})`);
    }
    tick();
  };
}

/** Starts the timer; a running one is stopped and saved first. */
export async function startTimedWork(page: WorkbookPageContext, timed: TimedWork): Promise<void> {
  await stop(page);
  await page.book.meta.set('timer', startTimer(timed, Date.now()));
}

function stop({ book }: WorkbookPageContext): Promise<void> {
  return withCrossTabLock('timer', async () => {
    const timer = await book.meta.get<TimerState | null>('timer');
    if (!timer) return;
    const entry = stopTimer(timer, await book.all(), Date.now(), makeEntryId());
    await book.put([entry], { key: 'timer', value: null });
  });
}

function readTimed(form: HTMLFormElement, searching: boolean): TimedWork | null {
  const data = new FormData(form);
  const text = (name: string): string => String(data.get(name) ?? '').trim();
  const platform = text('platform');
  if (searching) return { kind: 'search', platform };
  const currency = text('currency');
  const rewardMinor = isCurrency(currency) ? parseAmount(text('reward'), currency) : null;
  if (!isCurrency(currency) || rewardMinor === null) return null;
  return { kind: 'task', entryId: null, platform, title: text('title'), rewardMinor, currency };
}

function relax(form: HTMLFormElement): void {
  form.querySelector('[name=reward]')?.removeAttribute('required');
}

function demand(form: HTMLFormElement): void {
  form.querySelector('[name=reward]')?.setAttribute('required', '');
}

function setValue(form: HTMLFormElement, name: string, value: string): void {
  const field = form.querySelector<HTMLInputElement | HTMLSelectElement>(`[name=${name}]`);
  if (field !== null) field.value = value;
}
