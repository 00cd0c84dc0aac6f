import { formatLocalMoment } from '#web/format.ts';

/** Writes the moments of the page in the time zone of the device. */
export function showLocalTimes(): void {
  const language = document.documentElement.lang === 'en' ? 'en' : 'fr';
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-local]')) {
    const local = formatLocalMoment(time.dateTime, language);
    if (time.title === '') time.textContent = local;
    else time.title = local;
    delete time.dataset['local'];
  }
}
