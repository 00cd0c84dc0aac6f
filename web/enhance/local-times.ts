import { formatLocalMoment } from '#web/format.ts';

/** Writes moments in the time zone of the device: as the text, or as the title of a relative time. */
export function writeLocalTimes(times: Iterable<HTMLTimeElement>): void {
  const language = document.documentElement.lang === 'en' ? 'en' : 'fr';
  for (const time of times) {
    const local = formatLocalMoment(time.dateTime, language);
    if (time.title === '') time.textContent = local;
    else time.title = local;
    delete time.dataset['local'];
  }
}
